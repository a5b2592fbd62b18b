/**
 * Whether an edit makes Karpenter replace the nodes of a pool, which of them and why; and what reverting it would do.
 * Pure: from the manifests of the pool and of its node class before and after. Held to Karpenter's own answers by
 * test/golden/karpenter-hash.
 */
import { minorOf } from "../karpenter/versions";
import { minorNumber } from "../kubernetes/versions";
import { poolSelection, type Selection } from "../nodePool/selection";
import { templateOf } from "../nodePool/spec";
import { recordOf } from "../units/fields";
import { noSelection, pathTextOf, type RollCause, type RollingSelection } from "./cause";
import { karpenterHashes } from "./hashedFields";
import type { HashDifference } from "./hashedForm";
import { type HashedSide, type HashVersions, hashedKinds, specOf } from "./hashedKinds";
import { requirementCauses } from "./requirementRoll";
import { resolvedOutside, selectorCauses } from "./selectorRoll";

/** A pool as it is, or as it will be. */
export interface PoolState extends HashedSide {
  /** Kubernetes minor of the cluster, "1.35"; undefined where it is not known. */
  readonly kubernetes?: string | undefined;
}

/** What is known of the stack beside the pool. */
export interface RollContext {
  /** The stack's `aws:region`. */
  readonly region?: string | undefined;
  /** Zones of the node subnets before the edit. */
  readonly zones?: readonly string[] | undefined;
  /** Zone of each subnet by its id. */
  readonly subnetZones?: Readonly<Record<string, string>> | undefined;
}

/**
 * What happens to the nodes that a pool has: nothing; some or all are replaced as drifted, under the budgets; the pool is
 * replaced by another, so that all are drained at once when the old one is deleted; it is gone, with the same effect; it is
 * new; or nobody can tell.
 */
export type Rolls = "none" | "some" | "drift" | "replaced" | "gone" | "new" | "unknown";

export interface PoolRoll {
  readonly rolls: Rolls;
  /** Every edit that matters, the certain ones first. */
  readonly because: readonly RollCause[];
  /** For `some`: which nodes. Empty otherwise. */
  readonly which: RollingSelection;
  /** What makes nodes roll at any time, edit or not: `@latest`, terms by tags. Not part of `rolls`. */
  readonly outside: readonly string[];
  /** What makes the edit wrong as it is; level error. */
  readonly errors: readonly RollError[];
  /** What reverting does before every node is replaced; undefined where nothing rolls. */
  readonly reverting: Reverting | undefined;
}

/** Level error. */
export interface RollError {
  readonly rule: "hash-and-version" | "immutable-field";
  /** Of the manifest. */
  readonly path: string;
  /** Completes "<path> …", without a full stop. */
  readonly message: string;
  readonly suggestion: string;
}

/** Nodes made before the edit count as up to date again; those made after it roll. */
export interface Reverting {
  /** What the nodes made after the edit do. */
  readonly rolls: Rolls;
  readonly text: string;
}

/** What an edit does to the nodes of a pool; undefined on a side where the pool is not there. */
export function poolRoll(
  before: PoolState | undefined,
  after: PoolState | undefined,
  context: RollContext = {},
): PoolRoll {
  const edit = editOf(before, after, context);
  if (before === undefined || after === undefined || !["some", "drift", "unknown"].includes(edit.rolls)) {
    return { ...edit, reverting: undefined };
  }
  return { ...edit, reverting: reverting(editOf(after, before, context).rolls) };
}

type Edit = Omit<PoolRoll, "reverting">;

function editOf(before: PoolState | undefined, after: PoolState | undefined, context: RollContext): Edit {
  const rest = { because: [], which: noSelection, errors: [] };
  if (after === undefined) return { ...rest, rolls: before === undefined ? "none" : "gone", outside: [] };
  const outside = resolvedOutside(specOf(after.nodeClass));
  if (before === undefined) return { ...rest, rolls: "new", outside };
  if (nameOf(before.nodePool) !== nameOf(after.nodePool)) return { ...rest, rolls: "replaced", outside };
  const because = causesOf(before, after, context);
  // nodes that go for another reason keep no old settings
  const hidden = rollsOf(because) === "drift" ? [] : versionErrors(before, after);
  const errors = [...immutableErrors(before, after), ...hidden];
  return { rolls: rollsOf(because), because, which: joined(because), outside, errors };
}

function nameOf(manifest: unknown): unknown {
  return recordOf(recordOf(manifest).metadata).name;
}

function causesOf(before: PoolState, after: PoolState, context: RollContext): readonly RollCause[] {
  const [wasPool, isPool] = [specOf(before.nodePool), specOf(after.nodePool)];
  const selection: Selection = poolSelection(templateOf(wasPool), context.region);
  const kubernetes = { before: before.kubernetes, after: after.kubernetes };
  const causes = [
    ...hashCauses(before, after),
    ...oneSidedClass(before, after),
    ...requirementCauses(wasPool, isPool, context),
    ...(before.nodeClass === undefined || after.nodeClass === undefined
      ? []
      : selectorCauses(specOf(before.nodeClass), specOf(after.nodeClass), { ...context, kubernetes, selection })),
  ];
  const order: readonly RollCause["nodes"][] = ["all", "some", "unknown"];
  return causes.sort((a, b) => order.indexOf(a.nodes) - order.indexOf(b.nodes));
}

/** A node class that is known on one side only. */
function oneSidedClass({ nodeClass: before }: PoolState, { nodeClass: after }: PoolState): readonly RollCause[] {
  if ((before === undefined) === (after === undefined)) return [];
  const why = `is known ${before === undefined ? "after" : "before"} the edit only`;
  return [{ path: "nodeClass", before, after, why, reason: "NodeClassDrift", nodes: "unknown" }];
}

