/** Golden tables: one JSON value a line. */
import { readFileSync } from "node:fs";

/** The values of a file of JSON lines. @throws SyntaxError when a line is not JSON */
export function jsonLines<T>(file: string): readonly T[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
