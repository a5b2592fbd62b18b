/** When: `at mon 09:00`, `at 2026-12-24 18:00 Asia/Seoul`. */
import { isZone, zoneCandidates, zoneNames } from "../../../../capacity/cron/zoneNames";
import { type Weekday, weekdays } from "../../../../capacity/windows/times";
import { nearest } from "../../../../config";
import type { Reader } from "./words";

/** A minute of every week, or of one day. */
export interface WrittenMoment {
  readonly day: { readonly weekday: Weekday } | { readonly date: string };
  /** Minutes from midnight. */
  readonly minutes: number;
  /** Whose clock; undefined for the team's. */
  readonly timezone?: string;
}

const longNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const dayWords = [...weekdays, ...longNames];

/** Reads what follows `at`. @param isWord whether a word is one of the what-if's own, and no time zone */
export function readMoment(reader: Reader, isWord: (word: string) => boolean): WrittenMoment {
  const day = readDay(reader);
  const time = reader.take('at what time? Write hours and minutes, such as "09:00"');
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(time.text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59)
    throw reader.mistake(time, "is not a time of day; write 00:00 to 23:59", { suggestion: nearTime(time.text) });
  const timezone = readZone(reader, isWord);
  return {
    day,
    minutes: Number(hours) * 60 + Number(minutes),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function readDay(reader: Reader): WrittenMoment["day"] {
  const word = reader.take('at what day? Write one, such as "mon 09:00" or "2026-12-24 18:00"');
  const name = dayWords.indexOf(word.text.toLowerCase());
  if (name >= 0) return { weekday: weekdays[name % weekdays.length]! };
  const [date] = /^\d{4}-\d\d-\d\d$/.exec(word.text) ?? [];
  if (date !== undefined) {
    if (Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date)
      throw reader.mistake(word, "is not a day of the calendar");
    const year = Number(date.slice(0, 4));
    if (year < 2000 || year > 2100) throw reader.mistake(word, "is not a day of the years 2000 to 2100");
    return { date };
  }
  if (/^\d{1,2}:\d\d$/.test(word.text))
    throw reader.mistake(word, 'has no day before it; write one, such as "mon 09:00" or "2026-12-24 09:00"');
  throw reader.mistake(word, 'is not a day; write one of a week, or a date such as "2026-12-24"', {
    allowed: weekdays,
  });
}

/** "9am" is 09:00, "0900" too. */
function nearTime(text: string): string | undefined {
  const [, hours, minutes = "00", half] = /^(\d{1,2})[:.h]?(\d\d)?(am|pm)?$/i.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half?.toLowerCase() === "pm" ? 12 : 0);
  return Number(minutes) > 59 ? undefined : `${String(hour).padStart(2, "0")}:${minutes}`;
}

function readZone(reader: Reader, isWord: (word: string) => boolean): string | undefined {
  const word = reader.peek();
  if (word === undefined || isWord(word.text)) return undefined;
  if (isZone(word.text)) {
    reader.skip();
    return word.text;
  }
  const [candidate = nearest(word.text, zoneNames())] = zoneCandidates(word.text);
  if (candidate === undefined && !word.text.includes("/")) return undefined;
  throw reader.mistake(word, "is not a time zone; write an IANA name of region and city, or UTC", {
    suggestion: candidate,
  });
}
