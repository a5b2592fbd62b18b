/** What a user can cause: each tool says it in one line and ends with the right code, and no stack trace. */
import { deepEqual, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { errorText } from "../../tools/cli/errors";
import { commandInProcess, type Ran } from "../support/commandInProcess";
import { bare, stackFile, temporaryFolder, textFile } from "../support/planned";
import { root } from "../support/plans";

const tools = {
  plan: ["tools/plan/start.cjs"],
  rehearse: ["--import", "tsx", "tools/rehearse/main.ts"],
  leftovers: ["--import", "tsx", "tools/leftovers/main.ts"],
  generate: ["--import", "tsx", "tools/generate/main.ts"],
  "policies:pack": ["--import", "tsx", "tools/pack/pack.ts"],
  build: ["--import", "tsx", "tools/pack/library.ts"],
  new: ["--import", "tsx", "tools/new/main.ts"],
  bench: ["--import", "tsx", "tools/bench/main.ts"],
  "ci:plan": ["--import", "tsx", "tools/ci/planMain.ts"],
  "ci:comment": ["--import", "tsx", "tools/ci/commentMain.ts"],
  "lint:workflows": ["--import", "tsx", "tools/ci/lintWorkflows.ts"],
} as const satisfies Record<string, readonly string[]>;

interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where standard output goes. */
  readonly stdout?: "pipe" | number;
}

/** Runs a tool in this process, by the file that its script names. */
function ran(tool: keyof typeof tools, args: readonly string[], cwd = root): Promise<Ran> {
  return commandInProcess(join(root, tools[tool].at(-1)!.replace("start.cjs", "main.ts")), args, cwd);
}

/** Runs a tool as its script starts it. */
function started(
  tool: keyof typeof tools,
  args: readonly string[],
  { cwd = root, env, stdout = "pipe" }: Setting = {},
) {
  const command = tools[tool].map((word) => (word.startsWith("tools/") ? join(root, word) : word));
  const { status, ...texts } = spawnSync(process.execPath, [...command, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout, "pipe"],
  });
  return { code: status, stdout: texts.stdout, stderr: texts.stderr };
}

