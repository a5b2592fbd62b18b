/**
 * What the processes of one test run share. Mocha runs test files in two at a time, and both ask for some of the same
 * plans; loaded by .mocharc.json before anything else, so that the first process makes the folder and takes it away.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";

const variable = "NODEPOOLS_TEST_FOLDER";
if (process.env[variable] === undefined) {
  const made = mkdtempSync(join(tmpdir(), "nodepools-test-"));
  process.env[variable] = made;
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
}
/** The folder of the run; gone when the first process ends. */
export const folder = process.env[variable]!;

const known = new Map<string, Promise<unknown>>();

/**
 * What `make` gives, as JSON keeps it, made once in all processes.
 * @param key says all that the result depends on
 * @param make gets an empty folder of its own
 */
export function madeOnce<T>(key: string, make: (folder: string) => Promise<T>): Promise<T> {
  const result = (known.get(key) ?? makeOrWait(key, make)) as Promise<T>;
  known.set(key, result);
  return result;
}

interface Outcome<T> {
  readonly value?: T;
  readonly error?: string;
}

/** Milliseconds between two looks for what the other process makes. */
const lookEvery = 50;

async function makeOrWait<T>(key: string, make: (folder: string) => Promise<T>): Promise<T> {
  const own = join(folder, createHash("sha256").update(key).digest("hex"));
  const file = join(own, "outcome.json");
  if (isFirst(own)) {
    const outcome = await make(own).then(
      (value): Outcome<T> => ({ value }),
      (error: unknown): Outcome<T> => ({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    writeFileSync(`${file}.part`, JSON.stringify(outcome));
    renameSync(`${file}.part`, file);
  }
  while (!existsSync(file)) await later(lookEvery);
  const { value, error } = JSON.parse(readFileSync(file, "utf8")) as Outcome<T>;
  if (error !== undefined) throw new Error(error);
  return value as T;
}

/** Whether this process is the first to make the folder. */
function isFirst(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
