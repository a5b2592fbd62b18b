/** The report of a migration as data: for scripts, and for what adopts the objects that were migrated. */
import { terminalJson } from "../../cli/terminal";
import type { Migration } from "../migrate";
import type { OutputFile } from "./files";

/** The report as JSON: the lists with their counts, and the files with their text. */
export function reportJson({ lists, passedOver, objects, region }: Migration, files: readonly OutputFile[]): string {
  const counts = Object.fromEntries(
    Object.entries(lists).map(([name, list]: [string, readonly unknown[]]) => [name, list.length]),
  );
  return terminalJson({ objects, region, counts, ...lists, passedOver, files });
}
