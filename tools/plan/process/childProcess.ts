/** The node processes that a plan starts: the program and the policy pack, or the plans of several stacks. None outlives it. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { PulumiConfig } from "../project/pulumiConfig";
import { cleanEnvironment } from "./childEnvironment";

/** A started process. */
export interface Child {
  readonly process: ChildProcess;
  /** The last of what it wrote to standard output and error. */
  output(): string;
  /** Resolves with the exit code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** A pipe both ways, for a policy pack: packChannel.cjs. */
  readonly channel: Socket | undefined;
  kill(): void;
}

/** What differs between the processes that are started. */
interface StartOptions {
  /** How it is ended; SIGTERM for one that has processes or files of its own to tidy up. @default SIGKILL */
  readonly ending?: NodeJS.Signals;
  /** Gives it a channel. @default false */
  readonly hasChannel?: boolean;
}

/** Longest environment variable that Linux passes on (MAX_ARG_STRLEN), with its name and the two bytes around them. */
const longestVariable = 128 * 1024 - 1;

/** Bytes of the config that are too many for Pulumi to hand to a program on Linux; undefined when they fit. */
export function excessConfigBytes(config: PulumiConfig): number | undefined {
  const { PULUMI_CONFIG } = configVariables(config);
  const bytes = Buffer.byteLength(PULUMI_CONFIG);
  return bytes + "PULUMI_CONFIG".length + 2 > longestVariable ? bytes : undefined;
}
/** Characters of a child's output that are kept for a message. */
const keptOutput = 64 * 1024;

/** With the signal that ends each. */
const running = new Map<ChildProcess, NodeJS.Signals>();

function killAll(): void {
  for (const [child, signal] of running) child.kill(signal);
}

const fatalSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function dieOf(signal: NodeJS.Signals): void {
  killAll();
  unguard();
  process.kill(process.pid, signal);
}

function guard(): void {
  process.on("exit", killAll);
  for (const signal of fatalSignals) process.on(signal, dieOf);
}

function unguard(): void {
  process.off("exit", killAll);
  for (const signal of fatalSignals) process.off(signal, dieOf);
}

/** The variables in which the program and the pack find the stack's config. */
export function configVariables({
  values,
  secretKeys,
}: PulumiConfig): Record<"PULUMI_CONFIG" | "PULUMI_CONFIG_SECRET_KEYS", string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
  };
}

/**
 * Starts node.
 * @param variables added to the environment
 */
export function startNode(
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
  { ending = "SIGKILL", hasChannel = false }: StartOptions = {},
): Child {
  const environment: Record<string, string> = { ...cleanEnvironment(), ...variables };
  if (environment.NODE_OPTIONS !== undefined) environment.PLAN_NODE_OPTIONS = environment.NODE_OPTIONS;
  const preload = JSON.stringify(join(__dirname, "childPreload.cjs"));
  environment.NODE_OPTIONS = `${environment.NODE_OPTIONS ?? ""} --require ${preload}`.trim();
  environment.PLAN_LIFELINE = "3";
  if (hasChannel) environment.PLAN_CHANNEL = "4";

  const child = spawn(process.execPath, args, {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "pipe", ...(hasChannel ? (["pipe"] as const) : [])],
  });
  child.stdio[3]?.on("error", () => {});
  const channel = (child.stdio[4] ?? undefined) as Socket | undefined;
  channel?.on("error", () => {});

  if (running.size === 0) guard();
  running.set(child, ending);
  let kept = "";
  const keep = (chunk: string): void => {
    kept = (kept + chunk).slice(-keptOutput);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", keep);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("error", (cause) => {
      keep(String(cause));
      resolve(1);
    });
    child.on("close", (code, signal) => resolve(code ?? signal ?? 1));
    // a grandchild may keep the pipes open: what matters is that the child itself is gone
    child.on("exit", (code, signal) => setTimeout(resolve, 500, code ?? signal ?? 1).unref());
  });
  void ended.then(() => {
    running.delete(child);
    if (running.size === 0) unguard();
  });
  return { process: child, output: () => kept, ended, channel, kill: () => void child.kill(ending) };
}
