/** The most warm capacity: of a pool at one time, of a team or the cluster over a week. */
import { cpuMillis, cpuText, memoryBytes, memoryText } from "../../../capacity/units/quantity";
import { type Collected, type Rule, stackRule } from "../../frame/rule";
import { cpu, memory, whole } from "../../frame/setting";
import { type WarmPart, warmLoads, warmPart, warmTypes } from "../../readers/placeholder";
import { cluster, type Scope, team } from "../../readers/scope";
import { grouped } from "../../readers/sums";
import { checkWarmHours, scalersOf, type WarmHoursSettings, warmHoursSettings } from "../../readers/warmHours";

const warmCapacityWithinCeiling = stackRule({
  name: "warm-capacity-within-ceiling",
  title: "Warm capacity of a pool stays within its own ceiling",
  reason: "nodes kept ready are paid for whether anybody uses them or not",
  fix: "lower the replicas or requests of the placeholders, or have the platform team raise the ceiling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    maxReplicas: whole(20, "Most placeholders on one pool at a time."),
    maxCpu: cpu("200", "Most CPU that placeholders of one pool may request."),
    maxMemory: memory("800Gi", "Most memory that placeholders of one pool may request."),
  },
  types: warmTypes,
  collect: (context) => warmPart(context),
  check({ collected, settings, about }) {
    for (const { pool, urn, replicas, ...requests } of warmLoads(collected)) {
      const { violation } = about(`warm capacity of pool "${pool}"`, urn);
      if (replicas > settings.maxReplicas) {
        violation("its placeholders", `are up to ${replicas}; the ceiling is ${settings.maxReplicas} (maxReplicas)`);
      }
      if (requests.cpuMillis > cpuMillis(settings.maxCpu)) {
        violation(
          "its placeholders",
          `request ${cpuText(requests.cpuMillis)} CPU; the ceiling is ${settings.maxCpu} (maxCpu)`,
        );
      }
      if (requests.memoryBytes > memoryBytes(settings.maxMemory)) {
        violation(
          "its placeholders",
          `request ${memoryText(requests.memoryBytes)} of memory; the ceiling is ${settings.maxMemory} (maxMemory)`,
        );
      }
    }
  },
});

interface HoursRule {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
  /** In descriptions of settings: `Most warm nodes of one team …`. */
  readonly whose: string;
  /** Defaults of the rule's settings. */
  readonly initial: WarmHoursSettings;
}

const hours = {
  team: {
    name: "team-warm-capacity-within-ceiling",
    title: "Warm capacity of a team's pools together stays within the team's ceiling",
    reason: "a team with ten pools may keep ten times a pool's warm nodes, all paid for while nobody uses them",
    fix: "keep fewer nodes ready or shorten the windows, or have the platform team raise the ceiling",
    whose: "of one team",
    initial: { maxNodes: 50, maxNodeHours: 3000 },
  },
  cluster: {
    name: "cluster-warm-capacity-within-ceiling",
    title: "Warm capacity of all pools together stays within the cluster's ceiling",
    reason: "a little for each team is much for all, often at the same hour of the morning",
    fix: "keep fewer nodes ready or shorten the windows, or have the platform team raise the ceiling",
    whose: "of all pools together",
    initial: { maxNodes: 200, maxNodeHours: 12_000 },
  },
} as const;

type Placeholder = Extract<WarmPart, { kind: "placeholder" }>;

/** The placeholders of each group, by its subject. A placeholder on pools of several teams counts for each. */
type Groups = (collected: readonly Collected<WarmPart & { group?: string }>[]) => [string, readonly Placeholder[]][];

const placeholdersIn = (parts: readonly Collected<WarmPart>[]): readonly Placeholder[] =>
  parts.flatMap(({ value }) => (value.kind === "placeholder" ? [value] : []));

const byTeam: Groups = (collected) => {
  const placeholders = placeholdersIn(collected);
  return grouped(collected, ({ value }) => value.group).map(([group, parts]) => {
    const pools = new Set(parts.flatMap((part) => (part.kind === "pool" ? [part.name] : [])));
    const own = placeholders.filter((placeholder) => placeholder.pools.some((pool) => pools.has(pool)));
    return [team.subjectOf(group), own];
  });
};

/** All placeholders, also those on pools of other stacks. */
const ofCluster: Groups = (collected) => [[cluster.subjectOf(""), placeholdersIn(collected)]];

function hoursRule(scope: Scope, groups: Groups, { whose, initial, ...texts }: HoursRule): Rule {
  return stackRule({
    ...texts,
    severity: "medium",
    enforcementLevel: "mandatory",
    settings: { ...warmHoursSettings(whose, initial), ...scope.settings },
    types: warmTypes,
    collect(context) {
      const part = warmPart(context);
      if (part?.kind !== "pool") return part;
      const group = scope.groupOf(context.inputs, context.settings.label);
      return { ...part, ...(group === undefined ? {} : { group }) };
    },
    check({ collected, settings, about }) {
      const scalers = scalersOf(collected);
      for (const [subject, placeholders] of groups(collected)) {
        checkWarmHours(placeholders, scalers, settings, about(subject));
      }
    },
  });
}

export const warmCeilingRules: readonly Rule[] = [
  warmCapacityWithinCeiling,
  hoursRule(team, byTeam, hours.team),
  hoursRule(cluster, ofCluster, hours.cluster),
];
