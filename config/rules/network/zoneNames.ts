/** Zones by name, wherever the stack names one: whether the region has a zone of this letter. */
import { knownZones } from "../../../capacity/ec2/zones";
import { givenZones } from "../pool/zones";
import { allPools, type Rule, type RuleInput } from "../rule";

export const zoneNameRules: readonly Rule[] = [
  {
    name: "zones-are-known",
    level: "warning",
    check: (input, report) => {
      const { region } = input.context;
      const known = region === undefined ? undefined : knownZones(region);
      if (region === undefined || known === undefined) return;
      for (const { path, zone } of writtenZones(input)) {
        // of another region is an error of its own
        if (zone.slice(0, -1) !== region || known.includes(zone)) continue;
        report({
          path,
          value: zone,
          message: `is not a zone of ${region} that is known here (${known.join(", ")})`,
          suggestion: "use one that `aws ec2 describe-availability-zones` lists in your account",
        });
      }
    },
  },
];

/** Each place once, though pools inherit. */
function writtenZones({ stack }: RuleInput): readonly { readonly path: string; readonly zone: string }[] {
  const { network, karpenter } = stack;
  const named = network.kind === "created" && typeof network.zones !== "number" ? network.zones : [];
  const all = [
    ...named.map((zone, index) => ({ path: `network.zones[${index}]`, zone })),
    ...(karpenter.openReservations ?? []).map(({ zone }, index) => ({
      path: `karpenter.openReservations[${index}].zone`,
      zone,
    })),
    ...allPools(stack).flatMap(givenZones),
  ];
  return [...new Map(all.map((each) => [each.path, each])).values()];
}
