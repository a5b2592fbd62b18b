/** Lines that fit a terminal. */
import { stripVTControlCharacters } from "node:util";

/** Narrower is not readable, whatever is asked for. */
const narrowest = 40;

/** Letters that take two columns: Hangul, CJK, full width. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns of a text; colours take none. */
function columnsOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  return [...plain].length + (plain.match(wide)?.length ?? 0);
}

/** The width that COLUMNS asks for, else that of the terminal; undefined elsewhere: a file has no width. */
export function widthOf(
  { isTTY, columns }: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  env: NodeJS.ProcessEnv = process.env,
): number | undefined {
  const asked = /^[1-9]\d{0,3}$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : undefined;
  const width = asked ?? (isTTY === true && columns > 0 ? columns : undefined);
  return width === undefined ? undefined : Math.max(width, narrowest);
}

/** Breaks a line between words; what follows stands two columns further in. A longer word stays whole, to be copied. */
function wrappedLine(line: string, width: number): readonly string[] {
  if (columnsOf(line) <= width) return [line];
  const indent = " ".repeat(Math.min(line.length - line.trimStart().length + 2, width / 2));
  const lines: string[] = [];
  let current = "";
  for (const [piece] of line.matchAll(/ *[^ ]+/g)) {
    if (current !== "" && columnsOf(current + piece) > width) {
      lines.push(current);
      current = indent + piece.trimStart();
    } else current += piece;
  }
  return [...lines, current];
}

/** A text whose lines fit the width; undefined leaves it as it is. */
export function wrapped(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split("\n")
    .flatMap((line) => wrappedLine(line, width))
    .join("\n");
}
