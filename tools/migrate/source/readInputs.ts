/** The files that a migration reads: files, folders with all that is below them, and standard input. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readSourceText, UnreadableFile } from "../../../config";
import { UsageError } from "../../cli/errors";
import { migrationBounds, type SourceText } from "./documents";
import { CannotMigrate } from "./refused";

/** Files of a folder that are read. */
const extensions = /\.(ya?ml|json)$/;
/** Most files of all inputs, and most bytes of them together. */
const most = { files: 2000, bytes: 16 * 1024 * 1024 } as const;

/**
 * The texts of what the command line names, each file once, in a fixed order.
 * @param paths files and folders; `-` is standard input
 * @throws UsageError for a name that leads nowhere, CannotMigrate for a file that cannot be read
 */
export function readInputs(paths: readonly string[]): readonly SourceText[] {
  const files = [...new Set(paths.flatMap((path) => (path === "-" ? [path] : filesAt(path))))];
  if (files.length === 0) throw new CannotMigrate(`${paths.join(", ")}: no file ends in .yaml, .yml or .json`);
  if (files.length > most.files) throw new CannotMigrate(`${files.length} files; at most ${most.files} are read`);
  let bytes = 0;
  return files.map((path) => {
    const file = path === "-" ? "standard input" : path;
    const text = textOf(path, file);
    bytes += Buffer.byteLength(text);
    if (bytes > most.bytes)
      throw new CannotMigrate(`${file}: the files have more than ${most.bytes / 1024 / 1024} MiB together; give fewer`);
    return { file, text };
  });
}

function textOf(path: string, file: string): string {
  try {
    // opened by its number: where it is a pipe, its name cannot be opened a second time
    return path === "-" ? standardInput() : readSourceText(path, migrationBounds.fileBytes);
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    if (cause.wrongUse) throw new UsageError(`${file}: ${cause.message}`);
    throw new CannotMigrate(`${file}: ${cause.message}`);
  }
}

function standardInput(): string {
  const bytes = readFileSync(0);
  if (bytes.length > migrationBounds.fileBytes)
    throw new UnreadableFile(
      `has more than ${migrationBounds.fileBytes / 1024 / 1024} MiB, which is the most that is read`,
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile("is not UTF-8; save it as UTF-8");
  }
}

/** The file itself, or those of a folder and the folders below it; links in a folder are not followed. */
function filesAt(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`${path}: no such file or folder`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && extensions.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|\/)(node_modules|\.git)\//.test(file))
    .sort();
}
