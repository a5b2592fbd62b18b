/**
 * Folders of files that a tool writes again and again. A list beside the files says which are its own, so that those of an
 * earlier run do not stay and look current, and nobody else's file is replaced or removed.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkStaysInCheckout } from "./checkout";
import { UsageError } from "./errors";
import { replaceFile } from "./writeAtomic";

/** A file by its name in the folder. */
export interface OwnFile {
  readonly file: string;
  readonly text: string;
}

/** The list's file; names by what they are: `manifests`, `guides.en`. */
export const listName = ".nodepools-plan.json";

type Lists = Readonly<Record<string, readonly string[]>>;

/** Names of files in the folder itself: a list of a stranger's cannot name another place. */
const isName = (name: unknown): name is string =>
  typeof name === "string" && /^[\w-][\w.-]*\.(yaml|md|html)$/.test(name);

const kindOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Undefined where no tool has written. */
function listsIn(folder: string): Lists | undefined {
  const path = join(folder, listName);
  const kind = kindOf(path);
  if (kind === undefined) return undefined;
  if (!kind.isFile()) throw new UsageError(`${path}: is not a file; remove it`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new UsageError(`${path}: is not a list of files; remove it and the files of earlier runs`);
  return Object.fromEntries(
    Object.entries(content).map(([what, names]) => [what, Array.isArray(names) ? names.filter(isName) : []]),
  );
}

/** A few names for a message. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name));
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}

/**
 * Makes the files of one kind in a folder exactly these: those of an earlier run that are not among them are removed. Links
 * are replaced or removed themselves, never what they lead to.
 * @param what the kind, by its name in the list
 * @returns how many of an earlier run were removed
 * @throws UsageError for a folder that holds others' files and no list, or cannot be written
 */
export function writeOwnFiles(folder: string, what: string, files: readonly OwnFile[]): number {
  checkStaysInCheckout(folder);
  try {
    mkdirSync(folder, { recursive: true });
    const lists = listsIn(folder);
    const own = new Set(lists === undefined ? [] : Object.values(lists).flat());
    const there = readdirSync(folder).filter((name) => name !== listName && !own.has(name));
    const inTheWay = lists === undefined ? there : there.filter((name) => files.some(({ file }) => file === name));
    if (inTheWay.length > 0)
      throw new UsageError(
        `${folder}: holds ${someOf(inTheWay.sort())}, not written by this tool; give an empty folder or remove what is there`,
      );
    const names = files.map(({ file }) => file);
    const earlier = (lists?.[what] ?? []).filter((name) => !names.includes(name));
    const removed = earlier.filter((name) => {
      const kind = kindOf(join(folder, name));
      if (kind === undefined || kind.isDirectory()) return false;
      rmSync(join(folder, name));
      return true;
    });
    // before the files: a run that is cut off leaves none that the next one does not know
    replaceFile(join(folder, listName), `${JSON.stringify({ ...lists, [what]: names }, undefined, 2)}\n`);
    for (const { file, text } of files) replaceFile(join(folder, file), text);
    return removed.length;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UsageError(
      `${folder}: cannot be written (${code === "EEXIST" ? "it is not a folder" : code || message})`,
    );
  }
}

/** Removes the files of an earlier run, where there are any; returns how many. */
export function removeOwnFiles(folder: string, what: string): number {
  if (kindOf(join(folder, listName)) === undefined) return 0;
  return writeOwnFiles(folder, what, []);
}
