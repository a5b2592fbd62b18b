/**
 * Which fields Karpenter hashes to see that a node's NodePool or EC2NodeClass was edited (static drift), and how each of
 * them counts. What is not named here does not count, requirements and selector terms among it: those drift in other ways.
 *
 * Sources: sigs.k8s.io/karpenter pkg/apis/v1/nodepool.go, NodePool.Hash; karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go,
 * EC2NodeClass.Hash; both hash with mitchellh/hashstructure v2.0.2, lists as sets and zero values left out. The tables are
 * held to Karpenter's own answers by test/golden/karpenter-hash.
 */
import { karpenterVersion } from "../karpenter/versions";

/** How a field counts in the hash. */
export type HashedField =
  /** Text, number or boolean; empty, 0 and false count as absent. */
  | "value"
  /** Text, number or boolean behind a pointer: false or 0 is not the same as absent. */
  | "optional"
  /** By its length, however written: "60m" is "1h". */
  | "duration"
  /** As a duration, and "Never" counts as absent. */
  | "durationOrNever"
  /** By its amount as Kubernetes prints it: "1024Mi" is "1Gi". */
  | "quantity"
  /** By the instant. */
  | "time"
  /** Texts by key; an empty map is not the same as an absent one. */
  | "textMap"
  /** Durations by key. */
  | "durationMap"
  /** The whole value as JSON text, keys sorted; an empty object counts as absent. */
  | "json"
  | HashedList
  | HashedObject;

/** A list counts as a set in which equal entries cancel in pairs; an empty list is not the same as an absent one. */
export interface HashedList {
  readonly entries: HashedField;
}

/** An object of named fields. */
export interface HashedObject {
  readonly fields: Readonly<Record<string, HashedField>>;
  /** True where an empty object is not the same as an absent one. @default false */
  readonly optional?: boolean;
}

const taints: HashedList = {
  entries: { fields: { key: "value", value: "value", effect: "value", timeAdded: "time" } },
};

/** `spec` of a NodePool, hash version v3. */
const nodePoolV3: HashedObject = {
  fields: {
    template: {
      fields: {
        metadata: { fields: { labels: "textMap", annotations: "textMap" } },
        spec: {
          fields: {
            taints,
            startupTaints: taints,
            nodeClassRef: { optional: true, fields: { group: "value", kind: "value", name: "value" } },
            terminationGracePeriod: "duration",
            expireAfter: "durationOrNever",
          },
        },
      },
    },
  },
};

const kubeletFields: HashedObject = {
  optional: true,
  fields: {
    clusterDNS: { entries: "value" },
    maxPods: "optional",
    podsPerCore: "optional",
    systemReserved: "textMap",
    kubeReserved: "textMap",
    evictionHard: "textMap",
    evictionSoft: "textMap",
    evictionSoftGracePeriod: "durationMap",
    evictionMaxPodGracePeriod: "optional",
    imageGCHighThresholdPercent: "optional",
    imageGCLowThresholdPercent: "optional",
    cpuCFSQuota: "optional",
  },
};

/**
 * `spec` of an EC2NodeClass in Karpenter 1.13 and 1.14 (hash version v5), with two inputs that hashedInputs.ts puts there:
 * `amiFamily` as resolved from an alias, and `caBundle`, the controller's own.
 */
const nodeClassV5 = {
  amiFamily: "value",
  caBundle: "value",
  placementGroupSelector: { optional: true, fields: { name: "optional", id: "optional" } },
  associatePublicIPAddress: "optional",
  userData: "optional",
  role: "value",
  instanceProfile: "optional",
  tags: "textMap",
  blockDeviceMappings: {
    entries: {
      optional: true,
      fields: {
        deviceName: "optional",
        rootVolume: "value",
        ebs: {
          optional: true,
          fields: {
            deleteOnTermination: "optional",
            encrypted: "optional",
            iops: "optional",
            kmsKeyID: "optional",
            snapshotID: "optional",
            throughput: "optional",
            volumeInitializationRate: "optional",
            volumeSize: "quantity",
            volumeType: "optional",
          },
        },
      },
    },
  },
  instanceStorePolicy: "optional",
  networkInterfaces: {
    entries: { optional: true, fields: { networkCardIndex: "value", deviceIndex: "value", interfaceType: "value" } },
  },
  detailedMonitoring: "optional",
  metadataOptions: {
    optional: true,
    fields: {
      httpEndpoint: "optional",
      httpProtocolIPv6: "optional",
      httpPutResponseHopLimit: "optional",
      httpTokens: "optional",
    },
  },
  connectionTracking: {
    optional: true,
    fields: { tcpEstablishedTimeout: "optional", udpStreamTimeout: "optional", udpTimeout: "optional" },
  },
  context: "optional",
  cpuOptions: { optional: true, fields: { nestedVirtualization: "optional" } },
  kubelet: kubeletFields,
} as const satisfies Readonly<Record<string, HashedField>>;

function without(fields: HashedObject["fields"], ...names: readonly string[]): HashedObject["fields"] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Hash version v5 before its CRD had the two fields. */
const nodeClassOf1_12 = without(nodeClassV5, "connectionTracking", "cpuOptions");
const nodeClassV4 = without(nodeClassOf1_12, "caBundle");
/** Hash version v4 before its CRD had the two fields. */
const nodeClassOf1_10 = without(nodeClassV4, "placementGroupSelector", "networkInterfaces");

const nodeClassV6: Readonly<Record<string, HashedField>> = {
  ...nodeClassV5,
  // any field of the kubelet's own: the controller checks them, not the CRD
  kubelet: "json",
  enclaveOptions: { optional: true, fields: { enabled: "value" } },
};

/** What one of Karpenter's kinds hashes, and how the hash is versioned. */
export interface KindHash {
  /** As in the annotation `karpenter.sh/nodepool-hash-version` or `karpenter.k8s.aws/ec2nodeclass-hash-version`. */
  readonly version: string;
  /** Of `spec`. */
  readonly fields: HashedObject;
}

export interface KarpenterHashes {
  readonly nodePool: KindHash;
  readonly nodeClass: KindHash;
}

/**
 * By minor, from the sources of each one's newest patch that could be read. 1.14 and 1.15 are tested; 1.9.3 and 1.10.2 answered the
 * golden program's edits once (2026-11-26, 426 edits each).
 */
const nodeClassFields: ReadonlyMap<string, HashedObject["fields"]> = new Map([
  ["1.9", nodeClassOf1_10],
  ["1.10", nodeClassOf1_10],
  ["1.11", nodeClassV4],
  ["1.12", nodeClassOf1_12],
  ["1.13", nodeClassV5],
  ["1.14", nodeClassV5],
  ["1.15", nodeClassV6],
]);

/** The newest minor of which it is known what is hashed. */
export const newestHashed = [...nodeClassFields.keys()].at(-1)!;

/** What a Karpenter version such as "1.14.1" hashes; undefined for a version that was not read. */
export function karpenterHashes(karpenter: string): KarpenterHashes | undefined {
  const row = karpenterVersion(karpenter);
  const fields = row === undefined ? undefined : nodeClassFields.get(row.minor);
  if (row === undefined || fields === undefined) return undefined;
  const { nodePool, nodeClass } = row.hashVersions;
  return {
    nodePool: { version: nodePool, fields: nodePoolV3 },
    nodeClass: { version: nodeClass, fields: { fields } },
  };
}
