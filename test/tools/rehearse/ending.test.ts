import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { RehearsalError } from "../../../tools/rehearse/error";
import { serverParts } from "../../../tools/rehearse/parts/parts";
import { Processes } from "../../../tools/rehearse/server/processes";
import { isAlive } from "../../support/rehearse/alive";
import { needsParts } from "../../support/rehearse/built";
import { runningIn } from "../../support/rehearse/runningIn";
import { until } from "../../support/until";

const root = resolve(__dirname, "../../..");

const newFolder = () => mkdtempSync(join(tmpdir(), "rehearse-test-"));

/** Removes a folder; false while somebody still writes into it. */
function isRemoved(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

describe("programs of a run", () => {
  const sleeper = { binary: process.execPath, args: ["-e", "console.log('I was here'); setInterval(() => {}, 1000)"] };

  it("end together, and their folder is removed", async () => {
    const processes = new Processes(newFolder());
    processes.start({ name: "one", ...sleeper });
    processes.start({ name: "two", ...sleeper });
    const ids = Object.values(processes.ids());
    equal(ids.length, 2);
    await processes.end();
    deepEqual(ids.filter(isAlive), []);
    equal(existsSync(processes.folder), false);
  });

  it("fail the run when one ends by itself, with its name and the end of its log", async () => {
    const processes = new Processes(newFolder());
    processes.start({ name: "fragile", ...sleeper });
    await until("its output", () => processes.log("fragile").includes("I was here"));
    process.kill(processes.ids().fragile!, "SIGKILL");
    await rejects(processes.failed, (cause: unknown) => {
      equal((cause as Error).message, "fragile ended during the rehearsal (SIGKILL); the end of its log:\nI was here");
      return cause instanceof RehearsalError;
    });
    await processes.end();
  });

  it("end without an error right after they were started", async () => {
    const processes = new Processes(newFolder());
    processes.start({ name: "early", ...sleeper });
    // as when the run ends in the same moment; an error would reach nobody and end the process
    rmSync(processes.folder, { recursive: true });
    await processes.end();
    await new Promise((done) => setTimeout(done, 50));
    equal(existsSync(processes.folder), false);
  });

  it("may run to their end, with a code of their own", async () => {
    const processes = new Processes(newFolder());
    const args = ["-e", "console.log('out'); console.error('err'); process.exitCode = 3"];
    deepEqual(await processes.run({ name: "short", binary: process.execPath, args }), {
      code: 3,
      out: "out\n",
      err: "err\n",
    });
    deepEqual(processes.ids(), {});
    await processes.end();
  });

  it("that run to their end are named when something kills them, and end with the run", async () => {
    const processes = new Processes(newFolder());
    const running = processes.run({ name: "short", ...sleeper });
    const killed = rejects(running, /^RehearsalError: short ended during the rehearsal \(SIGKILL\)$/);
    process.kill(processes.ids().short!, "SIGKILL");
    await killed;
    processes.run({ name: "long", ...sleeper }).catch(() => {});
    const id = processes.ids().long!;
    await processes.end();
    equal(isAlive(id), false);
    equal(existsSync(processes.folder), false);
  });

  it("end when the run is killed in the moment in which it starts them", async () => {
    const folder = newFolder();
    const killedInSpawn = `
      const childProcess = require("node:child_process");
      const { Processes } = require("./tools/rehearse/server/processes");
      const processes = new Processes(${JSON.stringify(folder)});
      const { spawn } = childProcess;
      childProcess.spawn = (...args) => {
        spawn(...args);
        process.kill(process.pid, "SIGKILL");
      };
      processes.start(${JSON.stringify({ name: "sleeper", ...sleeper })});
    `;
    const { signal } = spawnSync(process.execPath, ["--import", "tsx", "-e", killedInSpawn], { cwd: root });
    equal(signal, "SIGKILL");
    await until("its folder removed", () => !existsSync(folder));
    deepEqual(runningIn(folder), new Map());
  });

  it("fail the run when a binary cannot be started", async () => {
    const processes = new Processes(newFolder());
    processes.start({ name: "absent", binary: "/nowhere/absent", args: [] });
    await rejects(processes.failed, /^RehearsalError: absent ended during the rehearsal \(exit code 127\)/);
    await processes.end();
  });
});

describe("the command, when it is ended", function () {
  this.timeout(180_000);

  before(function () {
    needsParts(this, serverParts);
    if (existsSync("/proc/self/cwd")) return;
    console.log("      SKIPPED, not run: processes are looked for in /proc");
    this.skip();
  });

  /** Starts a rehearsal in a folder of its own; resolves when its server runs. */
  async function started(signal: (pid: number, parts: ReadonlyMap<string, number>) => void) {
    const folder = newFolder();
    const child = spawn(process.execPath, ["--import", "tsx", "tools/rehearse/main.ts", "--stack", "dev"], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors += chunk;
    });
    const ended = new Promise<number | NodeJS.Signals | null>((done) =>
      child.on("close", (code, by) => done(code ?? by)),
    );
    await until("a server", () => runningIn(folder).has("kube-apiserver"));
    const ids = [...runningIn(folder).values()];
    signal(child.pid!, runningIn(folder));
    const how = await ended;
    await until("no process left", () => runningIn(folder).size === 0 && ids.every((id) => !isAlive(id)));
    await until("no folder left", () => !readdirSync(folder).some((entry) => entry.startsWith("rehearse-")));
    // the plan's process may still write tsx's cache, until it sees that its parent has ended
    await until("the folder removed", () => isRemoved(folder));
    return { how, errors };
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    it(`by ${signal}, leaves no process and no folder`, async () => {
      equal((await started((pid) => process.kill(pid, signal))).how, signal);
    });
  }

  it("by a program that is killed, names it and exits with 2", async () => {
    const { how, errors } = await started((_, parts) => process.kill(parts.get("etcd")!, "SIGKILL"));
    equal(how, 2);
    match(errors, /^etcd ended during the rehearsal \(SIGKILL\)/m);
  });
});
