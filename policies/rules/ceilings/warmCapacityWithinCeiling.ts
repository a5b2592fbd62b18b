import { cpuMillis, cpuText, memoryBytes, memoryText } from "../../../capacity/units/quantity";
import { stackRule } from "../../frame/rule";
import { cpu, memory, whole } from "../../frame/setting";
import { warmLoads, warmPart, warmTypes } from "../../readers/placeholder";

/** Warm nodes are paid for whether anybody uses them or not. */
export const warmCapacityWithinCeiling = stackRule({
  name: "warm-capacity-within-ceiling",
  title: "Warm capacity of a pool stays within its own ceiling",
  reason: "nodes held ready are paid for whether anybody uses them or not",
  fix: "lower the replicas or requests of the placeholders, or have the platform team raise the ceiling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    maxReplicas: whole(20, "Most placeholders on one pool at a time."),
    maxCpu: cpu("200", "Most CPU that placeholders of one pool may hold."),
    maxMemory: memory("800Gi", "Most memory that placeholders of one pool may hold."),
  },
  types: warmTypes,
  collect: (context) => warmPart(context),
  check({ collected, settings, about }) {
    for (const { pool, urn, replicas, ...held } of warmLoads(collected)) {
      const { violation } = about(`warm capacity of pool "${pool}"`, urn);
      if (replicas > settings.maxReplicas) {
        violation("its placeholders", `are up to ${replicas}; the ceiling is ${settings.maxReplicas} (maxReplicas)`);
      }
      if (held.cpuMillis > cpuMillis(settings.maxCpu)) {
        violation(
          "its placeholders",
          `hold ${cpuText(held.cpuMillis)} CPU; the ceiling is ${settings.maxCpu} (maxCpu)`,
        );
      }
      if (held.memoryBytes > memoryBytes(settings.maxMemory)) {
        violation(
          "its placeholders",
          `hold ${memoryText(held.memoryBytes)} of memory; the ceiling is ${settings.maxMemory} (maxMemory)`,
        );
      }
    }
  },
});
