/** A stack of this repository's program, run by the official engine through the Automation API. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as auto from "@pulumi/pulumi/automation";
import * as state from "@pulumi/pulumi/runtime/state";

const root = join(__dirname, "..", "..");
/** The SDK's own state; its typing leaves the function out. */
const { getStore } = state as unknown as { getStore(): { settings: { options: { rootDirectory: string } } } };

/** Runs index.ts as it is; once for each operation, so without the modules that have registered something already. */
async function program(): Promise<Record<string, unknown>> {
  // the language host would set it; an inline program has none
  getStore().settings.options.rootDirectory = root;
  const entry = join(root, "index.ts");
  for (const file of [entry, join(root, "stackConfig.ts")]) delete require.cache[file];
  return require(entry) as Record<string, unknown>;
}

/** A stack in a folder of its own, with a file backend; gone on `dispose`. */
export interface EngineStack {
  readonly stack: auto.Stack;
  /** Writes the stack file that the next operation reads. */
  configure(text: string): void;
  dispose(): void;
}

/**
 * Makes a stack without resources.
 * @param cli path of the CLI
 * @param debugProviders which ports the providers answer on, as PULUMI_DEBUG_PROVIDERS says it
 */
export async function engineStack(
  cli: string,
  name: string,
  text: string,
  debugProviders: string,
): Promise<EngineStack> {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-engine-"));
  const [backend, home, bin] = ["backend", "home", "bin"].map((each) => join(folder, each)) as [string, string, string];
  for (const each of [backend, home, bin]) mkdirSync(each);
  cpSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  // where the Automation API looks for it; plugins are found beside the file that the link names
  symlinkSync(cli, join(bin, "pulumi"));
  const configure = (content: string) => writeFileSync(join(folder, `Pulumi.${name}.yaml`), content);
  configure(text);
  const stack = await auto.LocalWorkspace.createOrSelectStack(
    { projectName: "nodepools", stackName: name, program },
    {
      workDir: folder,
      pulumiCommand: await auto.PulumiCommand.get({ root: folder }),
      envVars: {
        PATH: [bin, dirname(cli), process.env.PATH ?? ""].join(delimiter),
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_HOME: home,
        PULUMI_CONFIG_PASSPHRASE: "engine",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DEBUG_PROVIDERS: debugProviders,
      },
    },
  );
  return { stack, configure, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
