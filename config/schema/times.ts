/** Keys for times of the week: of windows, and of maintenance. */
import { z } from "zod";
import { dayGroups, weekdays } from "../../capacity/windows/times";
import { text } from "./frame/kind";

/** A time of day. */
export const clock = (examples: readonly string[]) =>
  text({ what: "time of day", write: 'hours and minutes, such as "09:00"', pattern: /^\d\d:\d\d$/, examples });

export const days = z
  .union([z.enum(Object.keys(dayGroups) as (keyof typeof dayGroups)[]), z.array(z.enum(weekdays)).min(1).max(7)])
  .register(z.globalRegistry, {
    description: 'Days on which `from` lies: "everyday", "weekdays", "weekends" or a list of mon to sun.',
  });

export const timezone = text({
  what: "time zone",
  write: 'an IANA name such as "Asia/Seoul", or "UTC"',
  pattern: /^[A-Za-z0-9_+:/-]+$/,
  examples: ["Asia/Seoul", "UTC", "America/New_York"],
});
