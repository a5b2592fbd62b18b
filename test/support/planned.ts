/** Runs the plan's command on a fixture, as a user would. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Plan } from "../../tools/plan/plan";
import { commandInProcess, type Ran } from "./commandInProcess";

const main = resolve(__dirname, "../../tools/plan/main.ts");
const start = resolve(__dirname, "../../tools/plan/start.cjs");
export const small = join(__dirname, "fixtures/small");
/** The same program without a policy pack. */
export const bare = join(__dirname, "fixtures/bare");

export interface RunOptions {
  readonly folder?: string;
  /** Variables for a process of its own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `npm run plan -- args` without npm: in this process unless it gets an environment. Program and pack have their own. */
export function ran(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { folder = small, env } = options;
  return env === undefined ? commandInProcess(main, args, folder) : begun(args, options).ending;
}

/** The same in a process of its own, for tests that look at it while it runs. */
export function begun(
  args: readonly string[],
  { folder = small, env = {} }: RunOptions = {},
): { readonly plan: number; readonly ending: Promise<Ran> } {
  const child = spawn(process.execPath, [start, ...args], { cwd: folder, env: { ...process.env, ...env } });
  const ending = new Promise<Ran>((accept) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code, signal) => accept({ code: code ?? signal, stdout, stderr }));
  });
  return { plan: child.pid ?? 0, ending };
}

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for one test's files; removed when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "plan-test-"));
  folders.push(folder);
  return folder;
}

/** A stack file of the given config lines, by path. */
export function stackFile(...lines: readonly string[]): string {
  const path = join(temporaryFolder(), "Pulumi.test.yaml");
  writeFileSync(path, `config:\n${["aws:region: eu-west-1", ...lines].map((line) => `  ${line}\n`).join("")}`);
  return path;
}

/** A file of the given text, by path. */
export function textFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

export function planOf({ stdout }: Ran): Plan {
  return JSON.parse(stdout) as Plan;
}

/** Resources by what follows `urn:pulumi:<stack>::<project>::`. */
export function byUrn({ resources }: Plan): ReadonlyMap<string, Plan["resources"][number]> {
  return new Map(resources.map((resource) => [resource.urn.split("::").slice(2).join("::"), resource]));
}
