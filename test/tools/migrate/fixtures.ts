/** Sources that users start from, as files under test/fixtures/migrate. Not a test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MigrateOptions, type Migration, migrate } from "../../../tools/migrate/migrate";
import { root } from "../../support/plans";

const folder = join(root, "test/fixtures/migrate");

/** All of them, from the folder: `five/1-pin-and-smoke-test.yaml`. */
export const fixtureFiles: readonly string[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(yaml|json)$/.test(name))
  .sort();

/** The text of a file. */
export function fixtureText(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** What becomes of some of them together. */
export function migrated(files: readonly string[], options: MigrateOptions = {}): Migration {
  return migrate(
    files.map((file) => ({ file, text: fixtureText(file) })),
    options,
  );
}

/** The faults of a migration, each with the path at which it is found. */
export function faultsOf({ lists }: Migration): readonly string[] {
  return lists.broken.map(({ fault, from }) => [fault, from.object, from.path].join(" ").trim()).sort();
}
