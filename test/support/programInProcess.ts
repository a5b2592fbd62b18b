/** The real program in this process, against the plan's own engine: some tenths of a second once the SDK is loaded. */
import { join } from "node:path";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import type { Side } from "../../tools/plan/against/side";
import type { Mode } from "../../tools/plan/engine/deployment";
import type { Providers } from "../../tools/plan/engine/providers";
import { noPolicies } from "../../tools/plan/policyPack/analyzer";
import { exitAfterLoggedError, organization, type StartProgram } from "../../tools/plan/process/program";
import { type Project, parseStackFile, readProject } from "../../tools/plan/project/project";
import { distinctPlaceholder, pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { runToEnd } from "../../tools/plan/run";
import { checkStack } from "../../tools/plan/summary/findings";

const root = join(__dirname, "..", "..");
const project: Project = readProject(root);
/** The SDK's own state; its typing leaves the function out. */
const { getStore } = state as unknown as { getStore(): { settings: { options: { rootDirectory: string } } } };
let turn: Promise<unknown> = Promise.resolve();

/**
 * Starts this repository's program here. One runs at a time: the SDK keeps its state in the process. What only a process
 * of its own can do is not to be tested with it: to crash, to hang, to be killed, to have its own environment.
 */
export const startProgramInProcess: StartProgram = (project, stack, config, address) => {
  let output = "";
  const run = async (): Promise<number> => {
    pulumi.runtime.resetOptions(project.name, stack, 16, address, address, true, organization);
    getStore().settings.options.rootDirectory = project.filesRoot;
    pulumi.runtime.setAllConfig(Object.fromEntries(config.values), [...config.secretKeys]);
    const entry = join(project.programFolder, "index.ts");
    for (const file of [entry, join(project.programFolder, "stackConfig.ts")]) delete require.cache[file];
    try {
      await pulumi.runtime.runInPulumiStack(async () => require(entry) as object);
      await pulumi.runtime.disconnect();
      return 0;
    } catch (cause) {
      output = inspect(cause);
      if (!pulumi.RunError.isInstance(cause)) return 1;
      await pulumi.log.error(cause.message);
      await pulumi.runtime.disconnect();
      return exitAfterLoggedError;
    }
  };
  const ended = turn.then(run);
  turn = ended;
  return { output: () => output, ended, kill: () => {} };
};

/**
 * What the program registers for the text of a stack file.
 * @throws Error with the first finding, when the config is refused
 */
export async function sideOfText(
  text: string,
  mode: Mode = "preview",
  name = "dev",
  providers?: Providers,
): Promise<Side> {
  const stack = parseStackFile(name, join(root, `Pulumi.${name}.yaml`), text);
  const config = pulumiConfig(project, stack, distinctPlaceholder);
  const refused = checkStack(project, stack, config).findings.find(({ level }) => level === "error");
  if (refused !== undefined) throw new Error(`${refused.path}: ${refused.message}`);
  const input = { project, stack, config, mode, providers, pack: noPolicies, start: startProgramInProcess };
  const quiet = { timeoutSeconds: 120, progress: () => {}, log: () => {}, thorough: false };
  const outcome = await runToEnd(input, quiet);
  if ("refusals" in outcome) throw new Error(outcome.refusals.join("\n"));
  const region = config.values.get("aws:region");
  return { project: project.name, stack: name, mode, region, resources: outcome.resources, violations: [] };
}
