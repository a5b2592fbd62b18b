/**
 * Makes a policy pack that stands on its own: compiled, with what it reads and the packages it needs named, ready for
 * `pulumi policy publish` or for use from another project. `npm run policies:pack -- [--out DIR]`
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { commandLine } from "../cli/commandLine";
import { exitCode } from "../cli/errors";
import { path } from "../cli/flag";
import { runTool } from "../cli/run";

const root = resolve(__dirname, "../..");

/** Loaded from the pack's own node_modules: the runner and the pack must share one SDK. */
const dependencies = ["@pulumi/policy", "@pulumi/pulumi"];

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/**
 * Writes the pack into a folder, which is emptied first.
 * @param plugins of esbuild; the mutation check changes a rule with one
 */
export async function packPolicies(out: string, plugins: readonly Plugin[] = []): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: [join(root, "policies/pack.ts")],
    outfile: join(out, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: dependencies.flatMap((name) => [name, `${name}/*`]),
    plugins: [...plugins],
    logLevel: "warning",
  });
  for (const file of ["policies/PulumiPolicy.yaml", "capacity/ec2/catalogue.json"]) {
    cpSync(join(root, file), join(out, file.slice(file.lastIndexOf("/") + 1)));
  }
  cpSync(join(root, "capacity/ec2/priceLists"), join(out, "priceLists"), { recursive: true });
  cpSync(join(root, "policies/config"), join(out, "config"), { recursive: true });
  cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
  cpSync(join(root, "docs/policies.md"), join(out, "policies.md"));
  const readme = readFileSync(join(root, "policies/README.md"), "utf8");
  writeFileSync(join(out, "README.md"), readme.replaceAll("../docs/policies.md", "policies.md"));
  const versions = manifestIn(root).dependencies;
  const manifest = {
    ...manifestIn(join(root, "policies")),
    private: undefined,
    dependencies: Object.fromEntries(dependencies.map((name) => [name, versions[name]])),
  };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

const line = commandLine({
  script: "policies:pack",
  summary: "Makes a policy pack that stands on its own.",
  flags: { out: path("DIR", "write it there; the folder is emptied first (default: bin/policies)") },
});

async function main(args: readonly string[]): Promise<number> {
  const { out: given } = line.read(args);
  const out = resolve(given ?? join(root, "bin/policies"));
  await packPolicies(out);
  const size = Math.round(readFileSync(join(out, "index.js")).length / 1024);
  console.log(`${out}: ${size} KiB; use it with --policy-pack, or run pulumi policy publish in it`);
  return exitCode.pass;
}

if (require.main === module) runTool(main);
