import { weekdays } from "../../../../capacity/windows/times";
import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const maintenance = (...windows: readonly object[]) => onePool({ disruption: { maintenance: windows } });
const night = { days: ["sat"], from: "02:00", to: "06:00", timezone: "Europe/Berlin" };
const day = { days: "everyday", from: "00:00", to: "24:00", timezone: "Asia/Seoul" };
const at = "teams.dotori.pools[0].disruption.maintenance";
/** Times of their own on each day: three budgets each, since the clock's change moves both edges. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const hour = 10 + Math.floor(index / 7) * 3;
    return { ...night, days: [weekdays[index % 7]], from: `${hour}:${10 + index}`, to: `${hour + 2}:${30 + index}` };
  });

export const maintenanceViolations: readonly Violation[] = [
  {
    rule: "maintenance-can-be-read",
    config: maintenance({ ...night, from: "24:00" }, { ...night, to: "25:00" }, { ...night, to: "02:00" }),
    paths: [`${at}[0].from`, `${at}[1].to`, `${at}[2].to`],
    text: `${at}[0].from: "24:00" is not a valid time; write "00:00" to "23:59"`,
    good: maintenance(night, { ...night, days: ["sun"], to: "24:00" }),
  },
  {
    rule: "maintenance-can-be-read",
    config: maintenance({ ...night, to: "02:00" }),
    paths: [`${at}[0].to`],
    text: `${at}[0].to: "02:00" is the same as from: no time, or a full day?; write two windows, 02:00 to 24:00 and 00:00 to 02:00`,
    good: maintenance(night, { ...night, days: ["sun"], to: "24:00" }),
  },
  {
    rule: "maintenance-zone-is-known",
    config: maintenance({ ...night, timezone: "Asia/Soul" }),
    paths: [`${at}[0].timezone`],
    good: maintenance({ ...night, timezone: "Asia/Seoul" }),
  },
  {
    rule: "maintenance-zone-is-of-a-city",
    config: maintenance({ ...night, timezone: "Etc/GMT+9" }),
    paths: [`${at}[0].timezone`],
    good: maintenance({ ...night, timezone: "Asia/Seoul" }),
  },
  {
    rule: "maintenance-leaves-hours-out",
    config: maintenance(day),
    paths: [at],
    good: maintenance({ ...day, to: "23:59" }),
  },
  {
    rule: "maintenance-leaves-time",
    config: maintenance({ ...night, to: "03:00", timezone: "Africa/Casablanca" }),
    paths: [at],
    text: `${at}: [{"days":["sat"],"from":"02:00","to":"03:00","timezone":"Africa/Casablanca"}] leaves no time in any month, since budgets are in UTC and a clock changes, that of Africa/Casablanca on other days each year: nodes would never be replaced; make it longer than the clock's change, an hour in most zones`,
    good: maintenance({ ...night, to: "03:01", timezone: "Africa/Casablanca" }),
  },
  {
    rule: "maintenance-in-every-month",
    config: maintenance({ ...night, to: "03:00" }),
    paths: [at],
    good: maintenance({ ...night, to: "03:01" }),
  },
  {
    rule: "budgets-fit-with-maintenance",
    config: maintenance(...many(20)),
    paths: [at],
    good: maintenance(...many(4)),
  },
  {
    rule: "maintenance-and-expiry",
    config: {
      environment: "production",
      network: { zones: ["us-east-1a", "us-east-1b"] },
      nodeClassDefaults: { amiAlias: "al2023@v20261023" },
      ...maintenance(night),
    },
    paths: ["teams.dotori.pools[0].expireAfter"],
    good: maintenance(night),
  },
];