describe("a tool's command line", function () {
  this.timeout(120_000);

  for (const tool of Object.keys(tools) as (keyof typeof tools)[]) {
    it(`explains ${tool}, and says its version`, async () => {
      const help = started(tool, ["-h"]);
      deepEqual([help.code, help.stderr], [0, ""]);
      match(help.stdout, new RegExp(`^Usage: npm run ${tool} -- \\[options\\]`));
      deepEqual(await ran(tool, ["-h"]), help);
      deepEqual(await ran(tool, ["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
    });

    it(`says which flag of ${tool} is misspelt`, async () => {
      const { code, stdout, stderr } = await ran(tool, ["--hlep"]);
      deepEqual([code, stdout, stderr], [2, "", "--hlep is not known; did you mean --help?\n"]);
    });
  }
});

describe("what a user can cause", function () {
  this.timeout(120_000);
  const isRoot = process.getuid?.() === 0;

  const wrongUse: readonly (readonly [title: string, args: readonly string[], line: string])[] = [
    ["an unknown stack", ["--stack", "dve"], 'no stack named "dve"; did you mean "dev"? there are dev\n'],
    ["a stack's name in Hangul", ["--stack", "개발"], 'no stack named "개발"; there are dev\n'],
    ["an escape sequence", ["--stack", "\u001b[2Jx"], 'no stack named "<U+001B>[2Jx"; there are dev\n'],
    ["a file that is not there", ["--config", "/none/Pulumi.x.yaml"], "/none/Pulumi.x.yaml: no such file\n"],
    ["a folder for a file", ["--config", "/"], "/: is a folder; name a file\n"],
  ];
  for (const [title, args, line] of wrongUse) {
    it(`is told in a line: ${title}`, async () => {
      deepEqual(await ran("plan", args, bare), { code: 2, stdout: "", stderr: line });
    });
  }

  it("is told in a line: an unknown policy in --policy-config", async () => {
    const file = textFile("policies.json", '{ "queue-name-is-shrot": "mandatory" }');
    const { code, stdout, stderr } = await ran("plan", ["--policy-config", file], join(bare, "../small"));
    deepEqual([code, stdout], [2, ""]);
    match(stderr, /queue-name-is-shrot.*did you mean "queue-name-is-short"\?[^\n]*\n$/);
  });

  const projects: readonly (readonly [title: string, text: string, line: string])[] = [
    [
      "no YAML",
      "name: [x\n",
      "error Pulumi.yaml:2:1 cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; align it with the entries of the same list or map\n",
    ],
    ["a list", "- name: x\n", 'error Pulumi.yaml:1:1 is a list, not a map of keys; begin it with "name:"\n'],
    ["no name", "runtime: nodejs\n", 'FOLDER/Pulumi.yaml: "name" is missing\n'],
    [
      "another language",
      "name: x\nruntime: python\n",
      'FOLDER/Pulumi.yaml: runtime "python" cannot be planned; only nodejs can\n',
    ],
  ];
  for (const [title, text, line] of projects) {
    it(`is told in a line: a Pulumi.yaml with ${title}`, async () => {
      const cwd = realpathSync(temporaryFolder());
      writeFileSync(join(cwd, "Pulumi.yaml"), text);
      deepEqual(await ran("plan", [], cwd), { code: 2, stdout: "", stderr: line.replace("FOLDER", cwd) });
    });
  }

  it("is told in a line: a stack file in UTF-16", async () => {
    const file = join(temporaryFolder(), "Pulumi.wide.yaml");
    writeFileSync(file, Buffer.from("\uFEFFconfig:\n  aws:region: eu-west-1\n", "utf16le"));
    const { code, stdout } = await ran("plan", ["--config", file], bare);
    deepEqual([code, stdout.includes("error Pulumi.wide.yaml:1:1 is UTF-16; save it as UTF-8\n")], [1, true], stdout);
  });

  it("keeps its exit code and no stack trace where the reader stops reading", () => {
    const start = join(root, "tools/plan/start.cjs");
    const command = `{ '${process.execPath}' '${start}' --config '${stackFile()}'; echo "code $?" >&2; } | head -c 1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: bare, encoding: "utf8" });
    deepEqual([stdout.length, /code 0\n$/.test(stderr), /\n\s+at /.test(stderr)], [1, true, false], stderr);
  });

  it("has no escape sequence on a dumb terminal, however wide", () => {
    const env = { TERM: "dumb", COLUMNS: "40" };
    const { code, stdout } = started("plan", ["--config", stackFile()], { cwd: bare, env });
    deepEqual([code, stdout.includes("\u001b")], [0, false]);
  });

  it("is told in a line: a full disk behind standard output", () => {
    if (!existsSync("/dev/full")) return;
    const full = { stdout: openSync("/dev/full", "w") };
    const line = "standard output: cannot be written (ENOSPC)\n";
    for (const tool of ["plan", "rehearse"] as const) {
      const { code, stderr } = started(tool, ["--version"], full);
      deepEqual([code, stderr], [2, line]);
    }
    const planned = started("plan", ["--config", stackFile()], { cwd: bare, ...full });
    deepEqual([planned.code, planned.stderr.endsWith(`\n${line}`)], [2, true], planned.stderr);
  });

  it("is told in a line, with the verdict: where the report and the objects are", async () => {
    const folder = realpathSync(temporaryFolder());
    const out = join(folder, "plan.txt");
    const objects = join(folder, "objects");
    const args = ["--config", stackFile(), "--out", out, "--manifests", objects];
    const { code, stdout, stderr } = await ran("plan", args, bare);
    deepEqual([code, stdout], [0, ""]);
    deepEqual(stderr.split("\n").slice(-3), [
      `plan: 3 Kubernetes objects in ${objects}`,
      `plan: pass: no violations (the report is in ${out})`,
      "",
    ]);
    equal(readdirSync(objects).length, 4);
    // the stack is refused now: no file of before stays and looks current
    const refusing = ["--config", stackFile("small:size: lots"), "--out", out, "--manifests", objects];
    const refused = await ran("plan", refusing, bare);
    deepEqual(
      [refused.code, ...refused.stderr.split("\n").slice(-3)],
      [
        1,
        `plan: the stack is refused: nothing written to ${objects}, and 3 files of an earlier run removed`,
        `plan: refused: 1 error in Pulumi.test.yaml; nothing would be created (the report is in ${out})`,
        "",
      ],
    );
    deepEqual(readdirSync(objects), [".nodepools-plan.json"]);
  });

  it("is told in a line: a folder that cannot be written", async function () {
    if (isRoot) this.skip();
    const locked = join(temporaryFolder(), "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const { code, stderr } = await ran("plan", ["--config", stackFile(), "--manifests", join(locked, "a")], bare);
    deepEqual([code, stderr.split("\n").at(-2)], [2, `${locked}/a: cannot be written (EACCES)`]);
  });

  it("is told in a line: a file where the folder of objects should be", async () => {
    const file = join(temporaryFolder(), "a");
    writeFileSync(file, "");
    const { code, stderr } = await ran("plan", ["--config", stackFile(), "--manifests", file], bare);
    deepEqual([code, stderr.split("\n").at(-2)], [2, `${file}: cannot be written (it is not a folder)`]);
  });

  it("is no failure: a temporary folder in which tsx cannot keep what it compiles", () => {
    const TMPDIR = temporaryFolder();
    writeFileSync(join(TMPDIR, `tsx-${process.geteuid?.() ?? ""}`), "another user's\n");
    const { code, stderr } = started("plan", ["--config", stackFile()], { cwd: bare, env: { TMPDIR } });
    equal(code, 0, stderr);
  });

  it("is told without a stack trace when the machine refuses, and with one when it is a bug of ours", () => {
    const refusal = Object.assign(new Error("x"), { code: "EACCES", syscall: "mkdir", path: "/tmp/theirs" });
    equal(errorText(refusal), "/tmp/theirs: cannot be used (mkdir: EACCES)");
    match(errorText(new TypeError("x")), /^TypeError: x\n +at /);
  });
});
