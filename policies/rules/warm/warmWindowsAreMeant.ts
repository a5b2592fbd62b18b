import { resourceRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { types } from "../../frame/subject";
import { parsed } from "../../readers/parsed";
import { meaningErrors, openingsOf } from "../../readers/warmWindows";

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
      const pair = { start: place.at("start").text() ?? "", end: place.at("end").text() ?? "" };
      const span = `from "${pair.start}" to "${pair.end}"`;
      const errors = parsed(() => meaningErrors(pair.start, pair.end));
      if ("error" in errors) return violation(place, `${span} cannot be parsed: ${errors.error}`);
      for (const { side, message } of errors.value) {
        if (side === "start" || side === "end") violation(place.at(side), `"${pair[side]}" ${message}`);
        else violation(place, `${span} ${message}`);
      }
      if (errors.value.length > 0) return;
      const { perDay, shortestMinutes } = openingsOf(pair.start, pair.end);
      if (shortestMinutes < settings.minMinutes) {
        violation(place, `${span} opens for ${shortestMinutes} minutes; at least ${settings.minMinutes} is allowed`);
      }
      if (perDay > settings.maxPerDay) {
        violation(place, `${span} opens ${Math.round(perDay)} times a day; at most ${settings.maxPerDay} is allowed`);
      }
    });
  },
});
