/** What the AWS half says of what the config's own check refuses, forced past it, and of roles without what they need. */
import { deepEqual } from "node:assert/strict";
import { resolve } from "node:path";
import { type KubeObject, kinds } from "../../../../tools/rehearse/api/kubeObject";
import type { RehearsalFinding } from "../../../../tools/rehearse/finding";
import { awsParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { type RehearseOptions, rehearse } from "../../../../tools/rehearse/rehearse";
import type { ScenarioFile } from "../../../../tools/rehearse/scenario/schema";
import { needsAws } from "../../../support/rehearse/built";
import { sideBySide } from "../../../support/rehearse/sideBySide";

const root = resolve(__dirname, "../../../..");

/** A finding: who says it, of what, and a part of its text. */
type Expected = readonly [by: RehearsalFinding["by"], subject: string, part: string];

interface Case {
  /** Fields of the class alpha, under the case's own name. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly image?: NonNullable<ScenarioFile["images"]>[number];
  readonly found: readonly Expected[];
}

const bottlerocket = { amiFamily: "Bottlerocket", amiSelectorTerms: [{ alias: "bottlerocket@latest" }] };
const role = "ControllerRole karpenter-controller";

/** Node classes by their name. */
const cases: Readonly<Record<string, Case>> = {
  // an own parameter that the controller may not read
  "own-parameter": {
    spec: { amiSelectorTerms: [{ ssmParameter: "/golden/al2023" }] },
    image: { id: "ami-0a1b2c3d4e5f60718", name: "golden-al2023", ssmParameter: "/golden/al2023" },
    found: [
      ["rehearsal", role, "ssm:GetParameter on arn:aws:ssm:us-east-1:123456789012:parameter/golden/al2023"],
      ["karpenter", "EC2NodeClass own-parameter", "AccessDenied"],
    ],
  },
  // an alias older than the minor's first AMI
  "old-alias": {
    spec: { amiSelectorTerms: [{ alias: "al2023@v20251103" }] },
    found: [["karpenter", "EC2NodeClass old-alias", "failed to discover any AMIs for alias"]],
  },
  "bottlerocket-script": {
    spec: { ...bottlerocket, userData: "#!/bin/bash\necho hello\n" },
    found: [["karpenter", "EC2NodeClass bottlerocket-script", "toml"]],
  },
  // an AMI of another family than the class's
  "other-family": {
    spec: { amiFamily: "AL2023", amiSelectorTerms: [{ name: "bottlerocket-own-*" }] },
    image: { id: "ami-0a1b2c3d4e5f60719", name: "bottlerocket-own-1" },
    found: [["rehearsal", "EC2NodeClass other-family", "the name of the AMI says Bottlerocket"]],
  },
  "no-root-volume": {
    spec: {
      blockDeviceMappings: [
        { deviceName: "/dev/xvdb", ebs: { volumeSize: "100Gi", volumeType: "gp3", encrypted: true } },
      ],
    },
    found: [["rehearsal", "EC2NodeClass no-root-volume", "does not name the AMI's root volume /dev/xvda"]],
  },
  // these two are right, and what is not tried of them is said
  "with-efa": {
    spec: {
      networkInterfaces: [
        { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
        { networkCardIndex: 1, deviceIndex: 1, interfaceType: "efa-only" },
      ],
    },
    found: [],
  },
  "in-placement-group": { spec: { placementGroupSelector: { name: "close-together" } }, found: [] },
  // Bottlerocket has no such setting
  "pods-per-core": {
    spec: { ...bottlerocket, kubelet: { podsPerCore: 4 } },
    found: [["karpenter", "EC2NodeClass pods-per-core", "UnsupportedKubeletConfiguration"]],
  },
};

/** Findings that nobody expects, and expectations that nothing meets. */
function unexpected(findings: readonly RehearsalFinding[], expected: readonly Expected[]): readonly string[] {
  const text = ({ field, message }: RehearsalFinding) => `${field} ${message}`;
  const meets = (finding: RehearsalFinding, [by, subject, part]: Expected) =>
    finding.by === by && finding.subject === subject && text(finding).includes(part);
  return [
    ...findings
      .filter((finding) => !expected.some((one) => meets(finding, one)))
      .map((finding) => `not expected: ${finding.by}, ${finding.subject}: ${text(finding)}`),
    ...expected
      .filter((one) => !findings.some((finding) => meets(finding, one)))
      .map((one) => `not found: ${one.join(", ")}`),
  ];
}

describe("the AWS half", function () {
  this.timeout(600_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
  });

  const onDev = (options: Pick<RehearseOptions, "aws" | "scenario">) => () =>
    rehearse({ folder: root, provider: "aws", stack: "dev", ...options });

  function withCases() {
    const amend = (object: KubeObject): readonly KubeObject[] => {
      if (!kinds.nodeClass.is(object) || object.metadata.name !== "alpha") return [object];
      const classes = Object.entries(cases).map(([name, { spec }]) => ({
        ...object,
        metadata: { ...object.metadata, name },
        spec: { ...object.spec, ...spec },
      }));
      return [object, ...classes];
    };
    const images = Object.values(cases).flatMap(({ image }) => image ?? []);
    return onDev({ aws: { amend, images } });
  }

  function onPlacementGroup() {
    const requirement = {
      key: "karpenter.k8s.aws/placement-group-id",
      operator: "In",
      values: ["pg-0123456789abcdef0"],
    };
    const amend = (object: KubeObject): readonly KubeObject[] => {
      if (!kinds.nodePool.is(object) || object.metadata.name !== "alpha-general") return [object];
      const { template } = object.spec;
      const requirements = [...template.spec.requirements, requirement];
      return [
        { ...object, spec: { ...object.spec, template: { ...template, spec: { ...template.spec, requirements } } } },
      ];
    };
    return onDev({
      aws: { amend },
      scenario: {
        name: "placement-group",
        stackFile: undefined,
        about: "a pool that asks for a placement group",
        steps: [
          { run: { workload: "alpha/web", pool: "alpha-general", replicas: 1, cpu: "1", memory: "1Gi" } },
          { expect: { within: "90s", nodes: { "alpha-general": 1 } } },
          { wait: "5s" },
        ],
      },
    });
  }

  const revoke = ["iam:PassRole", "sqs:ReceiveMessage", "ssm:GetParameter"];

  const run = sideBySide(
    {
      cases: withCases(),
      placementGroup: onPlacementGroup(),
      revoked: onDev({
        scenario: { name: "revoked", stackFile: undefined, about: "without", revoke, steps: [{ wait: "1s" }] },
      }),
      withoutAssociation: onDev({
        aws: { amendResource: (resource) => (resource.type.endsWith(":PodIdentityAssociation") ? [] : [resource]) },
      }),
    },
    2,
  );

  it("finds again each class that the config refuses, forced past its check", async () => {
    const { findings, notChecked } = await run("cases");
    const expected = Object.values(cases).flatMap(({ found }) => found);
    deepEqual(unexpected(findings, expected), []);
    deepEqual(
      notChecked.filter((line) => line.includes("of EC2NodeClass")),
      [
        "networkInterfaces of EC2NodeClass with-efa: in the launch template; the instances here have one interface and no EFA",
        "placementGroupSelector of EC2NodeClass in-placement-group: the group is taken to exist, and instances are not placed in it",
      ],
    );
  });

  it("finds again that the nodes of a pool on a label of the offering drift", async () => {
    const { findings } = await run("placementGroup");
    deepEqual(
      unexpected(findings, [
        ["karpenter", "Pulumi.dev.yaml:25:11 teams.alpha.pools[0] (NodePool alpha-general)", "RequirementsDrifted"],
      ]),
      [],
    );
  });

  // ec2:RunInstances is taken out by examples/scenarios/aws/missing-permission.yaml
  it("names the actions that the planned policies are without, and no others", async () => {
    const { findings } = await run("revoked");
    const named = findings
      .filter(({ check }) => check === "aws")
      .map(({ subject, message }) => `${subject}: ${/IAM \(our evaluator\): (\S+)/.exec(message)?.[1]}`);
    deepEqual(
      [...new Set(named)].sort(),
      revoke.map((action) => `${role}: ${action}`),
    );
  });

  it("fails when no Pod Identity association names the controller's service account", async () => {
    const { verdict, findings } = await run("withoutAssociation");
    deepEqual(
      [verdict, findings],
      [
        "fail",
        [
          {
            check: "aws",
            by: "rehearsal",
            subject: "credentials of Karpenter",
            field: "",
            message: "no Pod Identity association names the service account kube-system/karpenter of nodepools-dev",
          },
        ],
      ],
    );
  });
});
