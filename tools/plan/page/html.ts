/** HTML as a value: whatever enters a template is escaped, unless it is HTML already. */

/** A piece of HTML that is safe to write. Only {@link html} makes one. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes: false and undefined write nothing, a list writes its parts one after the other. */
export type Content = string | number | Html | false | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text for an element or for a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Writes HTML: html`<b>${name}</b>`. Attributes must be quoted in the template. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const pieces = [parts[0] ?? ""];
  values.forEach((value, index) => {
    append(pieces, value);
    pieces.push(parts[index + 1] ?? "");
  });
  return new Html(pieces.join(""));
}

function append(pieces: string[], value: Content): void {
  if (value === false || value === undefined) return;
  if (value instanceof Html) pieces.push(value.text);
  else if (typeof value === "string") pieces.push(escapeHtml(value));
  else if (typeof value === "number") pieces.push(String(value));
  else for (const each of value) append(pieces, each);
}

/** Most characters of a stranger's text that a page shows; a whole message of a policy is shorter. */
const shownCharacters = 2000;

/** A text of a reasonable length: its beginning, and how much is left out. Never half of a surrogate pair. */
export function shortened(text: string, most = shownCharacters): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${cut}… (+${text.length - cut.length})`;
}

/** A stranger's word inside a sentence of ours: its direction stays its own. */
export function word(text: string): Html {
  return html`<bdi>${shortened(text)}</bdi>`;
}
