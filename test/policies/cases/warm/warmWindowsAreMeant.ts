import type { Case } from "../../case";
import { scaledObject, unknown, window } from "../../objects";

const open = (start: unknown, end: string) => scaledObject("warm", [window({ start, end })]);

export const cases: readonly Case[] = [
  { title: "accepts working hours", resources: [open("0 9 * * 1-5", "0 18 * * 1-5")] },
  { title: "accepts nights over midnight", resources: [open("0 22 * * 1-5", "0 6 * * 2-6")] },
  {
    title: "accepts the shortest window, as often as is allowed",
    resources: [open("0 0,6,12,18 * * *", "30 0,6,12,18 * * *")],
  },
  { title: "leaves other triggers alone", resources: [scaledObject("warm", [{ type: "cpu", metadata: {} }])] },
  {
    title: "refuses 3 to 10 o'clock written as minutes",
    resources: [open("03 * * * *", "10 * * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata from "03 * * * *" to "10 * * * *" is 168 windows of 7 minutes a week, 19.6 h in all, not 3 to 10 o\'clock: the first field is the minute. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses starts in a row, of which KEDA takes the last",
    resources: [open("* 9-17 * * 1-5", "0 18 * * 1-5")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.start "* 9-17 * * 1-5" fires 2700 times a week and 2695 starts have no effect: several starts in a row open at the last of them. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses ends in a row, of which the weekend's are never heard",
    resources: [open("0 9 * * 1-5", "0 18 * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.end "0 18 * * *" fires 7 times a week and 2 ends have no effect: several ends in a row close at the last of them. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses a window shorter than allowed",
    resources: [open("0 9 * * 1-5", "29 9 * * 1-5")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata from "0 9 * * 1-5" to "29 9 * * 1-5" opens for 29 minutes; at least 30 is allowed. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses a window shorter than allowed that opens in leap years alone",
    resources: [open("0 9 29 2 *", "5 9 29 2 *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata from "0 9 29 2 *" to "5 9 29 2 *" opens for 5 minutes; at least 30 is allowed. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses five windows a day",
    resources: [open("0 0,4,8,12,16 * * *", "0 2,6,10,14,18 * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata from "0 0,4,8,12,16 * * *" to "0 2,6,10,14,18 * * *" opens 5 times a day; at most 4 is allowed. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses two spellings of one time, which are always open",
    resources: [open("0 9 * * *", "00 9 * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.end "00 9 * * *" is the same schedule as start, so KEDA would never scale down. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses a start that never comes, which is always open as well",
    resources: [open("0 9 30 2 *", "0 18 * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.start "0 9 30 2 *" never fires, and without a start KEDA never scales down. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses an end that never comes, which never opens",
    resources: [open("0 9 * * 1-5", "0 9 30 2 *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.end "0 9 30 2 *" never fires, and without an end KEDA never scales up. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "refuses what KEDA cannot read",
    resources: [open("@daily", "0 18 * * *"), open("0 9 * * 1-7", "0 18 * * *")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata from "@daily" to "0 18 * * *" cannot be parsed: "@daily" has 1 fields; write minute, hour, day of month, month and day of week ("0 9 * * mon-fri"). To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
      'ScaledObject "warm": spec.triggers[0].metadata from "0 9 * * 1-7" to "0 18 * * *" cannot be parsed: "1-7" is outside 0-6 in day of week. To fix it, write minute, hour and days, such as start "0 9 * * 1-5" and end "0 18 * * 1-5".',
    ],
  },
  {
    title: "waits for a start that is not known yet",
    resources: [open(unknown, "0 18 * * *")],
    cannotTell: [
      'ScaledObject "warm": cannot tell yet: spec.triggers[0].metadata.start is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "accepts a window over New Year, which is no shorter than others",
    resources: [open("45 23 * * *", "15 0 * * *")],
  },
];
