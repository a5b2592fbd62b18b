/** Why nodes of a pool roll. */

/** Which of a pool's nodes. */
export type RollingNodes = "all" | "some" | "unknown";

/** One edit that makes Karpenter replace nodes, or of which that cannot be told. */
export interface RollCause {
  /** Of the manifest: "nodePool.spec.template.metadata.labels.team", "nodeClass.spec.tags.team". */
  readonly path: string;
  /** As the API server sees it; undefined where absent. An unseen value stays one. */
  readonly before: unknown;
  readonly after: unknown;
  /** Completes "because <path> …", without a full stop. */
  readonly why: string;
  /** Karpenter's reason in the NodeClaim's condition Drifted. */
  readonly reason: DriftReason;
  /** "unknown" where nobody can tell whether any node rolls. */
  readonly nodes: RollingNodes;
  /** For `some`: the nodes of these types, zones, capacity types or other labels roll. */
  readonly which?: RollingSelection;
}

/** Sources: core pkg/controllers/nodeclaim/disruption/drift.go, provider pkg/cloudprovider/drift.go. */
export type DriftReason =
  | "NodePoolDrifted"
  | "NodeClassDrift"
  | "RequirementsDrifted"
  | "AMIDrift"
  | "SubnetDrift"
  | "SecurityGroupDrift"
  | "CapacityReservationDrift"
  | "PlacementGroupDrift";

/** Nodes that roll: those that any of the lists names. */
export interface RollingSelection {
  /** Instance types, by name. */
  readonly types: readonly string[];
  readonly zones: readonly string[];
  readonly capacityTypes: readonly string[];
  /** What else nodes are told by, in words: "nodes in subnet-1". */
  readonly others: readonly string[];
}

export const noSelection: RollingSelection = { types: [], zones: [], capacityTypes: [], others: [] };

/** A path of a manifest in one text; keys with a dot or a slash in quotes. */
export function pathTextOf(start: string, steps: readonly (string | number)[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return /^[\w-]+$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, start);
}
