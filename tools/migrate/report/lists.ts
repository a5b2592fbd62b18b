/** The lists of a report in the order in which they are shown. */
import type { LedgerLists, SourcePlace } from "../ledger";

/** Each list, its heading, and what one line of it says. */
export const headings = {
  broken: "Broken in the source",
  noEquivalent: "No equivalent",
  decided: "Decided for you",
  carried: "Carried over",
} as const satisfies Readonly<Record<keyof LedgerLists, string>>;

export const order = Object.keys(headings) as readonly (keyof LedgerLists)[];

/** A place in one line: `old.yaml:12 NodePool default spec.limits.cpu`. */
export function placeText({ file, line, object, path }: SourcePlace): string {
  return `${file}:${line} ${object}${path === "" ? "" : ` ${path}`}`;
}
