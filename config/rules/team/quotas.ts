/** What a team's namespaces may request, compared with its pod capacity, and what else they may have. */
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import { entryPath } from "../../finding";
import { shareMiB, shareMillis, teamSettings } from "../../resolve/team";
import { unlimited } from "../../schema/objectQuota";
import type { QuotaInput } from "../../schema/team";
import type { TeamConfig } from "../../stack";
import { didYouMean } from "../../values/spelling";
import type { Report, Rule } from "../rule";

/** Part of the pod capacity that quotas may leave out before a limit counts as never reached: shares are round figures. */
const spareShare = 0.1;

interface Figure {
  readonly key: "cpu" | "memory";
  readonly shareOf: (quota: QuotaInput) => number;
  readonly capacityOf: (team: TeamConfig) => number | null;
  readonly text: (amount: number) => string;
}

const figures: readonly Figure[] = [
  {
    key: "cpu",
    shareOf: shareMillis,
    capacityOf: ({ podCapacity }) => podCapacity.cpuMillis,
    text: (millis) => `${millis / 1000} vCPU`,
  },
  {
    key: "memory",
    shareOf: shareMiB,
    capacityOf: ({ podCapacity }) => podCapacity.memoryMiB,
    text: (mebibytes) => `${Number((mebibytes / 1024).toFixed(2))} Gi`,
  },
];

/** A container's requests in units that compare. */
const amounts = { cpu: cpuMillis, memory: memoryBytes } as const;

/**
 * A rule that compares the sum of a team's shares with its pod capacity, resource by resource; missing shares are for
 * another rule.
 * @param messageOf what to report on the two, if anything
 */
function sumRule(
  name: string,
  messageOf: (sum: number, capacity: number, text: Figure["text"]) => string | undefined,
): Rule {
  return {
    name,
    level: "warning",
    check: ({ input, stack }, report) => {
      for (const team of stack.teams) reportSums(team, input.teams?.[team.key]?.quotas ?? {}, messageOf, report);
    },
  };
}

function reportSums(
  team: TeamConfig,
  quotas: Readonly<Record<string, QuotaInput>>,
  messageOf: Parameters<typeof sumRule>[1],
  report: Report,
): void {
  if (team.namespaces.some((namespace) => !Object.hasOwn(quotas, namespace))) return;
  for (const { key, shareOf, capacityOf, text } of figures) {
    const capacity = capacityOf(team);
    if (capacity === null) continue;
    const sum = team.namespaces.reduce((total, namespace) => total + shareOf(quotas[namespace]!), 0);
    const found = messageOf(sum, capacity, text);
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
      for (const { key, path, namespaces } of stack.teams) {
        for (const namespace of Object.keys(input.teams?.[key]?.quotas ?? {})) {
          if (namespaces.includes(namespace)) continue;
          report({
            path: entryPath(`${path}.quotas`, namespace),
            message: `is not a namespace of the team (${namespaces.join(", ")})`,
            suggestion: didYouMean(namespace, namespaces),
            absentFrom: [`${path}.namespaces`],
          });
        }
      }
    },
  },
  {
    name: "namespaces-share-what-the-pools-hold",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const { key: team, path, namespaces } of stack.teams) {
        const quotas = input.teams?.[team]?.quotas ?? {};
        if (namespaces.length < 2) continue;
        for (const namespace of namespaces.filter((one) => !Object.hasOwn(quotas, one))) {
          for (const [key, example] of [
            ["cpu", '"16"'],
            ["memory", '"64Gi"'],
          ]) {
            report({
              path: `${entryPath(`${path}.quotas`, namespace)}.${key}`,
              message: "is missing: a team with several namespaces must say how they share its pools",
              suggestion: `write the share, such as ${example}`,
            });
          }
        }
      }
    },
  },
  sumRule("quotas-are-within-the-pools", (sum, capacity, text) =>
    sum <= capacity
      ? undefined
      : `the namespaces may request ${text(sum)}, and the team's pools have ${text(capacity)} (allocatable) at their limits: the rest stays pending`,
  ),
  sumRule("quotas-let-limits-be-reached", (sum, capacity, text) =>
    sum >= capacity * (1 - spareShare)
      ? undefined
      : `the namespaces may request ${text(sum)}, and the team's pools have ${text(capacity)} (allocatable) at their limits, which are never reached`,
  ),
  {
    name: "requests-are-above-the-minimum",
    level: "error",
    check: ({ stack }, report) => {
      for (const { requests, minRequests, pathOf } of stack.teams) {
        for (const [key, amountOf] of Object.entries(amounts) as [keyof typeof amounts, (text: string) => number][]) {
          if (amountOf(minRequests[key]) <= amountOf(requests[key])) continue;
          report({
            path: `${pathOf("minRequests")}.${key}`,
            value: minRequests[key],
            message: `is above requests.${key} (${requests[key]}), which a container without requests gets: the API server refuses such a LimitRange`,
            suggestion: `write at most "${requests[key]}", or raise requests.${key}`,
          });
        }
      }
    },
  },
  {
    name: "load-balancers-have-node-ports",
    level: "warning",
    check: ({ input, stack }, report) => {
      for (const { name, pathOf } of stack.teams) {
        const { loadBalancers, nodePorts } = teamSettings(
          input.teams?.[name] ?? {},
          input.teamDefaults ?? {},
        ).objectQuota;
        if (nodePorts === unlimited || (loadBalancers !== unlimited && loadBalancers <= nodePorts)) continue;
        report({
          path: `${pathOf("objectQuota")}.nodePorts`,
          message: `${nodePorts} node ports do not reach for ${loadBalancers} load balancers: a Service takes one for each of its ports unless its allocateLoadBalancerNodePorts is false`,
          suggestion: "raise nodePorts, or lower loadBalancers",
        });
      }
    },
  },
];
