/** Spans of time in words. */

/** Two units at most: "2d 4h", "90s" is "1m 30s". */
export function spanText(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0s";
  let left = Math.round(seconds);
  return units
    .slice(first, first + 2)
    .flatMap(([unit, size]) => {
      const amount = Math.floor(left / size);
      left -= amount * size;
      return amount === 0 ? [] : [`${amount}${unit}`];
    })
    .join(" ");
}
