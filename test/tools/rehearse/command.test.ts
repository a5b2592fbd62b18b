import { deepEqual, equal, match } from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { kinds } from "../../../tools/rehearse/api/kubeObject";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import type { Rehearsal } from "../../../tools/rehearse/report";
import { settledPlanOfFile } from "../../support/plans";
import { serverOfSuite } from "../../support/rehearse/server";

const root = resolve(__dirname, "../../..");

function ran(args: readonly string[], env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ["--import", "tsx", "tools/rehearse/main.ts", ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
}

describe("rehearse command", function () {
  this.timeout(120_000);

  it("says in one line what it needs where nothing is built and there is no Go", () => {
    const empty = mkdtempSync(join(tmpdir(), "no-go-"));
    const bare = { PATH: empty, XDG_CACHE_HOME: empty, KUBEBUILDER_ASSETS: "" };
    for (const args of [["--stack", "dev"], ["build"]]) {
      const { status, stdout, stderr } = ran(args, bare);
      deepEqual(
        [status, stdout, stderr],
        [
          2,
          "",
          "a rehearsal needs Go 1.26 or newer in PATH to build its control plane once, or the programs in KUBEBUILDER_ASSETS or PATH, or --kubeconfig of a throwaway cluster\n",
        ],
      );
    }
    const { status, stdout, stderr } = ran(["build", "--provider", "aws"], bare);
    deepEqual(
      [status, stdout, stderr],
      [2, "", "--provider aws needs Python 3.10 or newer, with venv, as python3 in PATH; there is none\n"],
    );
    rmSync(empty, { recursive: true });
  });

  it("reports an error of the scenario before anything is built or started", () => {
    const { status, stderr } = ran(["--scenario", "/nowhere.yaml"], {
      PATH: dirname(process.execPath),
      XDG_CACHE_HOME: "/nowhere",
    });
    deepEqual([status, stderr], [2, "/nowhere.yaml: no such file\n"]);
  });

  it("prints its usage", () => {
    const { status, stdout } = ran(["--help"]);
    equal(status, 0);
    match(
      stdout,
      /^Usage: npm run rehearse -- \[options\] \[command\]\n[\s\S]*\n {2}command +build: builds the control plane/,
    );
  });
});

describe("rehearse command with a throwaway cluster", function () {
  this.timeout(180_000);
  const server = serverOfSuite();

  it("checks admission on it and leaves it running", async () => {
    const { status, stdout } = ran(["--stack", "dev", "--kubeconfig", server.plane.kubeconfig, "--format", "json"]);
    const report = JSON.parse(stdout) as Rehearsal;
    const { objects } = plannedObjects(await settledPlanOfFile("Pulumi.dev.yaml"));
    deepEqual([status, report.verdict, report.scenario, report.admitted], [0, "pass", null, objects.length]);
    deepEqual(
      (await server.plane.api.list(kinds.nodePool)).map(({ metadata }) => metadata.name),
      ["alpha-general", "dotori-general", "dotori-spot"],
    );
  });
});
