import { memoizeBy } from "../../../capacity/units/memoize";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { parsed } from "../../readers/parsed";

export const warmWindowsNameTheirZone = resourceRule({
  name: "warm-windows-name-their-zone",
  title: "Cron windows name a time zone that exists",
  reason: "KEDA accepts any text, and with an unknown zone the replicas never change",
  fix: "write a zone of the IANA database, such as Asia/Seoul",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.scaledObject],
  check({ inputs, violation, each }) {
    const triggers = inputs.at("spec", "triggers").items();
    each(triggers, (trigger) => {
      if (trigger.at("type").text() !== "cron") return;
      const zone = trigger.at("metadata", "timezone");
      const name = (zone.text() ?? "").trim();
      if (name === "") violation(zone, "is missing");
      else if (!isZone(name)) violation(zone, `is "${name}", which is not a time zone`);
    });
  },
});

/**
 * Kept, since asking costs a third of a millisecond and most windows name the same few zones. "Local", the zone of KEDA's
 * container, is not one: it does not tell when people work.
 */
const isZone = memoizeBy(
  (name: string) => name,
  (name) => "value" in parsed(() => new Intl.DateTimeFormat("en", { timeZone: name })),
);
