/** The report of a migration in Markdown: for a pull request that brings the new files. */
import { terminalWord } from "../../cli/terminal";
import { counted } from "../../plan/report/figures";
import type { SourcePlace } from "../ledger";
import type { Migration } from "../migrate";
import { headings, placeText } from "./lists";

/** The report as Markdown; a stranger's words stand in code, where they link and mention nothing. */
export function reportMarkdown({ lists, passedOver, objects }: Migration): string {
  const parts = [
    "# Migration",
    `${counted(objects, "object")} read.`,
    table(
      headings.broken,
      ["Fault", "Where", "What", "Why nobody noticed", "Instead"],
      lists.broken.map(({ fault, from, message, unnoticed, instead }) => [
        code(fault),
        place(from),
        code(message),
        unnoticed,
        code(instead),
      ]),
    ),
    table(
      headings.noEquivalent,
      ["Where", "What", "What to do"],
      lists.noEquivalent.map(({ from, message, advice }) => [place(from), code(message), advice]),
    ),
    table(
      headings.decided,
      ["Where", "What"],
      lists.decided.map(({ to, message }) => [code(to), code(message)]),
    ),
    table(
      headings.carried,
      ["From", "To"],
      lists.carried.map(({ from, to }) => [place(from), code(to)]),
    ),
    ...(passedOver.length === 0
      ? []
      : [`Not read: ${passedOver.map(({ kind, count }) => `${count} ${code(kind)}`).join(", ")}.`]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function place(from: SourcePlace): string {
  return code(placeText(from));
}

/** Text in a code span of a table's cell: longer fences than any in it, and no cell that ends early. */
function code(text: string): string {
  const word = terminalWord(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(word.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${word}${fence}` : `${fence} ${word} ${fence}`;
}

function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.length === 0 ? ["None."] : [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
  return [`## ${heading} (${rows.length})`, "", ...body].join("\n");
}
