/**
 * How much of a stranger's file is read. The plan runs on pull requests, so a file may be written to exhaust the machine that
 * reads it. Pulumi hands all config to a program in one environment variable of at most 128 KiB, so a file that `pulumi up`
 * can use is far below each of these.
 */
export const sourceBounds = {
  /** Bytes of one file; reading and parsing 1 MiB takes about four seconds on two cores. */
  fileBytes: 1024 * 1024,
  /** Lists and maps inside each other; the deepest key of docs/config.md is at 12. */
  depth: 64,
  /** Values that aliases add, over the whole file: `*a` counts as many as the anchor `&a` has. */
  aliasValues: 100_000,
} as const;

export type SourceBounds = { readonly [bound in keyof typeof sourceBounds]: number };
