/** A comment made of parts that give way, the last first, when the host takes only so many characters. */
import { markdownText } from "./markdownText";

/** Characters that GitHub takes in a comment; GitLab takes a million. */
export const longestComment = 65_536;

/** Characters kept for the line that says what is left out. */
const longestNotice = 1000;

/** Characters of one stranger's text, so that a single message cannot push all others out. */
const longestText = 1000;

/** Characters of one in the lines that are always there. */
const longestStart = 300;

/** Lines that belong together. A part without rows is left away. */
export interface Part {
  /** What its rows are, for the line that says how many are left out: `findings`. */
  readonly rowsAre: string;
  readonly head: readonly string[];
  /** Worst first: the last ones give way. */
  readonly rows: readonly string[];
  readonly tail: readonly string[];
}

/** A stranger's text in a part, shortened where it is very long. */
export function cell(text: string): string {
  return shortened(text, longestText);
}

/** A stranger's text in the lines that are always there, which no part can push out. */
export function startText(text: string): string {
  return shortened(text, longestStart);
}

function shortened(text: string, most: number): string {
  return markdownText(text.length > most ? `${text.slice(0, most)}…` : text);
}

/** A figure in a table's cell: a number as it is, where {@link cell} would escape its point. */
export function figure(text: string): string {
  return /^\d+(\.\d+)?( Gi)?$/.test(text) ? text : cell(text);
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** An open part with a heading. */
export function openPart(title: string, rowsAre: string, head: readonly string[], rows: readonly string[]): Part {
  return { rowsAre, head: ["", `### ${title}`, "", ...head], rows, tail: [] };
}

/** A folded part. */
export function foldedPart(
  title: string,
  rowsAre: string,
  head: readonly string[],
  rows: readonly string[],
  tail: readonly string[] = [],
): Part {
  return {
    rowsAre,
    head: ["", `<details><summary>${title}</summary>`, "", ...head],
    rows,
    tail: [...tail, "", "</details>"],
  };
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

const sizeOf = ({ head, rows, tail }: Part): number => lengthOf(head) + lengthOf(rows) + lengthOf(tail);

/** Characters of a part that is small, and the part of the limit that is kept for small ones. */
const smallPart = 2000;
const keptForSmall = 1 / 4;

/** The first small parts, which a large one before them does not push out. */
function keptParts(parts: readonly Part[], limit: number): ReadonlySet<Part> {
  const kept = new Set<Part>();
  let sum = 0;
  for (const part of parts) {
    const size = sizeOf(part);
    if (size > smallPart || sum + size > limit * keptForSmall) continue;
    kept.add(part);
    sum += size;
  }
  return kept;
}

/**
 * The parts as one text of at most so many characters; its last line says what did not fit.
 * @param start lines that are always there
 */
export function fitted(start: readonly string[], parts: readonly Part[], limit: number): string {
  const shown = parts.filter(({ rows }) => rows.length > 0);
  const kept = keptParts(shown, limit);
  const lines = [...start];
  // what is left for parts that are not kept
  let left = limit - lengthOf(lines) - longestNotice - [...kept].reduce((sum, part) => sum + sizeOf(part), 0);
  const leftOut: string[] = [];
  for (const part of shown) {
    const { rowsAre, head, rows, tail } = part;
    let room = kept.has(part) ? Number.POSITIVE_INFINITY : left - lengthOf(head) - lengthOf(tail);
    let count = 0;
    while (count < rows.length && rows[count]!.length < room) room -= rows[count++]!.length + 1;
    if (count < rows.length) leftOut.push(`${rows.length - count} of ${rows.length} ${rowsAre}`);
    if (count === 0) continue;
    lines.push(...head, ...rows.slice(0, count), ...tail);
    if (!kept.has(part)) left = room;
  }
  if (leftOut.length > 0) {
    const most = limit.toLocaleString("en-US");
    lines.push("", `Left out, since ${most} characters are the most: ${leftOut.join(", ")}. The JSON report has all.`);
  }
  return `${lines.join("\n")}\n`;
}
