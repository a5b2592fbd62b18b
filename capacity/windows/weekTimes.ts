/** Times of a week as a report writes them. */
import type { Span } from "../cron/schedule";
import { wallMinutes, weekTimeText } from "../cron/zone";

/**
 * Times of a week by a clock, as "Mon 18:00 to Tue 02:00".
 * @param most that are listed; of more a last text says how many
 */
export function weekTimeTexts(spans: readonly Span[], zone: string, most: number): readonly string[] {
  const wall = (at: number) => weekTimeText(wallMinutes(zone, at));
  const texts = spans.map(({ from, to }) => `${wall(from)} to ${wall(to)}`);
  const more = texts.length - most;
  return more > 0 ? [...texts.slice(0, most), `and ${more} times more`] : texts;
}
