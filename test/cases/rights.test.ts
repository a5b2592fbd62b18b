/**
 * Kind: a config key whose object needs a right that the program's own role lacks. Every key of a node class is in a class:
 * what Karpenter or EC2 does on its behalf, judged by the controller's policies, or why nothing is needed.
 */
import assert from "node:assert/strict";
import { controllerPolicies } from "../../components/karpenter/controllerPolicies";
import { evaluate } from "../../tools/iam/evaluate";
import { parsePolicy } from "../../tools/iam/policyDocument";
import { placeless, schemaKeys } from "./schemaKeys";

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly requestTags?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, string>>;
}

const place = { partition: "aws", region: "eu-west-1", accountId: "123456789012", clusterName: "platform" };
const nodeRoleArn = "arn:aws:iam::123456789012:role/node";
const parameter = "/golden/al2023";
const ec2 = (kind: string, owner = place.accountId) => `arn:aws:ec2:eu-west-1:${owner}:${kind}/x-1`;

const describes = (what: string): Call => ({ action: `ec2:Describe${what}`, resource: "*" });
/** EC2 asks for RunInstances and CreateFleet on each resource that a launch uses. */
const uses = (kind: string, owner?: string): readonly Call[] =>
  ["ec2:RunInstances", "ec2:CreateFleet"].map((action) => ({ action, resource: ec2(kind, owner) }));
const launchTags = {
  "kubernetes.io/cluster/platform": "owned",
  "eks:eks-cluster-name": "platform",
  "karpenter.sh/nodepool": "general",
  "karpenter.k8s.aws/ec2nodeclass": "general",
};
const makes = (kind: string, tags: Readonly<Record<string, string>> = {}): readonly Call[] => [
  { action: "ec2:RunInstances", resource: ec2(kind), requestTags: { ...launchTags, ...tags } },
  {
    action: "ec2:CreateTags",
    resource: ec2(kind),
    requestTags: { ...launchTags, ...tags },
    context: { "ec2:CreateAction": "RunInstances" },
  },
];

const volumeKey = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/** KMS asks it of whoever launches, EC2 calling in that name. */
const usesKey = (action: string, context: Readonly<Record<string, string>> = {}): Call => ({
  action: `kms:${action}`,
  resource: volumeKey,
  context: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com", ...context },
});

/** By key of a node class: the calls that must be allowed, or why none is needed. Keys below are of the same class. */
const classes: Readonly<Record<string, string | readonly Call[]>> = {
  amiFamily: [describes("Images")],
  amiAlias: [
    {
      action: "ssm:GetParameter",
      resource: "arn:aws:ssm:eu-west-1::parameter/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard",
    },
    describes("Images"),
    ...uses("image", ""),
  ],
  amiSelectorTerms: [describes("Images"), ...uses("image", "")],
  "amiSelectorTerms.*.ssmParameter": [
    { action: "ssm:GetParameter", resource: `arn:aws:ssm:eu-west-1:123456789012:parameter${parameter}` },
  ],
  disks: makes("volume"),
  "disks.*.kmsKeyId": [
    ...["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"].map((action) =>
      usesKey(action),
    ),
    usesKey("CreateGrant", { "kms:GrantIsForAWSResource": "true" }),
  ],
  "disks.*.snapshotId": uses("snapshot", ""),
  kubelet: "read by the node",
  userData: "part of the launch template",
  tags: ["instance", "volume", "network-interface"].flatMap((kind) => makes(kind, { "cost-center": "4711" })),
  metadataOptions: "part of the launch template",
  capacityReservations: [describes("CapacityReservations"), ...uses("capacity-reservation")],
  securityGroupIds: [describes("SecurityGroups"), ...uses("security-group")],
  instanceStorePolicy: "read by the node",
  placementGroupSelector: [describes("PlacementGroups"), ...uses("placement-group")],
  networkInterfaces: makes("network-interface"),
  connectionTracking: "part of the launch template",
  cpuOptions: "part of the launch template",
  ipPrefixCount: "part of the launch template",
  detailedMonitoring: "part of the launch template",
};

const keys = [...new Set(schemaKeys.map(({ name }) => placeless(name)))].flatMap((name) =>
  name.startsWith("nodeClass.") ? [name.slice("nodeClass.".length)] : [],
);

/** The nearest class of a key: its own, or that of what it is below. */
function classOf(key: string): string | undefined {
  const steps = key.split(".");
  return steps
    .map((_, index) => steps.slice(0, steps.length - index).join("."))
    .find((at) => Object.hasOwn(classes, at));
}

describe("kind: a config key whose object needs a right", () => {
  const documents = controllerPolicies({
    ...place,
    nodeRoleArn,
    queueArn: undefined,
    amiParameters: [parameter],
    volumeKeys: [volumeKey],
  });
  const identity = Object.entries(documents).map(([name, document]) => parsePolicy(name, "identity", document));
  const answer = ({ action, resource, requestTags, context }: Call) =>
    evaluate(
      {
        principal: {
          kind: "roleSession",
          roleArn: "arn:aws:iam::123456789012:role/karpenter",
          sessionName: "karpenter",
        },
        action,
        resource: { arn: resource },
        region: place.region,
        ...(requestTags === undefined ? {} : { requestTags }),
        ...(context === undefined ? {} : { context }),
      },
      { identity },
    ).outcome;

  it("has every key of a node class in a class", () => {
    assert.deepEqual(
      keys.filter((key) => classOf(key) === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(classes).filter((name) => !keys.includes(name)),
      [],
      "a class of no key",
    );
  });

  for (const [key, needed] of Object.entries(classes)) {
    if (typeof needed === "string") continue;
    it(`lets the controller do what ${key} asks for`, () => {
      const refused = needed.filter((call) => answer(call) !== "allowed");
      assert.deepEqual(refused, []);
    });
  }

  it("lets it use no key that no node class names, and the named one through EC2 only", () => {
    const use = usesKey("Decrypt");
    assert.notEqual(answer({ ...use, resource: volumeKey.replace("1234abcd", "4321dcba") }), "allowed");
    assert.notEqual(answer({ ...use, context: {} }), "allowed");
    assert.notEqual(answer(usesKey("CreateGrant", { "kms:GrantIsForAWSResource": "false" })), "allowed");
  });

  it("lets it read no parameter that no node class names", () => {
    const other = { action: "ssm:GetParameter", resource: "arn:aws:ssm:eu-west-1:123456789012:parameter/other" };
    assert.notEqual(answer(other), "allowed");
  });
});
