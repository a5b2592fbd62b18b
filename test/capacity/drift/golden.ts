/** The rows that Karpenter's own code answered, by test/golden/karpenter-hash. */
import { join } from "node:path";
import type { Budget } from "../../../capacity/nodePool/spec";
import { jsonLines } from "../../support/jsonLines";

type Row = Readonly<Record<string, unknown>>;

/** The versions that the table has, as the table names them. */
export const goldenVersions = ["1.14.1", "1.15.1"] as const;

export type GoldenVersion = (typeof goldenVersions)[number];

export type GoldenKind = "NodePool" | "EC2NodeClass";

export interface HashRow {
  readonly object: GoldenKind;
  readonly path: readonly (string | number)[];
  readonly edit: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly changed: boolean;
}

export interface BudgetRow {
  readonly at: string;
  readonly budgets: readonly Partial<Budget>[];
  readonly nodes: number;
  readonly allowed: number;
}

/** An edit of what a node class selects, and Karpenter's reason for each node that the class may have had. */
export interface SelectorRow {
  readonly field: string;
  readonly edit: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Minors of Kubernetes before and after. */
  readonly kubernetes: readonly [before: string, after: string];
  readonly nodes: readonly {
    readonly type: string;
    readonly subnet: string;
    readonly zone: string;
    readonly reservation?: string;
    /** Empty when it does not drift. */
    readonly reason: string;
  }[];
}

const rows: readonly Row[] = goldenVersions.flatMap((version) =>
  jsonLines<Row>(join(__dirname, "..", "..", "golden", "karpenter-hash", `${version}.jsonl`)),
);

/** The rows of one kind for one version. */
export function goldenRows<T>(karpenter: GoldenVersion, what: string): readonly T[] {
  return rows.filter((row) => row.karpenter === karpenter && row.what === what) as readonly unknown[] as readonly T[];
}

/** A spec with one value set; undefined takes it out. */
export function withValue(spec: unknown, path: HashRow["path"], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    return (spec as readonly unknown[]).map((entry, index) => (index === step ? withValue(entry, rest, value) : entry));
  }
  const object = { ...(spec as Record<string, unknown> | undefined) };
  const inner = withValue(object[step], rest, value);
  if (inner === undefined) delete object[step];
  else object[step] = inner;
  return object;
}
