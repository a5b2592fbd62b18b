/** A stack of this repository's program, run by the official engine through the Automation API. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as auto from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import * as state from "@pulumi/pulumi/runtime/state";
import { isMap, parse, parseDocument, visit } from "yaml";
import { root } from "../support/plans";
import { hasLanguageHost } from "./cli";

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

/** What an operation did. */
export interface Outcome {
  readonly events: readonly EngineEvent[];
  /** The engine's own count of operations by what they are: `{ create: 118 }`. */
  readonly summary: Readonly<Record<string, number>>;
  /** Why it failed; undefined when it did not. */
  readonly error?: string;
}

/** This process, or the language host as `pulumi preview` has it start the program in the stack's folder. */
export type Start = "inline" | "host";

/** What the program is made of, from the root. */
const programFiles = [
  "index.ts",
  "stackConfig.ts",
  "package.json",
  "tsconfig.json",
  "capacity",
  "components",
  "config",
];

/** A stack in a folder of its own, with a file backend. */
export interface EngineStack {
  /** Writes the stack file that the next operation reads; encrypted values become values that this stack can decrypt. */
  configure(text: string): Promise<void>;
  preview(options?: auto.PreviewOptions): Promise<Outcome>;
  up(): Promise<Outcome>;
  /** `pulumi import --file`, without its preview. @returns what it prints when it fails */
  import(file: string): Promise<string | undefined>;
  refresh(): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** The state, with secrets in plain text. */
  state(): Promise<auto.Deployment>;
  /** Removes the folder. */
  dispose(): void;
}

/**
 * Makes a stack without resources.
 * @param cli path of the CLI
 * @param debugProviders which ports the providers answer on, as PULUMI_DEBUG_PROVIDERS says it
 * @param start who starts the program
 */
export async function engineStack(
  cli: string,
  name: string,
  debugProviders: string,
  start: Start = "inline",
): Promise<EngineStack> {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-engine-"));
  const [backend, home, bin] = ["backend", "home", "bin"].map((each) => join(folder, each)) as [string, string, string];
  for (const each of [backend, home, bin]) mkdirSync(each);
  // an inline program runs from here all the same: the CLI only looks whether the entry that Pulumi.yaml names is there
  for (const each of ["Pulumi.yaml", "index.ts"]) cpSync(join(root, each), join(folder, each));
  // where the Automation API looks for it; plugins are found beside the file that the link names
  symlinkSync(cli, join(bin, "pulumi"));
  writePolicyStarter(bin);
  const file = join(folder, `Pulumi.${name}.yaml`);
  const options: auto.LocalWorkspaceOptions = {
    workDir: folder,
    pulumiCommand: await auto.PulumiCommand.get({ root: folder }),
    envVars: {
      PATH: [bin, dirname(cli), process.env.PATH ?? ""].join(delimiter),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE: "engine",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DEBUG_PROVIDERS: debugProviders,
      // the engine would download the real plugins beside the stand-ins, before each operation
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
  if (start === "host") {
    for (const each of programFiles) cpSync(join(root, each), join(folder, each), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  }
  const stack =
    start === "host"
      ? await auto.LocalWorkspace.createOrSelectStack({ stackName: name, workDir: folder }, options)
      : await auto.LocalWorkspace.createOrSelectStack({ projectName: "nodepools", stackName: name, program }, options);
  const secrets = new Map<string, string>();
  /** The ciphertext of this stack for a value that is the same wherever the given ciphertext is. */
  const encrypted = async (ciphertext: string): Promise<string> => {
    const known = secrets.get(ciphertext);
    if (known !== undefined) return known;
    await stack.setConfig("engine:value", { value: `plain text of ${ciphertext}`, secret: true });
    const written = parse(readFileSync(file, "utf8")) as {
      readonly config: Record<string, { readonly secure: string }>;
    };
    const own = written.config["engine:value"]!.secure;
    secrets.set(ciphertext, own);
    return own;
  };
  const { encryptionsalt } = parse(readFileSync(file, "utf8")) as { readonly encryptionsalt: string };

  const outcome = async (run: (onEvent: (event: EngineEvent) => void) => Promise<Outcome["summary"] | undefined>) => {
    const events: EngineEvent[] = [];
    try {
      const summary = await run((event) => events.push(event));
      return { events, summary: summary ?? {} };
    } catch (cause) {
      if (!(cause instanceof auto.CommandError)) throw cause;
      return { events, summary: {}, error: cause.message };
    }
  };
  const counts = ({ summary }: { readonly summary: auto.UpdateSummary }) =>
    summary.resourceChanges as Outcome["summary"];
  return {
    configure: async (text) => {
      const document = parseDocument(text);
      const given: string[] = [];
      visit(document, {
        Map: (_, map) => {
          const secure = map.get("secure");
          if (map.items.length === 1 && typeof secure === "string") given.push(secure);
        },
      });
      for (const each of given) await encrypted(each);
      visit(document, {
        Map: (_, map) => {
          const own = secrets.get(String(map.get("secure")));
          if (own !== undefined && isMap(map)) map.set("secure", own);
        },
      });
      document.set("encryptionsalt", encryptionsalt);
      writeFileSync(file, String(document));
    },
    preview: (options = {}) =>
      outcome(async (onEvent) => (await stack.preview({ ...options, onEvent })).changeSummary as Outcome["summary"]),
    up: () => outcome(async (onEvent) => counts(await stack.up({ onEvent }))),
    import: async (importFile) => {
      if (!hasLanguageHost(cli)) writeImportHost(bin);
      const args = ["--yes", "--protect=false", "--generate-code=false", "--skip-preview", "--stack", name];
      // in a process of its own: the providers answer from this one
      const run = spawn(cli, ["import", "--file", importFile, ...args], {
        cwd: folder,
        env: { ...process.env, ...options.envVars },
      });
      let printed = "";
      for (const from of [run.stdout, run.stderr])
        from.setEncoding("utf8").on("data", (text: string) => {
          printed += text;
        });
      const [status] = (await once(run, "close")) as [number | null];
      return status === 0 ? undefined : printed;
    },
    refresh: () => outcome(async (onEvent) => counts(await stack.refresh({ onEvent }))),
    destroy: () => outcome(async (onEvent) => counts(await stack.destroy({ onEvent }))),
    state: () => stack.exportStack(),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * What the engine starts a policy pack with where no language host is installed: it asks for a program of this name, and gives
 * the engine's address and the pack's folder. Where the host is there (the official CLI brings it along), the host does it.
 */
function writePolicyStarter(bin: string): void {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const script = `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(run)} "$1" "$2"\n`;
  writeFileSync(join(bin, "pulumi-analyzer-policy-nodejs"), script, { mode: 0o755 });
}

/** The language host that `pulumi import` asks where no official one is: it runs no program, so that nothing else is asked of it. */
function writeImportHost(bin: string): void {
  const host = join(__dirname, "importHost.cjs");
  const script = `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(host)}\n`;
  writeFileSync(join(bin, "pulumi-language-nodejs"), script, { mode: 0o755 });
}
