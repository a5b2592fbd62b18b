/** The text of a what-if as words with their places, and what is said of one that cannot be read. */
import { nearest } from "../../../../config";
import { UsageError } from "../../../cli/errors";

/** A word, and where it begins: 1 for the first character. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** Characters of a what-if, and of a word that a message shows. */
const longestText = 1000;
const longestShown = 60;

/** Most words that a message lists. */
const shownWords = 14;

/** A what-if that cannot be read, or that names what there is not. */
export interface Mistake {
  /** Of the text, from 1. */
  readonly at: number;
  /** As written; empty where something is missing. */
  readonly value: string;
  readonly message: string;
  readonly allowed?: readonly string[];
  /** What was most likely meant; found by spelling among `allowed` where that is left out. */
  readonly suggestion?: string | undefined;
}

/** One what-if as it is written, and how messages name it. */
export interface Written {
  readonly text: string;
  /** `--what-if`, or `--what-if 2` where there are several. */
  readonly where: string;
}

/** `--what-if, character 12: "pdos" is not known; did you mean "pods"? (pod, pods)` */
export function mistaken({ where }: Written, { at, value, message, allowed = [], suggestion }: Mistake): UsageError {
  const shown = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  const near = suggestion ?? (value === "" ? undefined : nearest(value, allowed));
  const meant = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
  const list = allowed.slice(0, shownWords).join(", ");
  const more = allowed.length > shownWords ? ` and ${allowed.length - shownWords} more` : "";
  const what = value === "" ? message : `${JSON.stringify(shown)} ${message}`;
  return new UsageError(`${where}, character ${at}: ${what}${meant}${list === "" ? "" : ` (${list}${more})`}`);
}

/**
 * The words of a text; commas and white space part them.
 * @throws UsageError when it is longer than a what-if ever is
 */
export function wordsOf(written: Written, from = 0): readonly Word[] {
  const { text } = written;
  if (text.length > longestText)
    throw mistaken(written, { at: longestText + 1, value: "", message: `is longer than ${longestText} characters` });
  return [...text.slice(from).matchAll(/[^\s,]+/g)].map((match) => ({ text: match[0], at: from + match.index + 1 }));
}

/** Reads words one after the other. */
export class Reader {
  private next = 0;

  constructor(
    readonly written: Written,
    private readonly words: readonly Word[],
  ) {}

  /** The next word, which stays the next one. */
  peek(ahead = 0): Word | undefined {
    return this.words[this.next + ahead];
  }

  /** The next word in lower case; empty at the end. */
  peekLower(ahead = 0): string {
    return this.peek(ahead)?.text.toLowerCase() ?? "";
  }

  /** Takes so many words. */
  skip(count = 1): void {
    this.next += count;
  }

  /** Takes the next word. @throws UsageError at the end, which says what is missing */
  take(missing: string): Word {
    const word = this.peek();
    if (word === undefined)
      throw mistaken(this.written, { at: this.written.text.length + 1, value: "", message: missing });
    this.next++;
    return word;
  }

  /** The error for a word. */
  mistake({ text, at }: Word, message: string, rest: Pick<Mistake, "allowed" | "suggestion"> = {}): UsageError {
    return mistaken(this.written, { at, value: text, message, ...rest });
  }
}
