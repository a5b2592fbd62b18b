/** capacity/ec2/catalogue.json as a file: read whole, and written one type a line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogueRow } from "../../capacity/ec2/catalogue";

/** The file. */
export interface CatalogueFile {
  readonly about: string;
  readonly catalogueDate: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly unlisted: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  /** By letter. */
  readonly regions: Readonly<Record<string, string>>;
  /** Numbers in the ids of a region's zones, by its letter. */
  readonly zones: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly types: readonly CatalogueRow[];
}

/** The project's own. */
export const cataloguePath = join(__dirname, "../../capacity/ec2/catalogue.json");

/** The file as it is. */
export function readCatalogue(path = cataloguePath): CatalogueFile {
  return JSON.parse(readFileSync(path, "utf8")) as CatalogueFile;
}

/** `[1, "a", null]`, in one line. */
const inLine = (values: readonly unknown[]): string =>
  `[${values.map((value) => (Array.isArray(value) ? inLine(value) : JSON.stringify(value))).join(", ")}]`;

/** The text of the file. */
export function catalogueText({ types, ...head }: CatalogueFile): string {
  const unlisted = inLine(head.unlisted);
  const top = JSON.stringify(head, undefined, 2).replace(/"unlisted": \[[^\]]*\]/, `"unlisted": ${unlisted}`);
  return `${top.slice(0, -2)},\n  "types": [\n${types.map((row) => `    ${inLine(row)}`).join(",\n")}\n  ]\n}\n`;
}
