import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment } from "../../../../tools/plan/process/childEnvironment";
import { sources } from "../../../architecture/sources";
import { ran, temporaryFolder } from "../../../support/planned";
import { root } from "../../../support/plans";

/** What a CI job may hold; none of it is the program's or the pack's business. */
const secrets = {
  GITHUB_TOKEN: "s3cret",
  GH_TOKEN: "s3cret",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "s3cret",
  ACTIONS_RUNTIME_TOKEN: "s3cret",
  NPM_TOKEN: "s3cret",
  NODE_AUTH_TOKEN: "s3cret",
  npm_config__auth: "s3cret",
  VAULT_TOKEN: "s3cret",
  CI_JOB_TOKEN: "s3cret",
  AWS_ACCESS_KEY_ID: "s3cret",
  AWS_SECRET_ACCESS_KEY: "s3cret",
  AWS_SESSION_TOKEN: "s3cret",
  AWS_PROFILE: "s3cret",
  AWS_REGION: "s3cret",
  KUBECONFIG: "s3cret",
  PULUMI_ACCESS_TOKEN: "s3cret",
  PULUMI_CONFIG_PASSPHRASE: "s3cret",
  SSH_AUTH_SOCK: "s3cret",
  A_TOKEN_NOBODY_THOUGHT_OF: "s3cret",
};

const useful = {
  PATH: "/bin",
  HOME: "/home/me",
  TMPDIR: "/scratch",
  LANG: "ko_KR.UTF-8",
  LC_ALL: "C",
  TZ: "Asia/Seoul",
  NODE_OPTIONS: "--max-old-space-size=4096",
  NODE_EXTRA_CA_CERTS: "/ca.pem",
  HTTPS_PROXY: "http://proxy:3128",
  no_proxy: "localhost",
};

describe("the environment of what a plan starts", () => {
  it("has what a program needs, and nothing else", () => {
    deepEqual(cleanEnvironment({ ...secrets, ...useful }, "linux"), useful);
  });

  it("tells names that differ in case apart, except on Windows", () => {
    const windows = { Path: "C:\\bin", SystemRoot: "C:\\Windows", SYSTEMDRIVE: "C:", Temp: "C:\\t", APPDATA: "C:\\a" };
    deepEqual(cleanEnvironment({ ...secrets, ...windows, UserProfile: "C:\\u" }, "win32"), {
      ...windows,
      UserProfile: "C:\\u",
    });
    deepEqual(cleanEnvironment(windows, "linux"), {});
  });

  it("reaches neither the program nor the policy pack with a secret, as they start and as they run", async () => {
    const folder = temporaryFolder();
    const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const asStarted = 'fs.existsSync("/proc/self/environ") ? fs.readFileSync("/proc/self/environ", "utf8") : ""';
    const seen = (by: string) =>
      `const fs = require("node:fs");\nfs.writeFileSync(${JSON.stringify(join(folder, by))}, JSON.stringify(process.env) + (${asStarted}));\n`;
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "policies"));
    file("Pulumi.yaml", "name: stranger\nruntime: { name: nodejs, options: { typescript: false } }\n");
    file("Pulumi.dev.yaml", "config: { aws:region: us-east-1 }\n");
    file("index.js", seen("program.txt"));
    file("policies/PulumiPolicy.yaml", "runtime: nodejs\n");
    file("policies/package.json", '{ "name": "stranger-pack", "version": "1.0.0" }\n');
    file(
      "policies/index.js",
      `${seen("pack.txt")}new (require("@pulumi/policy").PolicyPack)("stranger", { policies: [] });\n`,
    );
    const { code, stderr } = await ran([], { folder, env: { ...secrets, NO_PROXY: "localhost,arrives" } });
    equal(code, 0, stderr);
    for (const by of ["program.txt", "pack.txt"]) {
      const text = readFileSync(join(folder, by), "utf8");
      deepEqual([by, text.includes("s3cret"), text.includes("localhost,arrives")], [by, false, true]);
    }
  });

  it("is made in one place: only what passes it on starts processes", () => {
    const starters = sources
      .filter(({ path, file }) => path.startsWith("tools/") && /from "node:child_process"/.test(file.text))
      .map(({ path, file }) => [path, /\bcleanEnvironment\b/.test(file.text)]);
    deepEqual(starters, [
      ["tools/bench/measure.ts", false],
      ["tools/bench/packStart.ts", false],
      // git and actionlint
      ["tools/ci/git.ts", false],
      ["tools/ci/lintWorkflows.ts", false],
      // go and the TypeScript compiler
      ["tools/generate/goModules.ts", false],
      ["tools/pack/library.ts", false],
      ["tools/plan/against/commitCode.ts", true],
      // git alone
      ["tools/plan/against/git.ts", false],
      ["tools/plan/process/childProcess.ts", true],
      ["tools/rehearse/parts/build.ts", false],
      ["tools/rehearse/parts/python.ts", false],
      ["tools/rehearse/server/processes.ts", true],
    ]);
  });
});
