/** `npm run migrate`: the command around what turns a cluster's objects into a stack, and what rewrites stack files. */
import { exitCode } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { readArguments } from "./arguments";
import { migrateFiles } from "./migrateFiles";
import { CannotMigrate } from "./source/refused";
import { CannotSplit } from "./split/split";

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args, (text) => process.stderr.write(`${terminalText(text)}\n`));
  const folder = process.cwd();
  try {
    if (given.command === "files") await print(migrateFiles({ folder, ...given }));
    else {
      // with the policies, which files of a cluster do not need
      const { splitStack } = require("./split/splitStack") as typeof import("./split/splitStack");
      await print(splitStack({ folder, ...given }));
    }
    return exitCode.pass;
  } catch (cause) {
    if (!(cause instanceof CannotSplit) && !(cause instanceof CannotMigrate)) throw cause;
    process.stderr.write(`migrate: ${terminalText(cause.message)}\n`);
    return exitCode.refused;
  }
}

runTool(main);
