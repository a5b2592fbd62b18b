/** What the command prints. */
import { forTerminal, terminalJson } from "../cli/terminal";
import { alsoNotSearched, notSearched } from "./kinds";
import { type Leftover, type LeftoverKind, leftoverKinds } from "./leftover";
import { type Leftovers, searches } from "./leftovers";
import { removal } from "./removal";

/** A kind as a heading has it. */
const titles: Readonly<Record<LeftoverKind, string>> = {
  "node-group": "managed node groups",
  "fargate-profile": "Fargate profiles",
  instance: "instances",
  cluster: "the cluster",
  "network-interface": "network interfaces",
  volume: "volumes",
  "launch-template": "launch templates",
  "security-group": "security groups",
  "instance-profile": "instance profiles",
  "event-rule": "rules of EventBridge",
  queue: "the interruption queue",
  "log-group": "log groups",
  role: "Karpenter's roles",
  policy: "policies of Karpenter's controller",
};

/** What is not searched, a sentence each. */
const unsearched: readonly string[] = [...Object.values(notSearched), ...alsoNotSearched];

/** The report for a reader. */
export function leftoversText(found: Leftovers): string {
  const { cluster, region, leftovers, failed } = forTerminal(found);
  const lines: string[] = [];
  const silent = new Set(failed.flatMap(({ kinds }) => kinds));
  const searched = searches.flatMap(({ kinds }) => kinds).filter((kind) => !silent.has(kind));
  lines.push(
    leftovers.length === 0
      ? searched.length === 0
        ? `${cluster} in ${region}: not known; no search got an answer`
        : `${cluster} in ${region}: nothing is left of ${searched.map((kind) => titles[kind]).join(", ")}`
      : `${cluster} in ${region}: ${leftovers.length} left`,
  );
  for (const kind of leftoverKinds) lines.push(...section(kind, leftovers));
  for (const [message, kinds] of failedKinds(failed))
    lines.push("", `not known: ${kinds.map((kind) => titles[kind]).join(", ")}: ${message}`);
  lines.push(...removalLines(found), "", "Not searched:", ...unsearched.map((each) => `  ${each}`));
  return `${lines.join("\n")}\n`;
}

/** Kinds by what AWS said: without credentials, every search fails alike. */
function failedKinds(failed: Leftovers["failed"]): ReadonlyMap<string, readonly LeftoverKind[]> {
  const kinds = new Map<string, readonly LeftoverKind[]>();
  for (const each of failed) kinds.set(each.message, [...(kinds.get(each.message) ?? []), ...each.kinds]);
  return kinds;
}

function section(kind: LeftoverKind, leftovers: readonly Leftover[]): readonly string[] {
  const own = leftovers.filter((each) => each.kind === kind);
  if (own.length === 0) return [];
  return [
    "",
    `${titles[kind]} (${own.length})`,
    ...own.map(({ id, about, foundBy, goesWith }) => {
      const also = goesWith === undefined ? "" : `; goes with ${goesWith}`;
      return `  ${id}${about === "" ? "" : `: ${about}`} (${foundBy}${also})`;
    }),
  ];
}

function removalLines({ leftovers, cluster, region }: Leftovers): readonly string[] {
  const steps = forTerminal(removal(leftovers, { cluster, region }));
  if (steps.length === 0) return [];
  return [
    "",
    "To remove them, in this order, after `pulumi destroy` has been run again:",
    ...steps.flatMap(({ kind, why, commands }, index) => [
      `${index + 1}. ${titles[kind]}: ${why}`,
      ...commands.map((command) => `   ${command}`),
    ]),
  ];
}

/** The report for a program. */
export function leftoversJson(found: Leftovers): string {
  const { cluster, region, leftovers, failed } = found;
  return terminalJson({
    cluster,
    region,
    leftovers,
    failed,
    removal: removal(leftovers, { cluster, region }),
    notSearched: unsearched,
  });
}
