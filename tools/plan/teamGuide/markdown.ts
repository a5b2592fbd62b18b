/** A guide as Markdown: words of the stack's are text in it, whatever characters they have. */
import { markdownText } from "../report/markdownText";
import { type Block, type GuideText, type Item, type Piece, piecesOf, type Text } from "./text";

/** Stands for what is Markdown already while a sentence is escaped; no word has it, since control characters become numbers. */
const mark = "\u0000";

/** A code span: its ticks are more than any in it. @param cell in a table a bar would end the cell, in code too */
function span(code: string, cell: boolean): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  const padded = /^`|`$|^ .* $/.test(code) ? ` ${code} ` : code;
  return `${ticks}${cell ? padded.replaceAll("|", "\\|") : padded}${ticks}`;
}

/**
 * A sentence in one line. Ours stands as it is written: it has no mark of Markdown but `~`, which GitHub reads as the start and
 * the end of struck text where there are two.
 */
function line(text: Text, cell = false): string {
  const pieces = piecesOf(text);
  const own = pieces.filter((piece) => typeof piece === "string").join("");
  const tilde = own.indexOf("~") === own.lastIndexOf("~") ? "~" : "\\~";
  const finished = pieces.flatMap((piece) => {
    if (typeof piece === "string") return [piece.replaceAll("~", tilde)];
    return isCode(piece) ? [span(piece.code, cell)] : [];
  });
  const plain = pieces.map((piece) => (typeof piece === "string" || isCode(piece) ? mark : piece.value)).join("");
  let next = 0;
  return markdownText(plain).replaceAll(mark, () => finished[next++]!);
}

function isCode(piece: Piece): piece is { readonly code: string } {
  return typeof piece === "object" && "code" in piece;
}

function listLines(items: readonly Item[], indent = ""): readonly string[] {
  return items.flatMap(({ text, items: inner = [] }) => [
    `${indent}- ${line(text)}`,
    ...listLines(inner, `${indent}  `),
  ]);
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return line(block.text);
    case "list":
      return listLines(block.items).join("\n");
    case "table": {
      const cells = [
        block.header.map((cell) => line(cell, true)),
        block.header.map(() => "---"),
        ...block.rows.map((row) => row.map((cell) => line(cell, true))),
      ];
      return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
    }
    case "code": {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
      const fence = "`".repeat(longest + 1);
      return `${fence}${block.language}\n${block.text}\n${fence}`;
    }
  }
}

/** The text of the file. */
export function guideMarkdown({ title, intro, sections }: GuideText): string {
  const parts = [
    `# ${line(title)}`,
    ...intro.map(blockText),
    ...sections.flatMap(({ heading, blocks }) => [`## ${line(heading)}`, ...blocks.map(blockText)]),
  ];
  return `${parts.join("\n\n")}\n`;
}
