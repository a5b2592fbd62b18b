/** Builds the programs from their Go modules into the cache. */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { UsageError } from "../../cli/errors";
import { RehearsalError } from "../error";
import { cachedChart, cachedCrds, cachedPart, folderVersion, partsToBuild } from "./cache";
import { chartSources, crdsFor, familyFolder, familyName, linkerFlags, type ModuleFolder } from "./modules";
import type { LoopbackPatch, Part, PartName } from "./parts";
import { builtVersions, type PartVersions, products } from "./versions";

/** Gets a line about what is being done, for the user who waits. */
export type Log = (text: string) => void;

const needs =
  "a rehearsal needs Go 1.26 or newer in PATH to build its control plane once, or the programs in KUBEBUILDER_ASSETS or PATH, or --kubeconfig of a throwaway cluster";

/** Minutes of a build on two idle cores, as measured; only shown. */
const minutes: Readonly<Record<PartName, number>> = {
  etcd: 1,
  "kube-apiserver": 6,
  "kube-scheduler": 1,
  "kube-controller-manager": 2,
  "karpenter-kwok": 2,
  "keda-operator": 8,
  "keda-adapter": 2,
  "karpenter-aws": 4,
  helm: 3,
};

/** Whether `go` can be run. */
export function hasGo(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

function goEnvironment(): NodeJS.ProcessEnv {
  // Without the caller's Go workspace and without a C compiler, the build is the same everywhere. An older Go fetches the one
  // that go.mod wants; CI images often forbid that by GOTOOLCHAIN=local.
  return { ...process.env, GOWORK: "off", CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false", GOTOOLCHAIN: "auto" };
}

/** Runs go. @returns its standard output @throws RehearsalError with the end of its standard error */
function go(args: readonly string[], folder: string, log: Log): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd: folder, env: goEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    const started = Date.now();
    let output = "";
    let errors = "";
    let last = "compiling";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors = (errors + chunk).slice(-8192);
      last = /downloading (\S+)/.exec(chunk)?.[0] ?? last;
    });
    const waiting = setInterval(() => {
      log(`  ${last}, ${Math.round((Date.now() - started) / 1000)} s`);
      last = "compiling";
    }, 30_000);
    // go ends its compilers on SIGINT; this process then ends as after a failed build, with the scratch folder removed
    const stop = () => void child.kill("SIGINT");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    child.on("error", (cause) => {
      errors += String(cause);
    });
    child.on("close", (code) => {
      clearInterval(waiting);
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, stop);
      if (code === 0) resolve(output.trim());
      else
        reject(new RehearsalError(`go ${args[0]} in ${folder} failed (${code}):\n${errors.trim() || output.trim()}`));
    });
  });
}

/** Folder of the sources of a module that a go.mod pins, downloaded if necessary and checked against go.sum. */
async function pinnedFolder(folder: string, module: string, log: Log): Promise<string> {
  await go(["mod", "download", module], folder, log);
  return go(["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module], folder, log);
}

/** Copies a folder so that the copy can be changed; files and folders of the module cache are read-only. */
function copyWritable(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyWritable(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)));
  }
}

/**
 * Writes a go.mod that builds a program from a copy of its module that listens on 127.0.0.1 only. (`-overlay` would be
 * shorter, but Go refuses it for files of the module cache.)
 * @returns path of the go.mod
 * @throws RehearsalError when the text to replace is not there as often as the patch says
 */
async function patchedModule(
  patch: LoopbackPatch,
  sources: string,
  { family, scratch, log }: { readonly family: string; readonly scratch: string; readonly log: Log },
): Promise<string> {
  const copy = join(scratch, "module");
  copyWritable(sources, copy);
  const file = join(copy, patch.file);
  const pieces = readFileSync(file, "utf8").split(patch.from);
  if (pieces.length !== patch.count + 1)
    throw new RehearsalError(
      `${patch.file} of ${patch.module} contains ${patch.from} ${pieces.length - 1} times, not ${patch.count}; correct the patch in tools/rehearse/parts/parts.ts`,
    );
  writeFileSync(file, pieces.join(patch.to));
  const goMod = join(scratch, "go.mod");
  for (const name of ["go.mod", "go.sum"]) cpSync(join(family, name), join(scratch, name));
  // by go itself: the family may have a replace line for the module already
  await go(["mod", "edit", `-replace=${patch.module}=${copy}`, goMod], family, log);
  return goMod;
}

