/** What the command reads and writes. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { UsageError } from "../../../tools/cli/errors";
import { readArguments } from "../../../tools/migrate/arguments";
import { type MigrateFilesOptions, migrateFiles } from "../../../tools/migrate/migrateFiles";
import { CannotMigrate } from "../../../tools/migrate/source/refused";
import { splitStack } from "../../../tools/migrate/split/splitStack";
import { findingsOf } from "../../cases/harness";
import { root } from "../../support/plans";
import { fixtureText } from "./fixtures";

/** Team files are read inside the project only, so the test's folder is in it, where git does not look. */
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache/migrate-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const fixtures = join(root, "test/fixtures/migrate");
const given = (options: Partial<MigrateFilesOptions>): MigrateFilesOptions => ({
  folder: root,
  inputs: [join(fixtures, "five/3-teams-and-keda.yaml"), join(fixtures, "five/4-workshop.yaml")],
  as: "teams",
  format: "text",
  overwrite: false,
  ...options,
});

describe("npm run migrate -- FILE...", () => {
  it("writes nothing without --out, and reports", () => {
    const before = readdirSync(root);
    const text = migrateFiles(given({}));
    assert.match(text, /^6 objects read: \d+ values carried over, \d+ without an equivalent, 8 broken in the source/);
    assert.match(
      text,
      /Nothing is written; with --out DIR it would be teams\/team1\.yaml, shared-pools\/default\.yaml, /,
    );
    assert.deepEqual(readdirSync(root), before);
  });

  it("writes a file for each team and shared pool, which the plan reads without errors", () => {
    const out = join(folder, "apart");
    migrateFiles(given({ out }));
    assert.deepEqual(readdirSync(out).sort(), [
      "Pulumi.migrated.yaml",
      "migration.json",
      "migration.md",
      "shared-pools",
      "teams",
    ]);
    const stack = readFileSync(join(out, "Pulumi.migrated.yaml"), "utf8");
    assert.match(stack, new RegExp(`nodepools:teamsFrom: "${relative(root, out)}/teams/"`));
    assert.match(
      readFileSync(join(out, "teams/team1.yaml"), "utf8"),
      /^# yaml-language-server: .*schema\/team\.json\n/,
    );
    assert.deepEqual(
      findingsOf(stack, { stack: "migrated" }).filter((line) => line.startsWith("error")),
      [],
    );
    const report = JSON.parse(readFileSync(join(out, "migration.json"), "utf8")) as {
      counts: Readonly<Record<string, number>>;
      broken: readonly { fault: string }[];
    };
    assert.equal(report.counts.broken, report.broken.length);
    assert.match(readFileSync(join(out, "migration.md"), "utf8"), /## Broken in the source \(8\)\n\n\| Fault \|/);
  });

  it("writes one stack file on demand, anywhere", () => {
    const out = mkdtempSync(join(tmpdir(), "migrate-"));
    migrateFiles(given({ out, as: "stack" }));
    const stack = readFileSync(join(out, "Pulumi.migrated.yaml"), "utf8");
    assert.deepEqual(
      findingsOf(stack, { stack: "migrated" }).filter((line) => line.startsWith("error")),
      [],
    );
    assert.throws(
      () => migrateFiles(given({ out })),
      (cause) => cause instanceof UsageError && /--as stack$/.test(cause.message),
    );
    rmSync(out, { recursive: true });
  });

  it("writes teams of one node class without aliases, so that split takes each by itself", () => {
    const pool = (team: string) => ({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: `${team}-general` },
      spec: {
        template: {
          metadata: { labels: { team } },
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" },
            requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i"] }],
          },
        },
        limits: { cpu: 64, memory: "256Gi" },
      },
    });
    const input = join(folder, "two-teams.yaml");
    writeFileSync(input, [pool("a"), pool("b")].map((one) => JSON.stringify(one)).join("\n---\n"));
    const out = join(folder, "two-teams");
    migrateFiles(given({ inputs: [input], out, as: "stack" }));
    const stack = join(out, "Pulumi.migrated.yaml");
    assert.doesNotMatch(readFileSync(stack, "utf8"), /[&*]a\d/);
    const into = join(relative(root, out), "teams");
    splitStack({ folder: root, config: stack, into });
    assert.deepEqual(readdirSync(join(out, "teams")).sort(), ["a.yaml", "b.yaml"]);
  });

  it("overwrites nothing unless it is told to, and leaves nothing half written", () => {
    const out = join(folder, "there");
    mkdirSync(join(out, "teams"), { recursive: true });
    writeFileSync(join(out, "teams/team1.yaml"), "owner: x\n");
    assert.throws(
      () => migrateFiles(given({ out })),
      (cause) =>
        cause instanceof CannotMigrate && /team1\.yaml is there already, so nothing was written/.test(cause.message),
    );
    assert.deepEqual(readdirSync(out), ["teams"]);
    migrateFiles(given({ out, overwrite: true }));
    assert.match(readFileSync(join(out, "teams/team1.yaml"), "utf8"), /pools:/);
    assert.deepEqual(readdirSync(join(out, "teams")), ["team1.yaml"]);
  });

  it("writes nothing for what cannot be read", () => {
    const out = join(folder, "refused");
    const broken = join(folder, "broken.yaml");
    writeFileSync(broken, "kind: {{ .Values.kind }}\n");
    assert.throws(() => migrateFiles(given({ inputs: [broken], out })), CannotMigrate);
    assert.throws(() => migrateFiles(given({ inputs: [join(folder, "no-such")], out })), UsageError);
    assert.equal(existsSync(out), false);
  });

  it("reads a folder with all below it", () => {
    const inputs = join(folder, "inputs");
    mkdirSync(join(inputs, "deep/er"), { recursive: true });
    writeFileSync(join(inputs, "deep/er/pool.yml"), fixtureText("five/4-workshop.yaml"));
    writeFileSync(join(inputs, "notes.md"), "{{ not ours }}");
    assert.match(migrateFiles(given({ inputs: [inputs] })), /^2 objects read/);
  });

  it("keeps its flags apart from those of split", () => {
    assert.deepEqual(readArguments(["split"]), {
      command: "split",
      stack: undefined,
      config: undefined,
      policyConfig: undefined,
      into: "teams",
    });
    const read = readArguments(["a.yaml", "-", "--team-label", "squad"]);
    assert.ok(read.command === "files");
    assert.deepEqual([read.inputs, read.label, read.as, read.overwrite], [["a.yaml", "-"], "squad", "teams", false]);
    assert.throws(() => readArguments([]), UsageError);
    assert.throws(() => readArguments(["split", "--team", "x"]), /--team is not for split/);
    assert.throws(() => readArguments(["a.yaml", "--into", "x"]), /--into is not for files of a cluster/);
    assert.throws(
      () => readArguments(["a.yaml", "--policy-config", "x"]),
      /--policy-config is not for files of a cluster/,
    );
    assert.throws(() => readArguments(["a.yaml", "--overwrite"]), /--overwrite needs --out/);
  });
});
