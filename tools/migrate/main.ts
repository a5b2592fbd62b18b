/** `npm run migrate`: the command around what turns a cluster's objects into a stack, and what rewrites stack files. */
import { exitCode } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { readArguments } from "./arguments";
import { migrateFiles } from "./migrateFiles";
import { CannotMigrate } from "./source/refused";
import { CannotSplit } from "./split/split";
import { splitStack } from "./split/splitStack";

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args, (text) => process.stderr.write(`${terminalText(text)}\n`));
  const folder = process.cwd();
  try {
    await print(given.command === "split" ? splitStack({ folder, ...given }) : migrateFiles({ folder, ...given }));
    return exitCode.pass;
  } catch (cause) {
    if (!(cause instanceof CannotSplit) && !(cause instanceof CannotMigrate)) throw cause;
    process.stderr.write(`migrate: ${terminalText(cause.message)}\n`);
    return exitCode.refused;
  }
}

runTool(main);
