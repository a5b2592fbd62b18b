/**
 * Strangers' words in a terminal and in a CI log. A stack file, a policy's message or the name of a file may hold characters
 * that move the cursor, colour or hide text, turn its direction around, or command a CI runner. Here they become text.
 */

/**
 * What acts or cannot be seen: control characters (escape, C1), format characters (bidirectional overrides, zero width, tags),
 * lone surrogates, line and paragraph separators, and the letters that are drawn as nothing (Hangul fillers and the like).
 */
const acting = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\u034f|\u17b4|\u17b5|[\u115f\u1160\u3164\uffa0]/gu;

/** What a text of several lines may have of them. */
const layout: ReadonlySet<string> = new Set(["\t", "\n"]);

/** A character as its number: `<U+001B>`. Without a backslash, so that JSON and Markdown leave it alone. */
function numbered(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** What GitHub's and Azure's runners take for a command: `::` at the start of a line, `##[` anywhere, `##vso[`. */
function withoutRunnerCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1<U+003A>").replace(/##(?=\[|vso\[)/gi, "#<U+0023>");
}

/** What a text must have for any of this to change it; most have not, and one look tells. */
const suspicious = /[^ -~]|##|^ *::/;

/** One word or line: a new line in it is shown as its number, too, so that it cannot pass for a line of ours. */
export function terminalWord(text: string): string {
  return suspicious.test(text) ? withoutRunnerCommands(text.replace(acting, numbered)) : text;
}

/** A text whose own new lines are kept, such as a message or a stack trace. */
export function terminalText(text: string): string {
  if (!suspicious.test(text)) return text;
  return withoutRunnerCommands(text.replace(acting, (one) => (layout.has(one) ? one : numbered(one))));
}

/** What `styleText` writes: colours and styles, which no word of a stranger's has any more. */
const style = new RegExp(`(${String.fromCharCode(27)}\\[\\d{1,2}m)`);

/** A report of ours with colours: the last look before a terminal. */
export function terminalReport(text: string): string {
  return text
    .split(style)
    .map((part) => (style.test(part) ? part : terminalText(part)))
    .join("");
}

/** Properties whose text may have several lines. */
const severalLines: ReadonlySet<string> = new Set(["message", "suggestion"]);

/**
 * The data with every text and key in it safe for a terminal: a report that starts from it cannot forget one. What is safe as
 * it is, is the same object and not a copy: almost all of a plan.
 * @param key of the property that has the value
 */
export function forTerminal<T>(data: T, key = ""): T {
  return copied(data, key) as T;
}

function copied(data: unknown, key: string): unknown {
  if (typeof data === "string") return severalLines.has(key) ? terminalText(data) : terminalWord(data);
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) {
    const items = data.map((item) => copied(item, key));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  let isChanged = false;
  const entries = Object.entries(data).map(([name, value]) => {
    const entry = [terminalWord(name), copied(value, name)] as const;
    isChanged ||= entry[0] !== name || entry[1] !== value;
    return entry;
  });
  // an own property even for `__proto__`
  return isChanged ? Object.fromEntries(entries) : data;
}

/** A character in JSON's own notation, for each of its UTF-16 units. */
function jsonEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** Data as JSON that says the same and is safe for a terminal: `JSON.stringify` leaves C1, bidirectional and others alone. */
export function terminalJson(data: unknown): string {
  const json = JSON.stringify(data, undefined, 2).replace(acting, (one) => (one === "\n" ? one : jsonEscape(one)));
  return `${json.replace(/##(?=\[|vso\[)/gi, "#\\u0023")}\n`;
}
