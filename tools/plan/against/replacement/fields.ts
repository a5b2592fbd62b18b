/** Paths without indexes; each counts for all below it, and the longest decides. */
export interface Fields {
  /** A change replaces the resource. */
  readonly yes?: readonly string[];
  /** A change updates it. */
  readonly no?: readonly string[];
  /** A change is an update that the API server refuses. */
  readonly refused?: readonly string[];
  /** Lists whose order means nothing. */
  readonly sets?: readonly string[];
}
