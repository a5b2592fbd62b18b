/** Stack files of others about pools, restated, each with the right answer. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { nodePoolSpec } from "../../components/nodePool/nodePool";
import { checkStackConfig, findingText } from "../../config";
import { quiet } from "../config/violation";
import { day } from "../support/day";

const pool = "teams.dotori.pools[0]";
const limits = 'limits: { cpu: "384", memory: 4096Gi }';

/** What is found in a stack of one pool. @param text keys of the pool, as YAML */
function findingsOf(text: string, region = "us-east-1"): readonly string[] {
  const keys = parse(text) as object;
  const raw = quiet({ teams: { dotori: { pools: [{ name: "general", ...keys }] } } });
  const { findings } = checkStackConfig(raw, { project: "nodepools", stack: "dev", region, now: day });
  return findings.map((finding) => `${finding.level} ${findingText(finding)}`);
}

/** Requirements of the NodePool that one pool gets, as text. */
function requirementsOf(text: string): readonly string[] {
  const keys = parse(text) as object;
  const raw = quiet({ teams: { dotori: { pools: [{ name: "general", ...keys }] } } });
  const { config } = checkStackConfig(raw, { project: "nodepools", stack: "dev", region: "us-east-1" });
  const requirements = config!.teams[0]!.pools[0]!.requirements;
  return requirements.map(({ key, operator, values = [] }) => [key.split("/")[1], operator, ...values].join(" "));
}

const never = "the pool never makes a node";

describe("pools that can make nothing", () => {
  it("are refused at the misspelt type or family (b85, b86)", () => {
    assert.deepEqual(findingsOf(`{ ${limits}, instanceTypes: [m7i.9xlarge] }`), [
      `error ${pool}.instanceTypes[0]: "m7i.9xlarge" is not a known instance type in the catalogue of 2026-07-06: ${never}; did you mean "m7i.8xlarge"?`,
    ]);
    assert.deepEqual(findingsOf(`{ ${limits}, instanceFamilies: [m7l] }`), [
      `error ${pool}.instanceFamilies[0]: "m7l" is not a known instance family in the catalogue of 2026-07-06: ${never}; did you mean "m7a"?`,
    ]);
  });

  it("suggest nothing of another category: p3 is not c3", () => {
    assert.deepEqual(findingsOf(`{ ${limits}, instanceTypes: [p3.8xlarge] }`), [
      `error ${pool}.instanceTypes[0]: "p3.8xlarge" is not a known instance type in the catalogue of 2026-07-06: ${never}`,
    ]);
  });

  it("name the architecture of what was chosen (b91, b92)", () => {
    assert.deepEqual(findingsOf(`{ ${limits}, architectures: [arm64], instanceFamilies: [m7i] }`), [
      `error ${pool}.instanceFamilies: ["m7i"] is amd64, and architectures is ["arm64"]: ${never}; write architectures: [amd64]`,
    ]);
    assert.deepEqual(findingsOf(`{ ${limits}, instanceFamilies: [m7g] }`), [
      `error ${pool}.instanceFamilies: ["m7g"] is arm64, and architectures is ["amd64"] by default: ${never}; write architectures: [arm64]`,
    ]);
  });

  it("name the values that no type has (37)", () => {
    const gpu = "karpenter.k8s.aws/instance-gpu";
    const found = findingsOf(`
      instanceCategories: [g]
      requirements:
        - { key: ${gpu}-name, operator: In, values: [A10G] }
        - { key: ${gpu}-manufacturer, operator: In, values: [NVIDIA] }
      limits: { cpu: "64", memory: 256Gi, gpu: 4 }`);
    assert.deepEqual(found, [
      `error ${pool}.requirements[0].values[0]: "A10G" is not a known value of ${gpu}-name in the catalogue of 2026-07-06: ${never}; did you mean "a10g"?`,
      `error ${pool}.requirements[1].values[0]: "NVIDIA" is not a known value of ${gpu}-manufacturer in the catalogue of 2026-07-06: ${never}; did you mean "nvidia"?`,
    ]);
  });

  it("name the one part without which types remain, or the default that nobody wrote", () => {
    const cpu = "karpenter.k8s.aws/instance-cpu";
    assert.deepEqual(
      findingsOf(
        `{ ${limits}, instanceTypes: [m5.large], requirements: [{ key: ${cpu}, operator: Gt, values: ["4"] }] }`,
      ),
      [
        `error ${pool}.requirements[0]: {"key":"${cpu}","operator":"Gt","values":["4"]} leaves no EC2 type that us-east-1 offers beside the pool's other requirements: ${never} (what the pool's other requirements leave has 2); widen it`,
      ],
    );
    assert.deepEqual(findingsOf(`{ ${limits}, instanceSizes: [112xlarge] }`), [
      `error ${pool}.instanceSizes: ["112xlarge"] leaves no EC2 type that us-east-1 offers beside the default of instanceCategories: ${never} (what the pool's other requirements leave has u); say instanceCategories`,
    ]);
  });
});

describe("one number for all that only some can keep (07)", () => {
  it("refuses a pool that names only Xen types, which cannot carry the pods", () => {
    assert.deepEqual(findingsOf(`{ ${limits}, instanceTypes: [m4.large, t2.large] }`), [
      `error ${pool}.instanceTypes: ["m4.large","t2.large"] admits Xen types only (m4.large, t2.large): they carry fewer pods than the node class's kubelet.maxPods 110, so the pool leaves them out and never makes a node; take Nitro types; to have Xen ones, add the requirement karpenter.k8s.aws/instance-hypervisor Exists and lower kubelet.maxPods`,
    ]);
  });

  it("leaves Xen types out of others", () => {
    assert.ok(requirementsOf(`{ ${limits} }`).includes("instance-hypervisor NotIn xen"));
  });
});