/** Edits of fields that are hashed. With a change of the hash's version nobody can tell whether Karpenter sees them. */
function hashCauses(before: PoolState, after: PoolState): readonly RollCause[] {
  const kinds = hashedKinds(before, after);
  return kinds.flatMap(({ start, reason, differences, versions }) =>
    differences.map((difference): RollCause => {
      const seen = versions !== undefined && versions.before === versions.after;
      return {
        path: pathTextOf(start, difference.path),
        before: difference.before,
        after: difference.after,
        reason,
        why: whyOf(difference, versions),
        nodes: seen && difference.certain ? "all" : "unknown",
      };
    }),
  );
}

function whyOf({ certain }: HashDifference, versions: HashVersions): string {
  if (versions === undefined) return "may be hashed by a version of Karpenter that is not known here";
  if (versions.before !== versions.after) {
    return `is hashed, and the other version of Karpenter changes the hash from ${versions.before} to ${versions.after}`;
  }
  return certain ? "is part of what every node is made from" : "is hashed, and its value is not known here";
}

/**
 * A controller with another hash version, newer or older, writes its own hash of the object onto nodes that are not drifted,
 * taking them for up to date. When it sees the edit first, the old nodes keep the old settings for good; when the controller
 * before it still sees the edit, they roll.
 * Source: updateNodeClaimHash in core pkg/controllers/nodepool/hash and the provider's pkg/controllers/nodeclass/hash.
 */
function versionErrors(before: PoolState, after: PoolState): readonly RollError[] {
  const isBack = isOlder(after.karpenter, before.karpenter);
  const later = karpenterHashes(after.karpenter)?.nodeClass.fields.fields ?? {};
  return hashedKinds(before, after).flatMap(({ start, differences, versions }): RollError[] => {
    const edits = differences.filter(({ certain }) => certain);
    const unknownLater = edits.find(({ path }) => start === "nodeClass.spec" && !Object.hasOwn(later, `${path[0]}`));
    const first = unknownLater ?? edits[0];
    if (first === undefined || versions === undefined || versions.before === versions.after) return [];
    return [
      {
        rule: "hash-and-version",
        path: pathTextOf(start, first.path),
        message:
          `changes together with Karpenter ${before.karpenter} to ${after.karpenter}, whose hash of it is ${versions.after} ` +
          `instead of ${versions.before}: the ${isBack ? "older" : "new"} controller takes the nodes that it finds for up to date, and they keep the old settings`,
        suggestion: apart(before, after, isBack, unknownLater !== undefined),
      },
    ];
  });
}

function isOlder(version: string, than: string): boolean {
  const [minor, other] = [version, than].map((each) => minorNumber(minorOf(each) ?? ""));
  return minor! < other!;
}

/** The edit and the other version of Karpenter in two deployments. */
function apart(before: PoolState, after: PoolState, isBack: boolean, editsUnknown: boolean): string {
  if (!isBack) return "upgrade Karpenter first, with nothing else; make the edit in a second deployment";
  return editsUnknown
    ? `make the edit first, with Karpenter ${before.karpenter}, since ${after.karpenter} does not have the field; wait until the nodes are replaced; go back to ${after.karpenter} in a second deployment`
    : `go back to Karpenter ${after.karpenter} first, with nothing else; make the edit in a second deployment`;
}

/** What the API server refuses to change. Source: CEL rules of karpenter.sh_nodepools.yaml v1.14.1 and v1.15.1. */
function immutableErrors(before: PoolState, after: PoolState): readonly RollError[] {
  const [was, is] = [recordOf(specOf(before.nodePool)), recordOf(specOf(after.nodePool))];
  const refOf = (spec: unknown) => recordOf(recordOf(recordOf(recordOf(spec).template).spec).nodeClassRef);
  const fields = ["group", "kind"].filter((field) => refOf(was)[field] !== refOf(is)[field]);
  const suggestion = "make a new pool, move the workloads, then remove this one";
  const errors = fields.map((field): RollError => {
    const path = `nodePool.spec.template.spec.nodeClassRef.${field}`;
    return { rule: "immutable-field", path, message: "cannot change: the API server refuses it", suggestion };
  });
  if ((was.replicas === undefined) === (is.replicas === undefined)) return errors;
  const message = "cannot be added to a pool or taken from it: the API server refuses it";
  return [...errors, { rule: "immutable-field", path: "nodePool.spec.replicas", message, suggestion }];
}

function rollsOf(because: readonly RollCause[]): Rolls {
  const nodes = because.map((cause) => cause.nodes);
  if (nodes.includes("all")) return "drift";
  if (nodes.includes("unknown")) return "unknown";
  return nodes.includes("some") ? "some" : "none";
}

function joined(because: readonly RollCause[]): RollingSelection {
  if (rollsOf(because) !== "some") return noSelection;
  const selections = because.flatMap(({ which }) => which ?? []);
  const of = (key: keyof RollingSelection) => [...new Set(selections.flatMap((selection) => selection[key]))].sort();
  return { types: of("types"), zones: of("zones"), capacityTypes: of("capacityTypes"), others: of("others") };
}

function reverting(rolls: Rolls): Reverting {
  const again = "nodes made before the edit count as up to date again";
  if (rolls === "none") return { rolls, text: `${again}, and those made after it stay` };
  if (rolls === "drift") return { rolls, text: `${again}, and those made after it roll` };
  if (rolls === "some") return { rolls, text: `${again}, and some of those made after it roll` };
  return { rolls, text: `${again}; whether those made after it roll cannot be told` };
}
