/** `npm run new`: the file of a first stack. */
import { exitCode } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { readProject } from "../plan/project/project";
import { readArguments } from "./arguments";
import { writeNewStack } from "./newStack";
import { answered, terminal } from "./questions";

const say = (text: string) => process.stderr.write(`${terminalText(text)}\n`);

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  const project = readProject(process.cwd());
  const asks = !given.yes && process.stdin.isTTY === true ? terminal() : undefined;
  const stack = await answered(given, asks?.ask).finally(() => asks?.close());
  const { path, errors = [], warnings } = writeNewStack(project, given.name, stack);
  for (const line of [...errors, ...warnings]) say(line);
  if (path === undefined) {
    say(`new: ${errors.length === 1 ? "1 error" : `${errors.length} errors`}; nothing was written`);
    return exitCode.refused;
  }
  await print(`${path}: written; see what it makes with npm run plan -- --stack ${given.name}\n`);
  return exitCode.pass;
}

runTool(main);