async function buildPart(part: Part, versions: PartVersions, log: Log): Promise<void> {
  const target = cachedPart(part, versions);
  const family = familyFolder(part.family, versions);
  const scratch = mkdtempSync(join(tmpdir(), "rehearse-build-"));
  try {
    const args = [
      "build",
      "-mod=readonly",
      "-trimpath",
      "-ldflags",
      linkerFlags(part.family, versions),
      "-o",
      join(scratch, part.name),
    ];
    if (part.loopback !== undefined) {
      const sources = await pinnedFolder(family, part.loopback.module, log);
      args.push(`-modfile=${await patchedModule(part.loopback, sources, { family, scratch, log })}`);
    }
    await go([...args, part.package], family, log);
    place(join(scratch, part.name), target);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Copies beside the target, then renames: another process never sees half a file in the cache. */
function place(from: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}.tmp`;
  try {
    cpSync(from, beside, { recursive: true });
    // another process that was faster has written the same, and a folder cannot be renamed over another
    if (!existsSync(target)) renameSync(beside, target);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Folder of a module at a version that no go.mod pins; Go checks it against its checksum database. */
async function unpinnedFolder(module: string, version: string, log: Log): Promise<string> {
  const answer = await go(["mod", "download", "-json", `${module}@${version}`], tmpdir(), log);
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}

/** A folder of a module, of the version that goes with the programs. */
async function sourceFolder(source: ModuleFolder, versions: PartVersions, log: Log): Promise<string> {
  const { family, module, folder } = source;
  const sources = builtVersions(family).includes(versions[family])
    ? await pinnedFolder(familyFolder(family, versions), module, log)
    : await unpinnedFolder(module, folderVersion(source, versions), log);
  return join(sources, folder);
}

async function fetchCrdsOf(source: ModuleFolder, versions: PartVersions, log: Log): Promise<void> {
  const folder = await sourceFolder(source, versions, log);
  const scratch = mkdtempSync(join(tmpdir(), "rehearse-crds-"));
  try {
    // as JSON: to parse two megabytes of YAML takes two seconds, in every run
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
      const crd: unknown = parse(readFileSync(join(folder, file), "utf8"));
      writeFileSync(join(scratch, file.replace(/yaml$/, "json")), JSON.stringify(crd));
    }
    place(scratch, cachedCrds(source, versions));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Why Go did not download a module: one line. */
function downloadFailure(cause: RehearsalError): string {
  return /"Error": "(.*)"/.exec(cause.message)?.[1]?.split("\\n", 1)[0] ?? cause.message;
}

/**
 * Fetches the CRDs that are not in the cache.
 * @throws UsageError when there is something to fetch and no Go in PATH, or when a version that no go.mod pins is not served
 * @throws RehearsalError with Go's message when another cannot be downloaded
 */
export async function fetchCrds(versions: PartVersions, log: Log): Promise<void> {
  const missing = crdsFor(versions).filter((source) => !existsSync(cachedCrds(source, versions)));
  if (missing.length === 0) return;
  if (!hasGo()) throw new UsageError(needs);
  for (const source of missing) {
    const { family, module } = source;
    log(`fetching the CRDs of ${module} ${folderVersion(source, versions)}`);
    await fetchCrdsOf(source, versions, log).catch((cause: unknown) => {
      if (!(cause instanceof RehearsalError) || builtVersions(family).includes(versions[family])) throw cause;
      throw new UsageError(
        `${family}.version: the CRDs of ${products[family]} ${versions[family]} cannot be had (${downloadFailure(cause)}); rehearse with ${builtVersions(family).join(" or ")}`,
      );
    });
  }
}

/**
 * Fetches the charts that are not in the cache.
 * @throws UsageError when there is something to fetch and no Go in PATH
 * @throws RehearsalError with Go's message when the module cannot be downloaded
 */
export async function fetchCharts(versions: PartVersions, log: Log): Promise<void> {
  const missing = Object.values(chartSources).filter((source) => !existsSync(cachedChart(source, versions)));
  if (missing.length === 0) return;
  if (!hasGo()) throw new UsageError(needs);
  for (const source of missing) {
    const scratch = mkdtempSync(join(tmpdir(), "rehearse-chart-"));
    try {
      const chart = join(scratch, "chart");
      copyWritable(await sourceFolder(source, versions, log), chart);
      place(chart, cachedChart(source, versions));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/**
 * Builds the named programs and fetches the CRDs that are not in the cache.
 * @throws UsageError when there is something to do and no Go in PATH, or when a program cannot be built in that version
 * @throws RehearsalError when a build or a download fails
 */
export async function buildParts(names: readonly PartName[], log: Log, versions: PartVersions): Promise<void> {
  const missing = partsToBuild(names, versions);
  await fetchCrds(versions, log);
  if (missing.length === 0) return;
  if (!hasGo()) throw new UsageError(needs);
  const total = missing.reduce((sum, { name }) => sum + minutes[name as PartName], 0);
  log(`building ${missing.length} programs, once; about ${total} minutes on two idle cores`);
  for (const [index, part] of missing.entries()) {
    const started = Date.now();
    const name = `${part.name} ${familyName(part.family, versions).split("/")[1] ?? ""}`.trim();
    log(`building ${name} (${index + 1} of ${missing.length})`);
    await buildPart(part, versions, log);
    log(`built ${name} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}
