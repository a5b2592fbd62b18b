/** A NodePool or EC2NodeClass that a public collection shows, and what our config says for it. Not a test. */
import type { Requirement, RequirementOperator } from "../../../capacity/kubernetes/requirement";
import type { Budget } from "../../../capacity/nodePool/spec";
import type { RawConfig } from "../arbitraries";

/**
 * Facts of a NodePool's spec under Karpenter's field names, template and disruption flattened. The name of the node
 * class is left out: the program chooses its own.
 */
export interface PoolFacts {
  /** As {@link requirement} reads them. */
  readonly requirements?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** `key[=value]:effect`, as kubectl writes them. */
  readonly taints?: readonly string[];
  readonly startupTaints?: readonly string[];
  readonly expireAfter?: string;
  readonly terminationGracePeriod?: string;
  readonly consolidationPolicy?: string;
  readonly consolidateAfter?: string;
  readonly budgets?: readonly Budget[];
  readonly limits?: Readonly<Record<string, string>>;
  readonly weight?: number;
  readonly replicas?: number;
  /** Of nodeClassRef, where it is not "karpenter.k8s.aws". */
  readonly nodeClassGroup?: string;
  /** Moved to the node class in v1. */
  readonly kubelet?: object;
}

/**
 * Facts of an EC2NodeClass's spec under Karpenter's field names, `ebs` flattened into its mapping. Role, subnets and
 * security groups are left out: the program writes its own. User data is a stand-in of the same format.
 */
export interface NodeClassFacts {
  readonly amiFamily?: string;
  readonly amiSelectorTerms?: readonly object[];
  readonly blockDeviceMappings?: readonly (Readonly<Record<string, unknown>> & { readonly deviceName: string })[];
  readonly kubelet?: Readonly<Record<string, unknown>>;
  readonly userData?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly metadataOptions?: Readonly<Record<string, unknown>>;
  readonly capacityReservationSelectorTerms?: readonly object[];
  readonly instanceStorePolicy?: string;
  readonly detailedMonitoring?: boolean;
  readonly networkInterfaces?: readonly object[];
  readonly placementGroupSelector?: object;
  readonly connectionTracking?: object;
  readonly associatePublicIPAddress?: boolean;
}

/** A field on which the block and what the program makes of `says` differ. */
export interface Difference {
  /** As `compare.ts` names it: `limits[memory]`, `blockDeviceMappings[/dev/xvda].encrypted`. */
  readonly field: string;
  /** The block's value; absent where it has none. */
  readonly theirs?: unknown;
  /** The program's value; absent where it writes none. */
  readonly ours?: unknown;
  readonly because: string;
}

/** Fragments of a stack file. */
export interface Says {
  /** The team's pool. */
  readonly pool?: RawConfig;
  /** The team's node class. */
  readonly nodeClass?: RawConfig;
  /** Other keys of the stack, such as a feature gate that the block needs. */
  readonly stack?: RawConfig;
  /** @default us-east-1 */
  readonly region?: string;
}

export type Outcome = "same" | "differs harmlessly" | "rightly refused";

export type Block = {
  /** Path in the collection, and the line on which the block begins. */
  readonly at: string;
  /** The source shows a part of the object (no nodeClassRef, no AMI): only the fields that it shows are compared. */
  readonly part?: true;
  readonly says: Says;
} & (
  | { readonly kind: "NodePool"; readonly spec: PoolFacts }
  | { readonly kind: "EC2NodeClass"; readonly spec: NodeClassFacts }
) &
  (
    | { readonly outcome: "same" }
    | { readonly outcome: "differs harmlessly"; readonly differs: readonly Difference[] }
    /** By an error of this rule, and of no other. */
    | { readonly outcome: "rightly refused"; readonly rule: string }
  );

/** What a list of differences, which may be empty, makes of a block that the config can say. */
export function outcomeOf(differs: readonly Difference[]) {
  return differs.length === 0 ? ({ outcome: "same" } as const) : ({ outcome: "differs harmlessly", differs } as const);
}

const wellKnownKeys: Readonly<Record<string, string>> = {
  arch: "kubernetes.io/arch",
  os: "kubernetes.io/os",
  zone: "topology.kubernetes.io/zone",
  "capacity-type": "karpenter.sh/capacity-type",
  "instance-type": "node.kubernetes.io/instance-type",
};

/** A key in full: `arch`, `zone`, `instance-cpu` are short for the well-known labels. */
export function labelKey(key: string): string {
  return wellKnownKeys[key] ?? (key.startsWith("instance-") ? `karpenter.k8s.aws/${key}` : key);
}

/** Reads `instance-family In m5 c5 min=2`: key, operator, values (`""` is the empty one) and minValues. */
export function requirement(text: string): Requirement {
  const [key, operator, ...rest] = text.split(" ");
  const values = rest.filter((word) => !word.startsWith("min=")).map((word) => (word === '""' ? "" : word));
  const minValues = rest.find((word) => word.startsWith("min="))?.slice("min=".length);
  return {
    key: labelKey(key!),
    operator: operator as RequirementOperator,
    ...(values.length === 0 ? {} : { values }),
    ...(minValues === undefined ? {} : { minValues: Number(minValues) }),
  };
}

/** User data of each format that the collections use. */
export const userData = {
  shell: "#!/bin/bash\necho ready\n",
  mime: 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//--\n',
  nodeConfig: "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n",
  toml: "[settings.kubernetes]\n",
  powershell: "Write-Output ready\n",
} as const;
