/** What the files do not say and somebody must fill in: secrets, and values that a plan cannot know. */
import { shownSecret, shownUnknown } from "../plan/engine/property";
import type { TreeFile } from "./write";

/** Lines of a file that hold a secret or an unknown value. */
export interface OpenPlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly what: "secret" | "unknown";
}

/** The places in the order of the files. */
export function openPlaces(files: readonly TreeFile[]): readonly OpenPlace[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index): readonly OpenPlace[] => {
      const at = { path, line: index + 1 };
      return [
        ...(line.includes(shownSecret) ? [{ ...at, what: "secret" as const }] : []),
        ...(line.includes(shownUnknown) ? [{ ...at, what: "unknown" as const }] : []),
      ];
    }),
  );
}
