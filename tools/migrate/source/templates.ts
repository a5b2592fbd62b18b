/** Templates that nobody rendered: Go's `{{ }}` as in Helm charts, and the shell's `${ }` as in docs and Terraform. */
import type { SourceObject, Steps } from "./sourceObject";

/** A template, and where it stands. */
export interface TemplateFound {
  readonly line: number;
  readonly word: string;
}

const template = /\{\{[^\n]*?\}\}|\$\{[^}\n]*\}/;

/** Keys below which a script, a program's arguments or an object as text may have such words and mean them. */
const ownWords: ReadonlySet<string> = new Set([
  "userData",
  "command",
  "args",
  "env",
  "annotations",
  "data",
  "stringData",
  "script",
]);

/** The first template of a text that is not YAML. */
export function templateLine(text: string): TemplateFound | undefined {
  const match = template.exec(text);
  return match === null
    ? undefined
    : { line: text.slice(0, match.index).split("\n").length, word: shownWord(match[0]) };
}

/** The first template in the values or keys of an object, where a script has no place. */
export function templateIn(object: SourceObject): TemplateFound | undefined {
  const waiting: { readonly value: unknown; readonly steps: Steps }[] = [{ value: object.value, steps: [] }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { value, steps } = next;
    const found = (text: string) => {
      const word = template.exec(text)?.[0];
      return word === undefined ? undefined : { line: object.line(steps), word: shownWord(word) };
    };
    if (typeof value === "string") {
      const here = found(value);
      if (here !== undefined) return here;
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const here = found(key);
        if (here !== undefined) return here;
        const step = Array.isArray(value) ? Number(key) : key;
        if (!ownWords.has(key)) waiting.push({ value: inner, steps: [...steps, step] });
      }
    }
  }
  return undefined;
}

/** A template where an object says what it is, so that nobody can tell whether it is read. */
export function templateOfKind(object: SourceObject): TemplateFound | undefined {
  const key = (["kind", "apiVersion"] as const).find((one) => template.test(object[one]));
  return key === undefined
    ? undefined
    : { line: object.line([key]), word: shownWord(template.exec(object[key])?.[0] ?? "") };
}

/** Longest word that a message repeats. */
const shownLength = 60;

function shownWord(word: string): string {
  return word.length > shownLength ? `${word.slice(0, shownLength)}…` : word;
}
