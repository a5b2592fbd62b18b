/** The real program in this process, against the plan's own engine: some tenths of a second once the SDK is loaded. */
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Side } from "../../tools/plan/against/side";
import { Deployment, type Mode } from "../../tools/plan/engine/deployment";
import { startMonitor } from "../../tools/plan/engine/monitor";
import type { Providers } from "../../tools/plan/engine/providers";
import { noPolicies } from "../../tools/plan/policyPack/analyzer";
import { organization } from "../../tools/plan/process/program";
import { type Project, parseStackFile, readProject } from "../../tools/plan/project/project";
import { distinctPlaceholder, pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { standIns } from "../../tools/plan/standins/table";
import { checkStack } from "../../tools/plan/summary/findings";
import { root } from "./plans";

const project: Project = readProject(root);
let turn: Promise<unknown> = Promise.resolve();

/**
 * What the program registers for the text of a stack file. One run at a time: the SDK keeps its state in the process.
 * @throws Error with the first finding, when the config is refused
 */
export function sideOfText(
  text: string,
  mode: Mode = "preview",
  stack = "dev",
  providers: Providers = standIns,
): Promise<Side> {
  const run = turn.then(() => runProgram(text, mode, stack, providers));
  turn = run.catch(() => {});
  return run;
}

async function runProgram(text: string, mode: Mode, stack: string, providers: Providers): Promise<Side> {
  const file = parseStackFile(stack, join(root, `Pulumi.${stack}.yaml`), text);
  const config = pulumiConfig(project, file, distinctPlaceholder);
  const refused = checkStack(project, file, config).findings.find(({ level }) => level === "error");
  if (refused !== undefined) throw new Error(`${refused.path}: ${refused.message}`);
  const deployment = new Deployment({ project: project.name, stack }, mode, config, providers, noPolicies);
  let failure: unknown;
  const monitor = await startMonitor(deployment, {
    log: ({ severity, message }) => {
      if (severity === "error") failure ??= new Error(message);
    },
    fail: (cause) => {
      failure ??= cause;
    },
  });
  try {
    const { address } = monitor;
    pulumi.runtime.resetOptions(project.name, stack, 16, address, address, true, organization);
    pulumi.runtime.setAllConfig(Object.fromEntries(config.values), [...config.secretKeys]);
    for (const entry of ["index", "stackConfig"]) delete require.cache[join(root, `${entry}.ts`)];
    await pulumi.runtime.runInPulumiStack(async () => require(join(root, "index.ts")) as object);
    await pulumi.runtime.disconnect();
  } finally {
    monitor.close();
  }
  if (failure !== undefined) throw failure;
  return {
    project: project.name,
    stack,
    mode,
    region: config.values.get("aws:region"),
    resources: [...deployment.resources.values()],
    violations: [],
  };
}