describe("a partial choice (d28)", () => {
  it("keeps the default of what is unsaid", () => {
    assert.deepEqual(findingsOf(`{ ${limits}, instanceSizes: [xlarge] }`), []);
    assert.deepEqual(requirementsOf(`{ ${limits}, instanceSizes: [xlarge] }`), [
      "os In linux",
      "arch In amd64",
      "capacity-type In on-demand",
      "instance-category In c m r",
      "instance-size In xlarge",
      "instance-generation Gte 3",
      "instance-hypervisor NotIn xen",
    ]);
  });
});

describe("a requirement said as a label", () => {
  it("is an error of the same words: three warm nodes do not fit where one does", () => {
    const rest = 'limits: { cpu: "64", memory: 256Gi }, warm: { always: 3 }';
    const asLabel = findingsOf(`{ labels: { karpenter.k8s.aws/instance-cpu: "64" }, ${rest} }`);
    const asRequirement = findingsOf(
      `{ requirements: [{ key: karpenter.k8s.aws/instance-cpu, operator: In, values: ["64"] }], ${rest} }`,
    );
    assert.deepEqual(asLabel, asRequirement);
    const says = "limits.cpu 64 leaves room for 1 nodes of 3";
    assert.equal(asLabel.filter((line) => line.startsWith("error") && line.includes(says)).length, 1);
  });
});

describe("keys of labels", () => {
  const requirement = (key: string, rest: string) => `{ ${limits}, requirements: [{ key: ${key}, ${rest} }] }`;

  it("of EKS Auto Mode are refused, with the key or setting that is meant (08b)", () => {
    const says =
      "is a label of EKS Auto Mode or of EKS itself: Karpenter would take it for one of your own, which chooses nothing";
    for (const [name, fix] of [
      ["instance-category", "use instanceCategories"],
      ["instance-generation", "use instanceGenerations"],
      ["instance-cpu", 'write "karpenter.k8s.aws/instance-cpu"'],
    ]) {
      assert.deepEqual(findingsOf(requirement(`eks.amazonaws.com/${name}`, 'operator: In, values: ["4"]')), [
        `error ${pool}.requirements[0].key: "eks.amazonaws.com/${name}" ${says}; ${fix}`,
      ]);
    }
  });

  it("that are near a well-known one are asked about", () => {
    assert.deepEqual(findingsOf(requirement("karpenter.sh/capacitytype", "operator: Exists")), [
      `error ${pool}.requirements[0].key: "karpenter.sh/capacitytype" is a key that Karpenter refuses; did you mean karpenter.sh/capacity-type? use capacityTypes`,
    ]);
    assert.deepEqual(findingsOf(requirement("kubernetes.io/Arch", "operator: Exists")), [
      `warning ${pool}.requirements[0].key: "kubernetes.io/Arch" is a key of your own to Karpenter, which chooses no instances by it; did you mean "kubernetes.io/arch"?`,
    ]);
  });

  it("of the offering are no labels of a type (21b)", () => {
    const group = "karpenter.k8s.aws/placement-group-id";
    assert.deepEqual(findingsOf(requirement(group, "operator: In, values: [pg-0123456789abcdef0]")), [
      `error ${pool}.requirements[0].key: "${group}" is a label of where an instance is placed, not of its type: nodes drift forever or are never made; name the placement group in the node class (placementGroupSelector)`,
    ]);
    const reservation = "karpenter.k8s.aws/capacity-reservation-id";
    assert.deepEqual(findingsOf(requirement(reservation, "operator: In, values: [cr-0123456789abcdef0]")), [
      `error ${pool}.requirements[0].key: "${reservation}" is a label that only reserved capacity has, and capacityTypes has no reserved: the pool never makes a node; add reserved to capacityTypes, or delete it`,
    ]);
  });
});

describe("long jobs (18)", () => {
  it("may run to their end: no grace period is stated, with a warning that says what policy is against it", () => {
    const text = `{ ${limits}, expireAfter: Never, terminationGracePeriod: Never }`;
    assert.deepEqual(findingsOf(text), [
      `warning ${pool}.terminationGracePeriod: "Never" lets a drain last forever: a pod that may not be evicted keeps an expired or outdated node, and pulumi destroy waits a day for it; the policy pool-has-termination-grace-period refuses it unless a policy config sets its max to Never; write a duration longer than the longest job, if there is one`,
      `warning ${pool}.expireAfter: "Never" keeps nodes of any age: patches reach them by drift only; the policy pool-expires-in-bounds refuses it unless a policy config sets its max to Never; write a duration, if the pods may move that often`,
    ]);
    const { config } = checkStackConfig(
      quiet({ teams: { dotori: { pools: [{ name: "general", ...(parse(text) as object) }] } } }),
      { project: "nodepools", stack: "dev", region: "us-east-1" },
    );
    const { spec } = nodePoolSpec(config!.teams[0]!.pools[0]!).template;
    assert.deepEqual([spec.expireAfter, "terminationGracePeriod" in spec], ["Never", false]);
  });
});

describe("architectures under another name", () => {
  it("are known as what they are", () => {
    for (const [word, meant] of Object.entries({ x86_64: "amd64", aarch64: "arm64", arm: "arm64" })) {
      assert.deepEqual(findingsOf(`{ ${limits}, architectures: [${word}] }`), [
        `error ${pool}.architectures[0]: "${word}" is not known; did you mean "${meant}"? (amd64, arm64)`,
      ]);
    }
  });
});
