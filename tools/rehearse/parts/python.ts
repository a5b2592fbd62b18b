/** moto, which plays AWS, in a Python environment of its own in the cache: pinned and hashed as moto/requirements.txt says. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../cli/errors";
import { RehearsalError } from "../error";
import type { Log } from "./build";
import { cacheRoot } from "./cache";
import { partsFolder } from "./folder";

/** The oldest Python that moto 5.2 runs on. Source: its package's Requires-Python. */
const oldest = { major: 3, minor: 10 } as const;

const needs = `--provider aws needs Python ${oldest.major}.${oldest.minor} or newer, with venv, as python3 in PATH`;

const requirements = join(partsFolder, "moto", "requirements.txt");

/** `3.11` of the python3 in PATH; undefined when there is none. */
function pythonVersion(): string | undefined {
  const script = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";
  const answer = spawnSync("python3", ["-c", script], { encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/** Whether moto runs on a Python of this version. @param version "3.11" */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}

/** The version of the python3 in PATH, "3.11". @throws UsageError when it is missing or too old */
function checkedVersion(): string {
  const version = pythonVersion();
  if (version === undefined) throw new UsageError(`${needs}; there is none`);
  if (!isNewEnough(version)) throw new UsageError(`${needs}; it is ${version}`);
  return version;
}

/** Folder of the environment: wheels are built for one Python, so its version is in the name. */
function environmentFolder(version: string): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).update(process.platform).update(process.arch);
  return join(cacheRoot(), `moto-${hash.digest("hex").slice(0, 16)}-python${version}`);
}

const programOf = (folder: string) => join(folder, "bin", "python");

/** Folder for answers of the moto that a Python of the cache imports; it goes when that moto goes. */
export function answersFolder(python: string): string {
  return join(dirname(dirname(python)), "answers");
}

/** The Python that can import moto, if it has been installed; undefined when it has to be. */
export function locatePython(): string | undefined {
  const version = pythonVersion();
  if (version === undefined || !isNewEnough(version)) return undefined;
  const program = programOf(environmentFolder(version));
  return existsSync(program) ? program : undefined;
}

/** Runs a program. @throws RehearsalError with the end of its output */
function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output = (output + chunk).slice(-4096);
      });
    }
    const stop = () => void child.kill("SIGTERM");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    child.on("error", (cause) => {
      output += String(cause);
    });
    child.on("close", (code) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, stop);
      if (code === 0) resolve();
      else reject(new RehearsalError(`${program} ${args.slice(0, 3).join(" ")} failed (${code}):\n${output.trim()}`));
    });
  });
}

/**
 * The Python that can import moto, installed first where the cache does not have it.
 * @throws UsageError without Python 3.10 or newer
 * @throws RehearsalError when a package cannot be had, or is not the one that was pinned
 */
export async function preparePython(log: Log): Promise<string> {
  const version = checkedVersion();
  const folder = environmentFolder(version);
  if (existsSync(programOf(folder))) return programOf(folder);
  log("installing moto, once; about a minute");
  mkdirSync(cacheRoot(), { recursive: true });
  const scratch = mkdtempSync(`${folder}.`);
  try {
    await run("python3", ["-m", "venv", scratch]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
    await run(programOf(scratch), [...pip, "--require-hashes", "--only-binary=:all:", "-r", requirements]);
    // scripts in bin/ name the folder that they were made in, so nothing but bin/python is ever run
    if (!existsSync(folder)) renameSync(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return programOf(folder);
}
