/** How runs of the AWS half end, and that two of them do not meet. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { awsParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import type { ControlPlane } from "../../../../tools/rehearse/server/controlPlane";
import { isAlive } from "../../../support/rehearse/alive";
import { needsAws } from "../../../support/rehearse/built";
import { runningIn } from "../../../support/rehearse/runningIn";
import { until } from "../../../support/until";

const root = resolve(__dirname, "../../../..");

/**
 * Kills a program of a run in the moment in which it is started: looked for afterwards, helm has often ended already.
 * @returns why the run ended, all its processes, its folder
 */
async function runWithout(program: string) {
  const ids = new Set<number>();
  let folder = "";
  const watch = ({ processes }: ControlPlane) => {
    folder = processes.folder;
    const started = (name: string) => {
      for (const each of Object.values(processes.ids())) ids.add(each);
      if (name === program) process.kill(processes.ids()[name]!, "SIGKILL");
    };
    const [start, run] = [processes.start.bind(processes), processes.run.bind(processes)];
    processes.start = (each) => {
      start(each);
      started(each.name);
    };
    processes.run = (each) => {
      const ended = run(each);
      started(each.name);
      return ended;
    };
  };
  const cause = await rehearse({ folder: root, provider: "aws", stack: "dev", onControlPlane: watch }).catch(
    (thrown: unknown) => thrown,
  );
  return { message: cause instanceof Error ? cause.message : "the run did not end", ids: [...ids], folder };
}

/** Ports on which a process listens on this machine. Source: proc(5), /proc/net/tcp. */
function listening(id: number): readonly number[] {
  const sockets = new Set(
    readdirSync(`/proc/${id}/fd`).flatMap((entry) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${id}/fd/${entry}`))?.[1] ?? [];
      } catch {
        // it has been closed
        return [];
      }
    }),
  );
  return readFileSync(`/proc/${id}/net/tcp`, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , socket = ""]) => state === "0A" && sockets.has(socket))
    .map(([, address = ""]) => Number.parseInt(address.split(":")[1] ?? "", 16));
}

const isOpen = (port: number) =>
  new Promise<boolean>((answer) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      answer(true);
    });
    socket.on("error", () => answer(false));
  });

describe("a run of the AWS half", function () {
  this.timeout(600_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
  });

  for (const program of ["moto", "helm karpenter"]) {
    it(`ends, names ${program} and leaves no process and no folder when that is killed`, async () => {
      const { message, ids, folder } = await runWithout(program);
      match(message, new RegExp(`^${program} ended during the rehearsal \\(SIGKILL\\)`));
      ok(ids.length >= 3, `${ids.length} processes`);
      deepEqual(ids.filter(isAlive), []);
      equal(existsSync(folder), false);
    });
  }

  it("is not disturbed by another one, whose controller is killed", async () => {
    const [whole, other] = await Promise.all([
      rehearse({ folder: root, provider: "aws", stack: "dev" }),
      runWithout("karpenter-aws"),
    ]);
    deepEqual([whole.verdict, whole.findings], ["pass", []]);
    match(other.message, /^karpenter-aws ended during the rehearsal \(SIGKILL\)/);
    deepEqual(other.ids.filter(isAlive), []);
    equal(existsSync(other.folder), false);
  });

  // the front layer and the credentials endpoint are part of the process that is killed here
  it("leaves no process, no folder and no open port when it is killed itself", async function () {
    if (!existsSync("/proc/self/cwd")) {
      console.log("      SKIPPED, not run: processes are looked for in /proc");
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "rehearse-test-"));
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "tools/rehearse/main.ts", "--provider", "aws", "--stack", "dev"],
      { cwd: root, env: { ...process.env, TMPDIR: folder }, stdio: "ignore" },
    );
    const ended = new Promise((done) => child.once("close", (_, signal) => done(signal)));
    await until("the controller", () => runningIn(folder).has("karpenter-aws"));
    const ids = [...runningIn(folder).values()];
    const ports = listening(child.pid!);
    // at least the front layer and the credentials endpoint
    ok(ports.length >= 2, `${ports.length} open ports`);
    child.kill("SIGKILL");
    equal(await ended, "SIGKILL");
    await until("no process left", () => runningIn(folder).size === 0 && !ids.some(isAlive));
    await until("no folder left", () => !readdirSync(folder).some((entry) => entry.startsWith("rehearse-")));
    deepEqual(
      await Promise.all(ports.map(isOpen)),
      ports.map(() => false),
    );
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
});
