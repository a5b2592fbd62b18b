/** What a check has to say of one place in the stack's config: data, turned into text in one place. */

/** An error refuses the stack; a warning never does. */
export type Level = "error" | "warning";

export interface Finding {
  readonly level: Level;
  /** Where, in the words of the stack file without the project's namespace: `teams.dotori.pools[0].limits.cpu`. */
  readonly path: string;
  /** What stands there; absent when nothing does. */
  readonly value?: unknown;
  /** What is wrong with it, and what is allowed. */
  readonly message: string;
  /** What to write instead, when one thing can be said. */
  readonly suggestion?: string;
  /** Name of the check that found it: a kind of leaf ("type", "unknown-key") or a rule of config/rules. */
  readonly rule: string;
}

/** Longest piece of a value that a message repeats, in characters. */
const shownLength = 80;

/** A value as a message shows it: JSON, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** One finding as a line: where, what it is, what is allowed, what to do. */
export function findingText({ path, value, message, suggestion }: Finding): string {
  const what = value === undefined ? "" : `${shown(value)} `;
  return `${path}: ${what}${message}${suggestion === undefined ? "" : `; ${suggestion}`}`;
}

/**
 * All findings as the lines a terminal shows, errors first, and a closing line that counts the errors.
 * @param file the stack file, as the reader knows it
 */
export function findingsText(findings: readonly Finding[], file: string): string {
  const errors = findings.filter(({ level }) => level === "error");
  const warnings = findings.filter(({ level }) => level === "warning");
  const lines = [...errors.map(findingText), ...warnings.map((finding) => `warning: ${findingText(finding)}`)];
  if (errors.length > 0) {
    lines.push(`${errors.length} ${errors.length === 1 ? "fault" : "faults"} in ${file}; nothing was created`);
  }
  return lines.join("\n");
}

/** Path steps as the stack file's reader writes them: `a.b[0]["odd/key"]`. */
export function pathText(steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === "number" ? `${path}[${step}]` : entryPath(path, String(step))),
    "",
  );
}

/** Path of a map's entry: `teams.dotori`, `tags["kubernetes.io/name"]`. */
export function entryPath(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
