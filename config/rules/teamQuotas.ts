/** What a team's namespaces may ask for, held against what its pools can give. */
import { entryPath } from "../finding";
import type { TeamConfig } from "../resolve/stack";
import { shareMiB, shareMillis } from "../resolve/team";
import type { QuotaInput } from "../schema/team";
import { didYouMean } from "../values/spelling";
import type { Report, Rule } from "./rule";

/** Part of what the pools hold that quotas may leave out before a limit counts as never reached: shares are round figures. */
const spareShare = 0.1;

interface Figure {
  readonly key: "cpu" | "memory";
  readonly shareOf: (quota: QuotaInput) => number;
  readonly heldBy: (team: TeamConfig) => number | null;
  readonly text: (amount: number) => string;
}

const figures: readonly Figure[] = [
  {
    key: "cpu",
    shareOf: shareMillis,
    heldBy: ({ podCapacity: holding }) => holding.cpuMillis,
    text: (millis) => `${millis / 1000} vCPU`,
  },
  {
    key: "memory",
    shareOf: shareMiB,
    heldBy: ({ podCapacity: holding }) => holding.memoryMiB,
    text: (mebibytes) => `${Number((mebibytes / 1024).toFixed(2))} Gi`,
  },
];

/**
 * A rule that compares the sum of a team's shares with what its pools hold, resource by resource; a share that is missing is
 * another rule's.
 * @param told what is to be said of the two, if anything
 */
function sumRule(name: string, told: (sum: number, held: number, text: Figure["text"]) => string | undefined): Rule {
  return {
    name,
    level: "warning",
    check: ({ input, stack }, report) => {
      for (const team of stack.teams) reportSums(team, input.teams?.[team.name]?.quotas ?? {}, told, report);
    },
  };
}

function reportSums(
  team: TeamConfig,
  quotas: Readonly<Record<string, QuotaInput>>,
  told: Parameters<typeof sumRule>[1],
  report: Report,
): void {
  if (team.namespaces.some((namespace) => !Object.hasOwn(quotas, namespace))) return;
  for (const { key, shareOf, heldBy, text } of figures) {
    const held = heldBy(team);
    if (held === null) continue;
    const sum = team.namespaces.reduce((total, namespace) => total + shareOf(quotas[namespace]!), 0);
    const found = told(sum, held, text);
    if (found === undefined) continue;
    const [only, ...others] = team.namespaces;
    const path = `${team.path}.quotas`;
    report({ path: others.length === 0 ? `${entryPath(path, only!)}.${key}` : path, message: `${key}: ${found}` });
  }
}

export const teamQuotaRules: readonly Rule[] = [
  {
    name: "quotas-name-the-teams-namespaces",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const { name, path, namespaces } of stack.teams) {
        for (const namespace of Object.keys(input.teams?.[name]?.quotas ?? {})) {
          if (namespaces.includes(namespace)) continue;
          report({
            path: entryPath(`${path}.quotas`, namespace),
            message: `is about no namespace of the team (${namespaces.join(", ")})`,
            suggestion: didYouMean(namespace, namespaces),
          });
        }
      }
    },
  },
  {
    name: "namespaces-share-what-the-pools-hold",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const { name, path, namespaces } of stack.teams) {
        const quotas = input.teams?.[name]?.quotas ?? {};
        if (namespaces.length < 2) continue;
        for (const namespace of namespaces.filter((one) => !Object.hasOwn(quotas, one))) {
          for (const [key, example] of [
            ["cpu", '"16"'],
            ["memory", '"64Gi"'],
          ]) {
            report({
              path: `${entryPath(`${path}.quotas`, namespace)}.${key}`,
              message: "is missing: a team with several namespaces says how they share what its pools hold",
              suggestion: `write the share, such as ${example}`,
            });
          }
        }
      }
    },
  },
  sumRule("quotas-are-within-the-pools", (sum, held, text) =>
    sum <= held
      ? undefined
      : `the namespaces may ask for ${text(sum)}, and the team's pools hold ${text(held)} (allocatable) at their limits: the rest stays pending`,
  ),
  sumRule("quotas-let-limits-be-reached", (sum, held, text) =>
    sum >= held * (1 - spareShare)
      ? undefined
      : `the namespaces may ask for ${text(sum)}, and the team's pools hold ${text(held)} (allocatable) at their limits, which are never reached`,
  ),
];
