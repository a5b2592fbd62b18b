/** What a team's namespaces may ask for, held against what its pools can give. */
import { entryPath } from "../finding";
import type { TeamConfig } from "../resolve";
import { shareMiB, shareMillis } from "../resolveTeam";
import type { QuotaInput } from "../schema/team";
import { didYouMean } from "../spelling";
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
    heldBy: ({ holding }) => holding.cpuMillis,
    text: (millis) => `${millis / 1000} vCPU`,
  },
  {
    key: "memory",
    shareOf: shareMiB,
    heldBy: ({ holding }) => holding.memoryMiB,
    text: (mebibytes) => `${Number((mebibytes / 1024).toFixed(2))} Gi`,
  },
];

/** Compares the sum of a team's shares with what its pools hold, resource by resource; a share that is missing is another rule's. */
function compareSums(
  teams: readonly TeamConfig[],
  quotasOf: (team: TeamConfig) => Readonly<Record<string, QuotaInput>>,
  report: Report,
  message: (sum: number, held: number, text: Figure["text"]) => string | undefined,
): void {
  for (const team of teams) {
    const quotas = quotasOf(team);
    if (team.namespaces.some((namespace) => quotas[namespace] === undefined)) continue;
    for (const { key, shareOf, heldBy, text } of figures) {
      const held = heldBy(team);
      if (held === null) continue;
      const sum = team.namespaces.reduce((total, namespace) => total + shareOf(quotas[namespace]!), 0);
      const found = message(sum, held, text);
      if (found === undefined) continue;
      const [only, ...others] = team.namespaces;
      const path = `${team.path}.quotas`;
      report({ path: others.length === 0 ? `${entryPath(path, only!)}.${key}` : path, message: `${key}: ${found}` });
    }
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
        for (const namespace of namespaces.filter((one) => quotas[one] === undefined)) {
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
  {
    name: "quotas-are-within-the-pools",
    level: "warning",
    check: ({ input, stack }, report) =>
      compareSums(
        stack.teams,
        ({ name }) => input.teams?.[name]?.quotas ?? {},
        report,
        (sum, held, text) =>
          sum <= held
            ? undefined
            : `the namespaces may ask for ${text(sum)}, and the team's pools hold ${text(held)} (allocatable) at their limits: the rest stays pending`,
      ),
  },
  {
    name: "quotas-let-limits-be-reached",
    level: "warning",
    check: ({ input, stack }, report) =>
      compareSums(
        stack.teams,
        ({ name }) => input.teams?.[name]?.quotas ?? {},
        report,
        (sum, held, text) =>
          sum >= held * (1 - spareShare)
            ? undefined
            : `the namespaces may ask for ${text(sum)}, and the team's pools hold ${text(held)} (allocatable) at their limits, which are never reached`,
      ),
  },
];
