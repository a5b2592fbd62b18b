/** What a check reports of one place in the stack's config: data, turned into text here and nowhere else. */

/** An error refuses the stack; a warning never does. */
export type Level = "error" | "warning";

export interface Finding {
  readonly level: Level;
  /** Where, in the words of the stack file without the project's namespace: `teams.dotori.pools[0].limits.cpu`. */
  readonly path: string;
  /** What is written there; absent when nothing is. */
  readonly value?: unknown;
  /** What is wrong with it, and what is allowed. */
  readonly message: string;
  /** What to write instead, when one thing can be said. */
  readonly suggestion?: string;
  /** What found it: a check of the schema ("type", "unknown-key") or a rule of config/rules, by name. */
  readonly rule: string;
  /** The value as its file writes it, where that differs from `value`: `1.30`, which YAML reads as 1.3. */
  readonly written?: string;
  /** Where in which file, counted from 1; added by who has read the file. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** In characters, so that a message stays a line. */
const shownLength = 80;

/** A value as a message shows it: JSON, cut after 80 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** One finding as a line: where, what it is, what is allowed, what to do. */
export function findingText({ path, value, written, message, suggestion }: Finding): string {
  const text = value === undefined ? "" : (written ?? shown(value));
  const what = text === "" ? "" : `${text} `;
  return `${path === "" ? "" : `${path}: `}${what}${message}${suggestion === undefined ? "" : `; ${suggestion}`}`;
}

/** One finding as a line of a report: `error Pulumi.dev.yaml:12:18 teams.dotori.tags: …`; the place only where it is known. */
export function reportedFinding(finding: Finding): string {
  return `${finding.level} ${placedText(finding)}`;
}

/** With the place where it is known: in the program, where only files of teams are read as files. */
function placedText(finding: Finding): string {
  return `${filePlace(finding)} ${findingText(finding)}`.trimStart();
}

/** A place in a file as compilers write it: `Pulumi.dev.yaml:12:18`; the file alone without a line, empty without a file. */
export function filePlace({ file, line, column }: Pick<Finding, "file" | "line" | "column">): string {
  return file === undefined || line === undefined ? (file ?? "") : `${file}:${line}:${column}`;
}

/** What tells findings apart, whatever their words: rule and path. */
export function findingKey({ rule, path }: Pick<Finding, "rule" | "path">): string {
  return `${rule} ${path}`;
}

/**
 * One finding as a line of a log, its rule at the end: `zones: … (rule zones-are-named-in-production)`. Whoever reads the
 * log knows it again by {@link loggedFindingKey}, and a user can look the rule up.
 */
export function loggedFinding(finding: Finding): string {
  return `${findingText(finding)} (rule ${finding.rule})`;
}

/** {@link findingKey} of the finding that a log line reports; undefined for any other line. */
export function loggedFindingKey(line: string): string | undefined {
  // The path ends at the first colon and blank outside quotes: pathText quotes every key with either in it.
  const [, path, rule] = /^((?:[^"\s]|"(?:[^"\\]|\\.)*")+): .*\(rule ([a-z0-9-]+)\)$/s.exec(line) ?? [];
  return path === undefined || rule === undefined ? undefined : findingKey({ rule, path });
}

/**
 * All findings as the lines a terminal shows, errors first, and a closing line that counts the errors.
 * @param file the stack file, as the reader knows it
 */
export function findingsText(findings: readonly Finding[], file: string): string {
  const errors = findings.filter(({ level }) => level === "error");
  const warnings = findings.filter(({ level }) => level === "warning");
  const lines = [...errors.map(placedText), ...warnings.map((finding) => `warning: ${placedText(finding)}`)];
  if (errors.length > 0) {
    lines.push(`${errors.length} ${errors.length === 1 ? "error" : "errors"} in ${file}; nothing was created`);
  }
  return lines.join("\n");
}

/** Steps of a path as text: `a.b[0]["odd/key"]`. */
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

/** Steps of a text that {@link pathText} wrote: keys as text, indexes as numbers. */
export function pathSteps(path: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (const [, index, quoted, key] of path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.?([^.[]+)/gs)) {
    if (index !== undefined) steps.push(Number(index));
    else steps.push(quoted !== undefined ? (JSON.parse(`"${quoted}"`) as string) : (key ?? ""));
  }
  return steps;
}
