/** Why a program ended without a plan. */
import { PlanError } from "../../cli/errors";
import { exitAfterLoggedError, exitWithEndlessPromise } from "./program";

/** The text of an error with a stack: the program crashed. A refusal (RunError) has none. Source: @pulumi/pulumi/cmd/run. */
const crash = /^Running program '.*' failed with an unhandled exception:/;

/** The program waits for a promise that never settles; a second run that keeps the promises' names says which. */
export class EndlessPromise extends PlanError {}

/**
 * The messages with which the program refused the stack.
 * @param how exit code or signal
 * @param errors what it logged as errors
 * @param output the last of its standard output and error
 * @throws PlanError when it did not refuse but failed
 */
export function refusalsOf(how: number | NodeJS.Signals, errors: readonly string[], output: string): readonly string[] {
  if (how === exitWithEndlessPromise)
    throw new EndlessPromise("the program ended while promises of its resources were pending");
  const crashes = errors.filter((message) => crash.test(message));
  if (how === exitAfterLoggedError && errors.length > 0 && crashes.length === 0) return errors;
  const reason =
    crashes.length > 0 ? crashes.join("\n") : [...errors, output.trim()].filter((text) => text !== "").join("\n");
  throw new PlanError(`the program ended (${how}) without a plan${reason === "" ? "" : `:\n${reason}`}`);
}
