/** What every suite under the engine needs: the CLI, or the line that says what was skipped; and stand-in providers. */
import { after, before } from "mocha";
import { cliIn, findCli, hasLanguageHost, pinnedCli, versionOf } from "./cli";
import { type StandInProviders, startProviders } from "./provider/server";
import { type EngineStack, engineStack, type Start } from "./stack";

/** Set by .ci/run and the workflow, where the CLI must be there. */
const isRequired = process.env.ENGINE_TESTS === "required";

/** Set by the workflow, which installs the host with the CLI. */
const isHostRequired = process.env.LANGUAGE_HOST_TESTS === "required";

/** The stack of a suite and its providers; set once the suite runs. */
export interface Engine {
  readonly stack: EngineStack;
  readonly providers: StandInProviders;
}

/**
 * A stack for the suite in which this is called. Where there is no CLI the suite is skipped, with a line.
 * @param name of the stack
 * @param start who starts the program; a suite that needs the language host is skipped where there is none
 * @throws Error where ENGINE_TESTS, or LANGUAGE_HOST_TESTS, is "required"
 */
export function engineOfSuite(name: string, start: Start = "inline"): Engine {
  let engine: Engine | undefined;
  before(async function () {
    const skip = (why: string, variable: string, required: boolean): never => {
      if (required) throw new Error(`${why}, and ${variable} says that it is required`);
      console.log(`      SKIPPED, not run: ${why}`);
      return this.skip();
    };
    const cli =
      findCli() ??
      skip(`no pulumi on PATH, and none in ${cliIn()}; npm run engine:build builds it`, "ENGINE_TESTS", isRequired);
    if (start === "host" && !hasLanguageHost(cli))
      skip(`no pulumi-language-nodejs beside ${cli}, nor on PATH`, "LANGUAGE_HOST_TESTS", isHostRequired);
    const [version, pinned] = [versionOf(cli), pinnedCli()];
    if (version !== pinned) console.log(`      ${cli} is ${version}, and the SDK is of ${pinned}`);
    const providers = await startProviders();
    engine = { providers, stack: await engineStack(cli, name, providers.debugProviders, start) };
  });
  after(() => {
    engine?.stack.dispose();
    engine?.providers.close();
  });
  return {
    get stack() {
      return engine!.stack;
    },
    get providers() {
      return engine!.providers;
    },
  };
}
