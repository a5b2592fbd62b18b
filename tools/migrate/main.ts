/** `npm run migrate`: the command around what rewrites stack files. */
import { exitCode } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { readArguments } from "./arguments";
import { CannotSplit } from "./split/split";
import { splitStack } from "./split/splitStack";

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args, (text) => process.stderr.write(`${terminalText(text)}\n`));
  try {
    await print(splitStack({ folder: process.cwd(), ...given }));
    return exitCode.pass;
  } catch (cause) {
    if (!(cause instanceof CannotSplit)) throw cause;
    process.stderr.write(`migrate: ${terminalText(cause.message)}\n`);
    return exitCode.refused;
  }
}

runTool(main);
