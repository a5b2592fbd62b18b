/** Writes files so that no reader sees half of one. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkStaysInCheckout } from "./checkout";
import { UsageError } from "./errors";

/** Files of our own that are open already: `/dev/stdout` may be a pipe, which cannot be opened a second time. */
const ownFiles: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 };

/** The number of an open file that a path names; undefined for any other path. */
function openFile(path: string): number | undefined {
  const [, name, number] = /^(?:\/dev|\/proc\/self)\/(?:(stdin|stdout|stderr)|fd\/(\d+))$/.exec(path) ?? [];
  return name === undefined ? (number === undefined ? undefined : Number(number)) : ownFiles[name];
}

/** True for a device or a pipe: it is written to, never replaced. */
function isDevice(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile() && !stat.isDirectory();
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(file, bytes, written);
    } catch (cause) {
      // the pipe is full until its reader has read
      if ((cause as NodeJS.ErrnoException).code !== "EAGAIN") throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function writeDevice(path: string, text: string): void {
  const file = openSync(path, "a");
  try {
    writeAll(file, text);
  } finally {
    closeSync(file);
  }
}

/** The file behind a link; the link stays. */
function targetOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Writes beside the file, then gives it the file's name; a link of that name is replaced, not followed. */
export function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = openSync(beside, "wx");
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  }
}

/**
 * Writes a text to a file, all of it or nothing; a device or pipe gets it as it is.
 * @throws UsageError when it cannot be written to
 */
export function writeAtomic(path: string, text: string): void {
  try {
    const open = openFile(path);
    if (open !== undefined) writeAll(open, text);
    else if (isDevice(path)) writeDevice(path, text);
    else {
      checkStaysInCheckout(path);
      replaceFile(targetOf(path), text);
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    // the reader may stop reading
    if (code !== "EPIPE") throw new UsageError(`${path}: cannot be written (${code ?? message})`);
  }
}
