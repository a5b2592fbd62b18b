/** Kind: a value or a key in the wrong form or place. The message says what to write there, and never a place that nobody meant. */
import assert from "node:assert/strict";
import { errorsOf, stackYaml } from "./harness";

const limits = "limits: { cpu: 64, memory: 256Gi }";
const pools = `pools: [{ name: general, ${limits} }]`;
const dotori = `nodepools:teams: { dotori: { ${pools} } }`;
const team = (keys: string) => [`nodepools:teams: { dotori: { ${keys}, ${pools} } }`];
const buffer = (keys: string) => team(`capacityBuffers: [{ name: spare, ${keys} }]`);
const limited = (cpu: string) => [
  `nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: ${cpu}, memory: 256Gi } }] } }`,
];
const notCpu = "is not a valid CPU quantity";

const head = ["nodepools:teams:", "  dotori:", "    pools:", "      - name: general", `        ${limits}`];

/** By what is wrong: the lines of a file, and what its error ends with. */
const cases: Readonly<Record<string, { readonly lines: readonly string[]; readonly ends: string }>> = {
  "true for a map that may be empty": {
    lines: ["nodepools:devicePlugins: { nvidia: true }", dotori],
    ends: "devicePlugins.nvidia: true is true or false; write nvidia: {}",
  },
  "nothing for a map that may be empty": {
    lines: ["nodepools:devicePlugins:", "  neuron:", dotori],
    ends: "devicePlugins.neuron: is empty; write neuron: {}",
  },
  "a file in place of the map with its key": {
    lines: ["nodepools:prices: prices.yaml", dotori],
    ends: 'prices: "prices.yaml" is text; write prices: { file: "prices.yaml" }',
  },
  "pools by name": {
    lines: [`nodepools:teams: { dotori: { pools: { general: { ${limits} } } } }`],
    ends: 'is a map; write a list: "- name: general" and its keys below',
  },
  "one text for a list of texts": {
    lines: ["nodepools:admission: { daemonSetNamespaces: monitoring }", dotori],
    ends: '"monitoring" is text; write ["monitoring"]',
  },
  "a resource in place of a namespace": {
    lines: team("quotas: { requests.cpu: 64 }"),
    ends: '"requests.cpu" is not a valid namespace; quotas is a map by namespace: write quotas: { dotori: { ... } }',
  },
  "a resource that could be a namespace": {
    lines: team('quotas: { cpu: "64" }'),
    ends: "quotas is a map by name, and cpu belongs one level further in: write quotas: { <name>: { cpu: ... } }",
  },
  "config by namespace": {
    lines: ["aws: { region: us-east-1 }", dotori],
    ends: "Pulumi's config is flat: write aws:region as one key, and so each key below aws",
  },
  "the project's config by namespace": {
    lines: ["nodepools: { tags: {} }", dotori],
    ends: "Pulumi's config is flat: write nodepools:tags as one key, and so each key below nodepools",
  },
  "a key of each pool among the defaults of all": {
    lines: ["nodepools:poolDefaults: { weight: 5 }", dotori],
    ends: "it has no default for all; it belongs in teams[].pools[] or sharedPools[]",
  },
  "a key of teams in a shared pool": {
    lines: [`nodepools:sharedPools: [{ name: x, ${limits}, owner: platform }]`, dotori],
    ends: '"platform" is not a key of this place; it belongs in teams[]',
  },
  "the singular of a key": {
    lines: team("namespace: dotori"),
    ends: 'teams.dotori.namespace: "dotori" is not a known key; did you mean "namespaces"?',
  },
  "spot as a key": {
    lines: [`nodepools:teams: { dotori: { pools: [{ name: general, ${limits}, spot: true }] } }`],
    ends: "write capacityTypes: [spot], or [spot, on-demand] to fall back",
  },
  "pods of a buffer": { lines: buffer("pods: 3"), ends: "write replicas: for how many pods there is room" },
  "the pods' template in a buffer": {
    lines: buffer("template: {}"),
    ends: "write podTemplateRef: { name: ... }, a PodTemplate of the namespace",
  },
  "a limit of 0": {
    lines: ["nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: 0, memory: 256Gi } }] } }"],
    ends: 'limits.cpu: 0 is not above 0; write "64" or "64000m"',
  },
  "nothing for a map that the rules want keys of": {
    lines: [...head, "        warm:"],
    ends: "pools[0].warm: is empty; write its keys below it, indented, or remove it",
  },
  "nothing for limits": {
    lines: ["nodepools:teams:", "  dotori:", "    pools:", "      - name: general", "        limits:"],
    ends: "pools[0].limits: is empty; write its keys below it, indented, or remove it",
  },
  "nothing for a map of a node class that the rules want keys of": {
    lines: ["nodepools:nodeClassDefaults:", "  connectionTracking:", dotori],
    ends: "nodeClassDefaults.connectionTracking: is empty; write its keys below it, indented, or remove it",
  },
  "CPU in a unit of memory": {
    lines: limited("64Gi"),
    ends: `limits.cpu: "64Gi" ${notCpu}: Gi is a unit of memory; write "64"`,
  },
  "CPU in a unit of bytes": {
    lines: limited("64 GB"),
    ends: `limits.cpu: "64 GB" ${notCpu}: GB is a unit of memory; write "64"`,
  },
  "CPU in millions": { lines: limited("500M"), ends: `limits.cpu: "500M" ${notCpu}; did you mean "500m"?` },
  "CPU of a quota in a unit of memory": {
    lines: team("quotas: { dotori: { cpu: 8Gi, memory: 64Gi } }"),
    ends: `quotas.dotori.cpu: "8Gi" ${notCpu}: Gi is a unit of memory; write "8"`,
  },
  "memory in millionths of a byte": {
    lines: [`nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: 64, memory: 256u } }] } }`],
    ends: 'limits.memory: "256u" is not a valid memory quantity; write "256Gi"; a bare number would be bytes',
  },
};

