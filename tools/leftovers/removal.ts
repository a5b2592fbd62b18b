/** In which order leftovers are removed, with the commands of AWS's CLI. Nothing here runs one. */
import { type Leftover, type LeftoverKind, leftoverKinds, type Part, type Target } from "./leftover";

/** One step: all of a kind. */
export interface Step {
  readonly kind: LeftoverKind;
  /** Why it comes here. */
  readonly why: string;
  readonly commands: readonly string[];
}

/** Writes the commands for one leftover; `aws` takes the service, the operation and its arguments. */
type Commands = (leftover: Leftover, aws: (...words: readonly string[]) => string, target: Target) => readonly string[];

const one =
  (...words: readonly string[]): Commands =>
  ({ id }, aws) => [aws(...words, id)];

const partsOf = ({ parts = [] }: Leftover, kind: Part["kind"]) => parts.filter((part) => part.kind === kind);

const steps: Readonly<Record<LeftoverKind, { readonly why: string; readonly commands: Commands }>> = {
  "node-group": {
    why: "Karpenter runs on it; while it runs, it launches new instances",
    commands: ({ id }, aws, { cluster }) =>
      ["delete-nodegroup", "wait nodegroup-deleted"].map((operation) =>
        aws("eks", ...operation.split(" "), "--cluster-name", cluster, "--nodegroup-name", id),
      ),
  },
  "fargate-profile": {
    why: "Karpenter runs on it; EKS deletes one profile at a time",
    commands: ({ id }, aws, { cluster }) =>
      ["delete-fargate-profile", "wait fargate-profile-deleted"].map((operation) =>
        aws("eks", ...operation.split(" "), "--cluster-name", cluster, "--fargate-profile-name", id),
      ),
  },
  instance: {
    why: "they cost most, and use the interfaces, volumes, profiles and groups below",
    commands: ({ id }, aws) => [
      aws("ec2", "terminate-instances", "--instance-ids", id),
      aws("ec2", "wait", "instance-terminated", "--instance-ids", id),
    ],
  },
  cluster: {
    why: "its interfaces and its security group go with it; with deletion protection, `aws eks update-cluster-config --no-deletion-protection` comes first",
    commands: ({ id }, aws) =>
      ["delete-cluster", "wait cluster-deleted"].map((operation) => aws("eks", ...operation.split(" "), "--name", id)),
  },
  "network-interface": {
    why: "a group or subnet with one of them cannot be deleted; one in use by a load balancer goes with that",
    commands: one("ec2", "delete-network-interface", "--network-interface-id"),
  },
  volume: {
    why: "no instance uses them any more; what is on them is lost",
    commands: one("ec2", "delete-volume", "--volume-id"),
  },
  "launch-template": {
    why: "nothing is launched from them any more",
    commands: one("ec2", "delete-launch-template", "--launch-template-id"),
  },
  "security-group": {
    why: "no interface has them any more; a group that a rule of another one names is refused until that rule is revoked",
    commands: one("ec2", "delete-security-group", "--group-id"),
  },
  "instance-profile": {
    why: "the node role cannot be deleted while it is in one",
    commands: (leftover, aws) => [
      ...partsOf(leftover, "role").map(({ id }) =>
        aws("iam", "remove-role-from-instance-profile", "--instance-profile-name", leftover.id, "--role-name", id),
      ),
      aws("iam", "delete-instance-profile", "--instance-profile-name", leftover.id),
    ],
  },
  "event-rule": {
    why: "they send to the queue",
    commands: (leftover, aws) => {
      const targets = partsOf(leftover, "target").map(({ id }) => id);
      const removed =
        targets.length === 0 ? [] : [aws("events", "remove-targets", "--rule", leftover.id, "--ids", ...targets)];
      return [...removed, aws("events", "delete-rule", "--name", leftover.id)];
    },
  },
  queue: { why: "nobody sends to it or reads it", commands: one("sqs", "delete-queue", "--queue-url") },
  "log-group": {
    why: "after the cluster, which would make it again; the logs are lost",
    commands: one("logs", "delete-log-group", "--log-group-name"),
  },
  role: {
    why: "nothing takes it any more",
    commands: (leftover, aws) => {
      const name = ["--role-name", leftover.id];
      return [
        ...partsOf(leftover, "attached-policy").map(({ id }) =>
          aws("iam", "detach-role-policy", ...name, "--policy-arn", id),
        ),
        ...partsOf(leftover, "inline-policy").map(({ id }) =>
          aws("iam", "delete-role-policy", ...name, "--policy-name", id),
        ),
        aws("iam", "delete-role", ...name),
      ];
    },
  },
  policy: {
    why: "no role has them any more",
    commands: (leftover, aws) => [
      ...partsOf(leftover, "version").map(({ id }) =>
        aws("iam", "delete-policy-version", "--policy-arn", leftover.id, "--version-id", id),
      ),
      aws("iam", "delete-policy", "--policy-arn", leftover.id),
    ],
  },
};

/** The steps, in order; what goes with something else has no command of its own. */
export function removal(leftovers: readonly Leftover[], target: Target): readonly Step[] {
  const aws = (...words: readonly string[]) => ["aws", ...words, "--region", target.region].map(shellWord).join(" ");
  return leftoverKinds.flatMap((kind): readonly Step[] => {
    const own = leftovers.filter((each) => each.kind === kind && each.goesWith === undefined);
    if (own.length === 0) return [];
    const { why, commands } = steps[kind];
    return [{ kind, why, commands: own.flatMap((each) => commands(each, aws, target)) }];
  });
}

/** A word as a POSIX shell reads it back, whatever is in it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
