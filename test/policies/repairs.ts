/** What rules change at level `remediate`: specs before and after. For remedies.test.ts and the mutation check. Not a test. */
import { isDeepStrictEqual } from "node:util";
import type { Analyzer, PolicyConfigFile, Resource } from "../support/analyzer";

export interface Repair {
  readonly rule: string;
  /** Of the rule alone; all others are off. */
  readonly config: PolicyConfigFile[string];
  readonly resource: Resource;
  /** The spec after it; absent where nothing is to be changed. */
  readonly repaired?: unknown;
}

/** A node class of a program that is not this repository's. */
export const nodeClass = (spec: object): Resource => ({
  type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  name: "theirs",
  inputs: { apiVersion: "karpenter.k8s.aws/v1", kind: "EC2NodeClass", metadata: { name: "theirs" }, spec },
});

/** A pool of such a program. */
export const pool = (labels?: object): Resource => ({
  type: "kubernetes:karpenter.sh/v1:NodePool",
  name: "theirs",
  inputs: { spec: { template: labels === undefined ? {} : { metadata: { labels } }, limits: { cpu: "8" } } },
});

const options = (given: object) => nodeClass({ metadataOptions: given, tags: { owner: "theirs" } });

const imdsv2 = (given: object, repaired?: object): Repair => ({
  rule: "imdsv2-is-required",
  config: "remediate",
  resource: options(given),
  ...(repaired === undefined ? {} : { repaired: { metadataOptions: repaired, tags: { owner: "theirs" } } }),
});

const disks = (...ebs: readonly object[]) => ({
  amiFamily: "AL2023",
  blockDeviceMappings: ebs.map((one, index) => ({
    deviceName: index === 0 ? "/dev/xvda" : `/dev/xvd${index}`,
    ebs: one,
  })),
});

const encrypted = (given: object, repaired?: object): Repair => ({
  rule: "node-volumes-are-encrypted",
  config: "remediate",
  resource: nodeClass(given),
  ...(repaired === undefined ? {} : { repaired }),
});

const tagged = (given: object, repaired?: object): Repair => ({
  rule: "node-class-has-mandatory-tags",
  config: {
    enforcementLevel: "remediate",
    tags: ["owner", "cost-center", "stage"],
    fillIn: ["owner=platform", "cost-center=0=1"],
  },
  resource: nodeClass({ tags: given }),
  ...(repaired === undefined ? {} : { repaired: { tags: repaired } }),
});

const labelled = (given: object | undefined, repaired?: object): Repair => ({
  rule: "pool-names-its-owner",
  config: { enforcementLevel: "remediate", labels: ["owner", "stage"], fillIn: ["owner=platform"] },
  resource: pool(given),
  ...(repaired === undefined
    ? {}
    : { repaired: { template: { metadata: { labels: repaired } }, limits: { cpu: "8" } } }),
});

export const repairs: readonly Repair[] = [
  imdsv2(
    { httpTokens: "optional", httpPutResponseHopLimit: 1 },
    { httpTokens: "required", httpPutResponseHopLimit: 1 },
  ),
  imdsv2({ httpTokens: "required" }),
  imdsv2({}),
  imdsv2({ httpEndpoint: "disabled" }),
  imdsv2({ httpTokens: "optional", httpEndpoint: "disabled" }),
  encrypted(
    disks({ volumeSize: "20Gi" }, { encrypted: false }, { encrypted: true }),
    disks({ volumeSize: "20Gi", encrypted: true }, { encrypted: true }, { encrypted: true }),
  ),
  encrypted(disks({ encrypted: true })),
  encrypted(
    { amiFamily: "AL2023", blockDeviceMappings: [{ deviceName: "/dev/xvdb" }] },
    { amiFamily: "AL2023", blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { encrypted: true } }] },
  ),
  tagged({ owner: " " }, { owner: "platform", "cost-center": "0=1" }),
  tagged({ owner: "theirs" }, { owner: "theirs", "cost-center": "0=1" }),
  tagged({ owner: "theirs", "cost-center": "7" }),
  labelled(undefined, { owner: "platform" }),
  labelled({ owner: "" }, { owner: "platform" }),
  labelled({ owner: "theirs" }),
];

/** Whether a pack changes exactly what it should. */
export async function isRepaired(analyzer: Analyzer, { rule, config, resource, repaired }: Repair): Promise<boolean> {
  await analyzer.configure({ all: "disabled", [rule]: config });
  const found = await analyzer.remediate(resource);
  if (repaired === undefined) return found.length === 0;
  const [{ inputs } = { inputs: undefined }] = found;
  return found.length === 1 && isDeepStrictEqual((inputs as { readonly spec: unknown }).spec, repaired);
}