describe("a value or a key in the wrong form or place", () => {
  for (const [what, { lines, ends }] of Object.entries(cases)) {
    it(what, () => {
      const errors = errorsOf(stackYaml(...lines));
      assert.ok(
        errors.some((line) => line.endsWith(ends)),
        errors.join("\n"),
      );
    });
  }

  it("thousands of vCPU are as Karpenter's blueprints write them", () => {
    assert.deepEqual(errorsOf(stackYaml(...limited("1k"))), []);
    assert.deepEqual(errorsOf(stackYaml(...limited("1e3"))), []);
  });

  it("keys at the level of the map that they belong in are to be indented, which is all that is said", () => {
    const [window, placeholder] = [
      'windows: [{ days: weekdays, from: "09:00", to: "18:00", timezone: Asia/Seoul, spare: { cpu: 8, memory: 16Gi } }]',
      "placeholder: { cpu: 1, memory: 2Gi }",
    ];
    const beside = errorsOf(stackYaml(...head, "        warm:", `        ${window}`, `        ${placeholder}`));
    assert.deepEqual(
      beside.map((line) => line.replace(/^error \S+ (\S+): .* is not a key/, "$1: is not a key")),
      [
        "teams.dotori.pools[0].windows: is not a key of this place; indent it below warm",
        "teams.dotori.pools[0].placeholder: is not a key of this place; indent it below warm",
      ],
    );
    assert.deepEqual(
      errorsOf(stackYaml(...head, "        warm:", `          ${window}`, `          ${placeholder}`)),
      [],
    );
  });

  it("limits that are missing in one pool are told beside what nobody can read in another", () => {
    const others = ["      - { name: batch, limits: 64 }", '      - { name: gpu, limits: { cpu: "64" } }'];
    assert.deepEqual(
      errorsOf(stackYaml(...head, ...others)).map((line) => line.replace(/;.*/, "").replace(/^error \S+ /, "")),
      [
        "teams.dotori.pools[1].limits: 64 is a number",
        "teams.dotori.pools[2].limits.memory: is missing: without it the pool grows until the account's quota or the bill stops it",
      ],
    );
  });

  it("the example of a zone is one of the stack's region", () => {
    const yaml = stackYaml(
      `nodepools:teams: { dotori: { pools: [{ name: general, zones: [apne2-az1], ${limits} }] } }`,
    );
    assert.deepEqual(
      errorsOf(yaml.replace("us-east-1", "ap-northeast-2")).map((line) => line.replace(/.*; /, "")),
      ['write a zone\'s name such as "ap-northeast-2a"'],
    );
  });
});
