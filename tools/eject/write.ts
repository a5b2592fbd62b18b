/** Writes a tree of files into a folder that must be empty or absent: all of it, or nothing. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkStaysInCheckout } from "../cli/checkout";
import { UsageError } from "../cli/errors";

/** A file by its path from the folder. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Checks, before anything is planned, that the folder may be written.
 * @throws UsageError when it is not empty, or not a folder
 */
export function checkEmpty(folder: string): void {
  checkStaysInCheckout(folder);
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UsageError(`${folder}: is not a folder`);
  const [first] = readdirSync(folder).sort();
  if (first !== undefined)
    throw new UsageError(
      `${folder}: is not empty (${JSON.stringify(first)}); give an empty folder or one that is not there`,
    );
}

/**
 * Writes the files beside the folder and then gives them its name.
 * @throws UsageError as {@link checkEmpty} does, and when it cannot be written
 */
export function writeTree(folder: string, files: readonly TreeFile[]): void {
  checkEmpty(folder);
  const beside = join(dirname(folder), `.${basename(folder)}.${process.pid}.tmp`);
  try {
    for (const { path, text } of files) {
      mkdirSync(join(beside, dirname(path)), { recursive: true });
      writeFileSync(join(beside, path), text, { flag: "wx" });
    }
    // rename replaces an empty folder on Linux only
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(beside, folder);
  } catch (cause) {
    rmSync(beside, { recursive: true, force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UsageError(`${folder}: cannot be written (${code === "EEXIST" ? "two files have one name" : message})`);
  }
}
