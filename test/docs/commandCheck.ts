/** What is wrong with a command that runs an npm script. Not a test. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandInProcess } from "../support/commandInProcess";
import { root } from "../support/plans";
import { npmRun } from "./commands";
import type { Command } from "./pages";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

const helps = new Map<string, Promise<string>>();

/** What a tool's `--help` says; undefined for a script that is not one of our tools. */
function helpOf(script: string): Promise<string> | undefined {
  const [, main] = /^node .*?(tools\/\S+\.c?[jt]s)$/.exec(scripts[script] ?? "") ?? [];
  if (main === undefined) return undefined;
  const file = join(root, main.replace("start.cjs", "main.ts"));
  const help = helps.get(script) ?? commandInProcess(file, ["--help"], root).then(({ stdout }) => stdout);
  helps.set(script, help);
  return help;
}

/** What is wrong with an `npm` command, a line each; nothing with another. */
export async function wrongIn({ place, text }: Command): Promise<readonly string[]> {
  const run = npmRun(text);
  if (run === undefined || run.script === "ci") return [];
  const { script, args } = run;
  if (scripts[script] === undefined) return [`${place}: there is no script ${script}: ${text}`];
  const help = await helpOf(script);
  const flags = args.flatMap((word) => word.match(/--[a-z][a-z-]*/g) ?? []);
  const unknown = help === undefined ? [] : flags.filter((flag) => !new RegExp(`${flag}(?![a-z-])`).test(help));
  return unknown.map((flag) => `${place}: ${flag} is no flag of ${script}: ${text}`);
}
