/** Runs a tool as a command: output, errors and the exit code. */
import { TextRequest } from "./commandLine";
import { errorText, exitCode } from "./errors";
import { terminalReport, terminalText } from "./terminal";

/** Writes to standard output and waits until it is through: a pipe takes a long report in pieces. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(terminalReport(text), () => resolve()));
}

/** As {@link print}, for workflow commands of ours whose data is escaped already. */
export function printCommands(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

/**
 * Ends the process with the code that the tool resolves with, or 2 when it throws.
 * @param main gets the arguments after the command's name
 * @param plain other errors that are printed without a stack, as a UsageError is
 */
export function runTool(
  main: (args: readonly string[]) => Promise<number>,
  plain: readonly (new (...args: never[]) => Error)[] = [],
): void {
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    // the reader may stop reading (`| head`): the exit code is still the verdict
    if (code === "EPIPE") return;
    process.stderr.write(`standard output: cannot be written (${code ?? message})\n`);
    process.exit(exitCode.error);
  });
  process.stderr.on("error", () => {});
  void run(main, plain).then((code) => process.exit(code));
}

async function run(...[main, plain]: Required<Parameters<typeof runTool>>): Promise<number> {
  try {
    return await main(process.argv.slice(2));
  } catch (cause) {
    if (cause instanceof TextRequest) {
      await print(cause.text);
      return exitCode.pass;
    }
    const isPlain = cause instanceof Error && plain.some((kind) => cause instanceof kind);
    process.stderr.write(`${terminalText(isPlain ? cause.message : errorText(cause))}\n`);
    return exitCode.error;
  }
}
