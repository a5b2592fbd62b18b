/** Migrates files: reads them, writes the result beside each other or not at all, and reports. */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { checkStaysInCheckout } from "../cli/checkout";
import { UsageError } from "../cli/errors";
import { readProject } from "../plan/project/project";
import { type MigrateOptions, type Migration, migrate } from "./migrate";
import { filesOf, type OutputFile, stackFile } from "./report/files";
import { reportJson } from "./report/json";
import { reportMarkdown } from "./report/markdown";
import { reportText } from "./report/text";
import { readInputs } from "./source/readInputs";
import { CannotMigrate } from "./source/refused";

/** How the report is printed. */
export const reportFormats = ["text", "markdown", "json"] as const;

/** What is written: a file for each team and shared pool, or one stack file. */
export const outputForms = ["teams", "stack"] as const;

export interface MigrateFilesOptions extends MigrateOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  /** Files, folders, and `-` for standard input. */
  readonly inputs: readonly string[];
  /** Folder that is written to; without it nothing is. */
  readonly out?: string | undefined;
  readonly as: (typeof outputForms)[number];
  readonly format: (typeof reportFormats)[number];
  /** Whether files that are there already are replaced. */
  readonly overwrite: boolean;
}

/** Names of the reports, beside the files that they are about. */
const reports = { markdown: "migration.md", json: "migration.json" } as const;

/**
 * Migrates the inputs.
 * @returns the report, in the format that was asked for
 * @throws UsageError for a name that leads nowhere, CannotMigrate for what cannot be read or written over
 */
export function migrateFiles(options: MigrateFilesOptions): string {
  const migration = migrate(readInputs(options.inputs), options);
  const files = outputOf(migration, options);
  if (options.out !== undefined) {
    const all = [
      ...files,
      { path: reports.markdown, text: reportMarkdown(migration) },
      { path: reports.json, text: reportJson(migration, files) },
    ];
    writeAll(options.out, all, options.overwrite);
    return shown(migration, files, options, [
      ...all.map(({ path }) => `wrote ${join(options.out!, path)}`),
      `To see what it makes: npm run plan -- --config ${join(options.out, stackFile)}`,
    ]);
  }
  return shown(migration, files, options, [
    `Nothing is written; with --out DIR it would be ${files.map(({ path }) => path).join(", ")}`,
  ]);
}

function shown(
  migration: Migration,
  files: readonly OutputFile[],
  { format }: MigrateFilesOptions,
  lines: readonly string[],
): string {
  if (format === "json") return reportJson(migration, files);
  return format === "markdown" ? reportMarkdown(migration) : reportText(migration, lines);
}

function outputOf(migration: Migration, { folder, out, as }: MigrateFilesOptions): readonly OutputFile[] {
  const { root, name } = readProject(resolve(folder));
  if (as === "stack") return filesOf(migration, { project: name, folder: undefined });
  const at = relative(root, resolve(out ?? join(root, "migrated")));
  if (at === ".." || at.startsWith(`..${sep}`) || resolve(root, at) !== resolve(out ?? join(root, "migrated")))
    throw new UsageError(
      `--out ${out}: files of teams are read inside the project only; name a folder in ${root}, or write one stack file by --as stack`,
    );
  const below = at.split(sep).filter((part) => part !== "");
  return filesOf(migration, {
    project: name,
    folder: below.join("/"),
    schemas: existsSync(join(root, "schema", "team.json")) ? `${"../".repeat(below.length + 1)}schema` : undefined,
  });
}

/** Writes all files or none: each beside its place first, then all under their names. */
function writeAll(out: string, files: readonly OutputFile[], overwrite: boolean): void {
  const paths = files.map(({ path }) => join(out, path));
  const there = paths.find((path) => existsSync(path));
  if (there !== undefined && !overwrite)
    throw new CannotMigrate(
      `${there} is there already, so nothing was written: name another folder, or give --overwrite`,
    );
  for (const path of paths) checkStaysInCheckout(path);
  const made: string[] = [];
  const staged: string[] = [];
  try {
    for (const folder of new Set(paths.map(dirname))) {
      const first = mkdirSync(folder, { recursive: true });
      if (first !== undefined) made.push(first);
      if (lstatSync(folder).isSymbolicLink() && realpathSync(folder) !== realpathSync(out))
        throw new CannotMigrate(`${folder} is a link, which teamsFrom does not follow: name another folder`);
    }
    for (const [index, path] of paths.entries()) {
      const beside = `${path}.${process.pid}.tmp`;
      writeFileSync(beside, files[index]!.text, { flag: "wx" });
      staged.push(beside);
    }
    for (const [index, beside] of staged.entries()) renameSync(beside, paths[index]!);
  } catch (cause) {
    for (const beside of staged) rmSync(beside, { force: true });
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}
