import { cpuText, memoryText } from "../../../capacity/units/quantity";
import { stackRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { warmLoads, warmPart, warmTypes } from "../../readers/placeholder";

export const warmCapacityWithinPoolLimits = stackRule({
  name: "warm-capacity-within-pool-limits",
  title: "Warm capacity fits the limits of its pool",
  reason: "placeholders beyond them stay pending forever, and placeholders that fill them leave no room for other pods",
  fix: "lower the replicas or requests of the placeholders, or raise the pool's limits",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: { maxSharePercent: whole(100, "Largest share of a pool's limits that warm capacity may take.") },
  types: warmTypes,
  collect: (context) => warmPart(context),
  check({ collected, settings, about }) {
    const pools = new Map(
      collected.flatMap(({ value }) => (value.kind === "pool" ? [[value.name, value] as const] : [])),
    );
    const share = settings.maxSharePercent / 100;
    for (const load of warmLoads(collected)) {
      const reporter = about(`warm capacity of pool "${load.pool}"`, load.urn);
      const pool = pools.get(load.pool);
      const over = (most: number | null | undefined, used: number) => most != null && used > most * share;
      const of = `${settings.maxSharePercent}% of the pool's`;
      if (pool === undefined) reporter.cannotTell("its pool", "the stack has no NodePool of that name");
      if (over(pool?.cpuMillis, load.cpuMillis)) {
        reporter.violation(
          "its placeholders",
          `request ${cpuText(load.cpuMillis)} CPU, above ${of} ${cpuText(pool!.cpuMillis!)}`,
        );
      }
      if (over(pool?.memoryBytes, load.memoryBytes)) {
        reporter.violation(
          "its placeholders",
          `request ${memoryText(load.memoryBytes)} of memory, above ${of} ${memoryText(pool!.memoryBytes!)}`,
        );
      }
      if (over(pool?.nodes, load.nodes))
        reporter.violation("its placeholders", `need ${load.nodes} nodes, above ${of} ${pool!.nodes}`);
    }
  },
});
