/** What a change of a field does: replaces the resource, updates it, is refused by the API server, or nobody can tell. */
export type Answer = "yes" | "no" | "refused" | "cannot tell";

/** How a field changes: to another value, from nothing, or to nothing. */
export type FieldChange = "changed" | "added" | "removed";

/** Paths without indexes; each counts for all below it, and the longest decides. */
export interface Fields {
  /** A change replaces the resource. */
  readonly yes?: readonly string[];
  /** A change updates it. */
  readonly no?: readonly string[];
  /** A change is an update that the API server refuses. */
  readonly refused?: readonly string[];
  /** What adding or removing the very field does, where that is something else than a change within it. */
  readonly whole?: Readonly<Record<string, Readonly<Record<"added" | "removed", Answer>>>>;
  /** Lists whose order means nothing. */
  readonly sets?: readonly string[];
}
