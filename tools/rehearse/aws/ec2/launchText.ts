/** Launches as lines of the timeline. */
import type { Launch } from "./fleet";

const several = (texts: readonly string[], most = 4): string =>
  texts.length > most ? `${texts.slice(0, most).join(", ")} and ${texts.length - most} more` : texts.join(", ");

/** What Karpenter asked EC2 for. */
export function askedText({ capacityType, strategy, types, zones }: Launch): string {
  return `asks EC2 for ${capacityType} of ${several(types)} in ${zones.join(", ")}, ${strategy}`;
}

/** What EC2 gave by our rules. */
export function gotText({ chosen, instance, errors }: Launch): string {
  const failed = [...new Set(errors.map(({ code, candidate }) => `${candidate.type} in ${candidate.zone}: ${code}`))];
  const got =
    chosen === undefined ? "EC2 launches nothing" : `EC2 launches ${chosen.type} in ${chosen.zone} (${instance})`;
  return failed.length === 0 ? got : `${got}; errors ${several(failed)}`;
}
