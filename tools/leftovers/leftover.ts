/** What is found, and what a search gets. */

/** Whose leftovers are looked for, and where. */
export interface Target {
  readonly cluster: string;
  readonly region: string;
}

/** Kinds of what is looked for, in the order in which they are removed. */
export const leftoverKinds = [
  "node-group",
  "fargate-profile",
  "instance",
  "cluster",
  "network-interface",
  "volume",
  "launch-template",
  "security-group",
  "instance-profile",
  "event-rule",
  "queue",
  "log-group",
  "role",
  "policy",
] as const;

export type LeftoverKind = (typeof leftoverKinds)[number];

/** One thing that is still there. */
export interface Leftover {
  readonly kind: LeftoverKind;
  /** As the commands of AWS's CLI take it: `i-0123456789abcdef0`, a name, an ARN, a URL. */
  readonly id: string;
  /** What it is to a reader: `m6a.large, running`. */
  readonly about: string;
  /** By which exact tag or name it is this cluster's. */
  readonly foundBy: string;
  /** What else of this list takes it along when it goes; then there is no command for it. */
  readonly goesWith?: string;
  /** What has to be taken off first: roles of a profile, targets of a rule, policies of a role, versions of a policy. */
  readonly parts?: readonly Part[];
}

/** Something that belongs to a leftover and keeps it from being deleted. */
export interface Part {
  readonly kind: "role" | "target" | "attached-policy" | "inline-policy" | "version";
  readonly id: string;
}

/** What one search gives. */
export type Search = (target: Target) => Promise<readonly Leftover[]>;

/** How many results a page has. Largest that all of these operations take. */
export const pageSize = 200;
