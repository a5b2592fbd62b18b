/** The programs of one run: when one ends, the run has failed, and all are ended together. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { cleanEnvironment } from "../../plan/process/childEnvironment";
import { RehearsalError } from "../error";

export interface Program {
  /** In messages, and of its log file: "kube-apiserver". */
  readonly name: string;
  /** Path of the program. */
  readonly binary: string;
  readonly args: readonly string[];
  /** Beside the variables that every program gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a program that has ended has written. */
export interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How many lines from the end of its log a message about an ended program shows. */
const lastLines = 12;

/**
 * Tells the reaper the id, then becomes the program. The process does so itself: killed between starting a program and telling
 * of it, the rehearsal would leave that running. The reaper waits for it: its pipe stays open until `3>&-`.
 */
const announce = 'echo "+$$" >&3; exec "$0" "$@" 3>&-';

const fatalSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs programs, and ends them when this process ends, however that happens. */
export class Processes {
  private readonly children = new Map<string, ChildProcess>();
  private readonly reaper: ChildProcess;
  private ending = false;
  private fail: (cause: RehearsalError) => void = () => {};
  /** Rejects when a program ends by itself; never resolves. */
  readonly failed: Promise<never>;

  /** @param folder an existing folder for logs and data; it is removed at the end */
  constructor(readonly folder: string) {
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => {});
    // detached: Ctrl-C in the terminal reaches only this process, which then ends all of them at once
    this.reaper = spawn(process.execPath, [join(__dirname, "reaper.cjs"), folder], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      env: cleanEnvironment(),
    });
    this.reaper.stdin?.on("error", () => {});
    this.reaper.unref();
    process.on("exit", this.killAll);
    for (const signal of fatalSignals) process.on(signal, this.onSignal);
  }

  /** Starts a program; its output goes to `NAME.log` in the folder. */
  start(program: Program): void {
    const { name } = program;
    // written by the program itself: a stream of ours opens the file later, when the folder may be gone already
    const log = openSync(join(this.folder, `${name}.log`), "w");
    const child = this.spawned(program, ["ignore", log, log]);
    closeSync(log);
    child.on("error", (cause) => this.ended(name, String(cause)));
    child.on("exit", (code, signal) => this.ended(name, signal === null ? `exit code ${code}` : signal));
  }

  /**
   * Runs a program to its end; it may fail, which its exit code says: 127 when there is none, as from a shell.
   * @throws RehearsalError when something kills it
   */
  run(program: Program): Promise<Output> {
    const child = this.spawned(program, ["ignore", "pipe", "pipe"]);
    const output = { out: "", err: "" };
    for (const [stream, name] of [[child.stdout, "out"] as const, [child.stderr, "err"] as const]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        output[name] += chunk;
      });
    }
    return new Promise((resolve, reject) => {
      const failed = (how: string) => reject(new RehearsalError(`${program.name} ended during the rehearsal (${how})`));
      child.on("error", (cause) => failed(String(cause)));
      child.on("close", (code, signal) => (code === null ? failed(String(signal)) : resolve({ code, ...output })));
    });
  }

  /** Starts a process that ends with the run, whatever ends that. */
  private spawned(
    { name, binary, args, environment = {} }: Program,
    stdio: readonly ("ignore" | "pipe" | number)[],
  ): ChildProcess {
    const env = { ...cleanEnvironment(), ...environment };
    const child = spawn("/bin/sh", ["-c", announce, binary, ...args], {
      cwd: this.folder,
      env,
      stdio: [...stdio, this.reaper.stdin],
      detached: true,
    });
    this.children.set(name, child);
    child.on("error", () => {
      // without a process there is no exit to wait for
      if (child.pid === undefined) this.children.delete(name);
    });
    child.on("exit", () => {
      this.children.delete(name);
      if (child.pid !== undefined) this.reaper.stdin?.write(`-${child.pid}\n`);
    });
    return child;
  }

  /** Process ids of the running programs, by name. */
  ids(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.children].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid]])),
    );
  }

  /** What a program has written so far. */
  log(name: string): string {
    const file = join(this.folder, `${name}.log`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  private ended(name: string, how: string): void {
    if (this.ending) return;
    const lines = this.log(name).trim().split("\n").slice(-lastLines).join("\n");
    this.fail(
      new RehearsalError(
        `${name} ended during the rehearsal (${how})${lines === "" ? "" : `; the end of its log:\n${lines}`}`,
      ),
    );
  }

  private readonly killAll = (): void => {
    this.ending = true;
    for (const child of this.children.values()) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    this.killAll();
    this.removeHandlers();
    process.kill(process.pid, signal);
  };

  private removeHandlers(): void {
    process.off("exit", this.killAll);
    for (const signal of fatalSignals) process.off(signal, this.onSignal);
  }

  /** Kills every program and removes the folder; nothing that they wrote is kept, so none gets time to shut down. */
  async end(): Promise<void> {
    this.ending = true;
    const gone = [...this.children.values()].map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of this.children.values()) child.kill("SIGKILL");
    await Promise.all(gone);
    this.killAll();
    this.removeHandlers();
    this.reaper.stdin?.end();
  }
}

/**
 * Ports that listeners are drawn from: below those that Linux gives to outgoing connections (32768 and up, ip_local_port_range), or
 * a connection of another process could take one between the look and the program's start.
 */
const listening = { from: 15_000, count: 17_000 } as const;

/** Ports of 127.0.0.1 that nobody listens on. @throws Error when none of many is free */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 100 * count) throw new Error(`no free port from ${listening.from} on`);
    const port = listening.from + Math.floor(Math.random() * listening.count);
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false)).listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
