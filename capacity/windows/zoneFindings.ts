/** Time zones that are not known, or that do not mean what they seem to. */
import { isZone, zoneCandidates } from "../cron/zoneNames";
import type { WindowFinding } from "./finding";

/** What is wrong with a time zone, which KEDA and Karpenter's freezes go by. */
export function zoneFindings(timezone: string, path: WindowFinding["path"]): readonly WindowFinding[] {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(timezone) ?? [];
  if (isZone(timezone) && hours !== undefined && hours !== "0") {
    const message = `is ${hours} hours ${sign === "+" ? "behind" : "ahead of"} UTC: the sign of these names is turned round`;
    const suggestion = "write the zone of a city, which changes its clocks as people there do";
    const rule = "zone-is-of-a-city";
    return [{ level: "warning", rule, path: [...path, "timezone"], value: timezone, message, suggestion }];
  }
  if (isZone(timezone)) return [];
  const [candidate] = zoneCandidates(timezone);
  const message = "is not a time zone that KEDA is sure to know; write an IANA name of region and city, or UTC";
  const suggestion = candidate === undefined ? {} : { suggestion: `write ${JSON.stringify(candidate)}` };
  return [
    { level: "error", rule: "zone-is-known", path: [...path, "timezone"], value: timezone, message, ...suggestion },
  ];
}
