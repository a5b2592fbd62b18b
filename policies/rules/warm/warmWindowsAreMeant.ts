import { resourceRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { types } from "../../frame/subject";
import { type Windows, windowsOf } from "../../readers/warmWindows";

export const warmWindowsAreMeant = resourceRule({
  name: "warm-windows-are-meant",
  title: "Cron windows open a few times a day, and for long enough to use a node",
  reason: "an hour written where minutes belong opens a window every hour, and KEDA accepts it",
  fix: 'write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5"',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    minMinutes: whole(30, "Shortest window, in minutes; a node needs some to start and to stop."),
    maxPerDay: whole(4, "Most windows of one trigger a day, on average over a year."),
  },
  types: [types.scaledObject],
  check({ inputs, settings, violation, each }) {
    each(inputs.at("spec", "triggers").items(), (trigger) => {
      if (trigger.at("type").text() !== "cron") return;
      const place = trigger.at("metadata");
      const start = place.at("start").text() ?? "";
      const end = place.at("end").text() ?? "";
      const windows = windowsOrFault(start, end);
      const span = `from "${start}" to "${end}"`;
      if (typeof windows === "string") return violation(place, `${span} cannot be read: ${windows}`);
      const perDay = windows.openings / 365;
      if (windows.constant !== undefined) violation(place, `${span} is ${windows.constant} open`);
      else if (windows.shortestMinutes < settings.minMinutes) {
        violation(
          place,
          `${span} opens for ${windows.shortestMinutes} minutes; at least ${settings.minMinutes} is allowed`,
        );
      }
      if (perDay > settings.maxPerDay) {
        violation(place, `${span} opens ${Math.round(perDay)} times a day; at most ${settings.maxPerDay} is allowed`);
      }
    });
  },
});

function windowsOrFault(start: string, end: string): Windows | string {
  try {
    return windowsOf(start, end);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
