/** Moments as `Date...` conditions write them. Source: IAM user guide, condition operators; W3C NOTE-datetime. */

/** Year, month or day alone, or a day with a time and its zone. */
const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** Seconds since 1970: five digits or more, as four are a year. */
const epoch = /^\d{5,}(?:\.\d+)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date ("2020-01-01T00:00:01Z", "2020-01") or of epoch seconds.
 * @throws RangeError naming the text, if it is neither
 */
export function instant(text: string): number {
  if (epoch.test(text)) return Number(text) * 1000;
  const [, year, month, day] = iso.exec(text) ?? [];
  const time = year === undefined ? Number.NaN : Date.parse(text);
  // Date.parse takes 30 February for 1 March.
  const days = day === undefined ? 28 : new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number.isNaN(time) || Number(day ?? 1) > days) {
    throw new RangeError(`"${text}" is not a date; write 2020-01-01T00:00:01Z or seconds since 1970`);
  }
  return time;
}
