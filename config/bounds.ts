/**
 * How much of a stranger's files is read. The plan runs on pull requests, so a file may be written to exhaust the machine that
 * reads it. Pulumi hands all config of a stack file to a program in one environment variable of at most 128 KiB, so a stack file
 * that `pulumi up` can use is far below each of these.
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

/** How much of a folder of team files is read, beside {@link sourceBounds} for each of them. */
export const folderBounds = {
  /** Bytes of one file of a team or a shared pool: about a hundred pools. */
  fileBytes: 128 * 1024,
  /** Files and folders looked at: three thousand teams with an overlay each, and as much again. */
  entries: 12_000,
  /** Bytes of all files together. */
  bytes: 16 * 1024 * 1024,
  /** Characters of a pattern such as `teams/*.yaml`. */
  patternLength: 200,
} as const;
