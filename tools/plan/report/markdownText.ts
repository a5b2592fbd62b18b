/** Strangers' words in Markdown that GitHub or GitLab shows: text, and nothing that links, mentions, embeds or ends a cell. */

/** An invisible break in a word, as text of the source: no renderer finds a mention or a link across it. */
const broken = "&#8203;";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * Where a renderer would find something in the finished text, in which a backslash no longer counts: mentions (`@name`),
 * issues and merge requests (`#1`, `GH-1`, `JIRA-1`, `!1`, `&1`), labels and milestones (`~name`, `%name`), addresses
 * (`https://`, `www.`), commits. `us-east-1` is none, so that a name copied from a comment has no break in it.
 */
const references = [
  /(?<=@)/,
  /(?<=[#~%$])(?=\w)/,
  /(?<=!|&amp;)(?=\d)/,
  /(?<=(?:[Gg][Hh]|[A-Z][A-Z0-9]+)-)(?=\d)/,
  /(?<=:)(?=\/\/)/,
  /(?<=[Ww]{3})(?=\.)/,
  /(?<=(?:mailto|xmpp|MAILTO|XMPP))(?=:)/,
  /(?<=(?<![0-9A-Za-z])(?!\d+(?![0-9A-Za-z]))[0-9a-fA-F]{4})(?=[0-9a-fA-F]{3,36}(?![0-9A-Za-z]))/,
];
const anyReference = new RegExp(references.map(({ source }) => source).join("|"), "g");

/** One line without what Markdown reads at its start: headings, lists, quotes, rules, indented code. */
function withoutLineStart(line: string): string {
  return line.trimStart().replace(/^(\d*)([#+\-=:.)])/, "$1\\$2");
}

/** Text inside a line, a list's item or a table's cell; its own new lines become `<br>`. */
export function markdownText(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const literal = withoutLineStart(line.replace(/[\\`*_[\]|~$]/g, "\\$&"));
      // last, since `broken` is an entity itself
      return literal.replace(/[&<>]/g, (one) => entities[one] ?? one).replace(anyReference, broken);
    })
    .join("<br>");
}

/** A block of text as it is; the fence is longer than any in it. */
export function markdownBlock(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [fence, text, fence];
}
