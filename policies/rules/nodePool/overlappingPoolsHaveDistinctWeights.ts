import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Allowed } from "../../../capacity/kubernetes/requirement";
import { taintsOf } from "../../../capacity/nodePool/spec";
import { type Collected, stackRule } from "../../frame/rule";
import { shownName, subjectText, types } from "../../frame/subject";
import { readPool } from "../../readers/pool";

/** Keys by which pools with the same types may still exclude each other. */
const otherKeys = [labelKeys.capacityType, labelKeys.zone, labelKeys.os];

interface Candidate {
  /** Taints and weight: pools that differ in them do not compete, or compete in a stated order. */
  readonly rank: string;
  readonly weight: number;
  readonly types: readonly InstanceType[];
  readonly other: readonly (Allowed | undefined)[];
}

/** Of pools with the same weight Karpenter takes the one whose name is later in the alphabet. */
export const overlappingPoolsHaveDistinctWeights = stackRule({
  name: "overlapping-pools-have-distinct-weights",
  title: "Pools that may take the same pods have different weights",
  reason: "with equal weights Karpenter tries the name that is later in the alphabet first, which nobody chose",
  fix: "give one of them a higher spec.weight, or requirements or taints that keep them apart",
  severity: "low",
  enforcementLevel: "advisory",
  settings: {},
  types: [types.nodePool],
  collect({ inputs }): Candidate | undefined {
    if (!inputs.at("spec", "replicas").isMissing) return undefined;
    const weight = inputs.at("spec", "weight").number() ?? 0;
    const spec = { template: { spec: { taints: inputs.at("spec", "template", "spec", "taints").plain() } } };
    const taints = taintsOf(spec).filter(({ effect }) => effect !== "PreferNoSchedule");
    const pool = readPool(inputs);
    return {
      rank: JSON.stringify([weight, taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`).sort()]),
      weight,
      types: pool.types,
      other: otherKeys.map((key) => pool.allowed.get(key)),
    };
  },
  check({ collected, about }) {
    const ranks = new Map<string, Collected<Candidate>[]>();
    for (const pool of collected) {
      const before = ranks.get(pool.value.rank) ?? [];
      const rival = before.find(({ value }) => overlap(value, pool.value));
      if (rival !== undefined) {
        const what = `is ${pool.value.weight}, as that of ${shownName(rival.subject)}, which may take the same pods`;
        about(subjectText(pool.subject), pool.subject.urn).violation("spec.weight", what);
      }
      ranks.set(pool.value.rank, [...before, pool]);
    }
  },
});

function overlap(a: Candidate, b: Candidate): boolean {
  const shareTypes = a.types === b.types ? a.types.length > 0 : a.types.some((type) => b.types.includes(type));
  return shareTypes && otherKeys.every((_, index) => compatible(a.other[index], b.other[index]));
}

function compatible(a: Allowed | undefined, b: Allowed | undefined): boolean {
  if (a === undefined || b === undefined || (a.complement && b.complement)) return true;
  const [listed, other] = a.complement ? [b, a] : [a, b];
  return [...listed.values].some((value) => other.values.has(value) !== other.complement);
}
