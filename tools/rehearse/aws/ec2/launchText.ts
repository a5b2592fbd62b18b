/** Launches as lines of the timeline. */
import type { Launch } from "./fleet";

/** What EC2 was asked for and what it gave, as a line of the timeline. */
export function launchText({ capacityType, strategy, types, zones, chosen, instance, errors }: Launch): string {
  const shown = types.length > 4 ? `${types.slice(0, 4).join(", ")} and ${types.length - 4} more` : types.join(", ");
  const asked = `Karpenter asks for ${capacityType} of ${shown} in ${zones.join(", ")}, ${strategy}`;
  const failed = [...new Set(errors.map(({ code, candidate }) => `${candidate.type} in ${candidate.zone}: ${code}`))];
  const got =
    chosen === undefined
      ? "EC2 launches nothing"
      : `EC2 (our rules) launches ${chosen.type} in ${chosen.zone} (${instance})`;
  return `${asked}; ${got}${failed.length === 0 ? "" : `; errors ${failed.slice(0, 4).join(", ")}${failed.length > 4 ? ` and ${failed.length - 4} more` : ""}`}`;
}
