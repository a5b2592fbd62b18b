/** The flags of a command line: what value each takes, and what it goes with. */
import { nearest } from "../../config";
import { UsageError } from "./errors";

/** @typeParam T what the tool gets; undefined in it when the flag may be absent */
export interface Flag<T> {
  /** `NAME` in `--stack <NAME>`; undefined for a flag without a value. */
  readonly value: string | undefined;
  readonly description: string;
  /** What an absent flag means. */
  readonly fallback: T;
  readonly choices?: readonly string[];
  /** A file or folder, which starts from where the user stands. */
  readonly isPath?: boolean;
  /** Flags that cannot be given beside this one, as the tool names them. */
  readonly excludes?: readonly string[];
  /** The flag without which this one means nothing; of several, any of them. */
  readonly needs?: string | readonly string[];
  /** A deprecated name that is still accepted: `handover` for `--handover`. */
  readonly formerly?: string;
}

type Relations = Pick<Flag<unknown>, "excludes" | "needs" | "formerly">;

/** `--stack NAME` */
export function text(value: string, description: string, relations: Relations = {}): Flag<string | undefined> {
  return { value, description, fallback: undefined, ...relations };
}

/** `--config FILE` */
export function path(value: string, description: string, relations: Relations = {}): Flag<string | undefined> {
  return { value, description, fallback: undefined, isPath: true, ...relations };
}

/** `--format json`: one of a few words, the first unless given. */
export function choice<const T extends readonly [string, ...string[]]>(
  value: string,
  choices: T,
  description: string,
  relations: Relations = {},
): Flag<T[number]> {
  return { value, description, fallback: choices[0], choices, ...relations };
}

/** `--check` */
export function flag(description: string, relations: Relations = {}): Flag<boolean> {
  return { value: undefined, description, fallback: false, ...relations };
}

/** Most words that a message lists. */
const shownChoices = 12;

/**
 * One of several words.
 * @param where what takes the word: `--format`
 * @throws UsageError with the nearest spelling
 */
export function oneOf<T extends string>(where: string, word: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === word);
  if (found !== undefined) return found;
  const near = nearest(word, choices);
  const suggestion = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
  const list = choices.length > shownChoices ? "" : ` (${choices.join(", ")})`;
  throw new UsageError(`${where}: ${JSON.stringify(word)} is not known${suggestion}${list}`);
}
