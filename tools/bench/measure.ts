/** What a command costs: wall time, CPU time and peak memory of it and of the processes that it starts. Linux only. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { exitCode } from "../cli/errors";

/** The processes of a plan: the program, the policy pack, and the plan itself with whatever else it starts. */
export const parts = ["plan", "program", "pack"] as const;
export type Part = (typeof parts)[number];

/** Of one process, or of several together. */
export interface Usage {
  /** User and system time, in seconds. */
  readonly cpu: number;
  /** Peak resident memory, in MB; of several the sum of their own peaks. */
  readonly peak: number;
}

/** What a command and all processes that it started cost. */
export interface Cost extends Usage {
  readonly wall: number;
  /** Peak of the largest process, in MB. */
  readonly largest: number;
  readonly parts: Readonly<Record<Part, Usage>>;
  readonly exitCode: number | null;
}

/** Milliseconds between two looks at /proc; a process that lives shorter is not seen. */
const lookEvery = 25;
/** What stands in the command lines of a policy pack and of a program. Source: @pulumi/pulumi/cmd. */
const commands: readonly (readonly [Part, RegExp])[] = [
  ["pack", /run-policy-pack/],
  ["program", /@pulumi\/pulumi\/cmd\/run(\/|\0)/],
];
/** Clock ticks a second: USER_HZ, 100 on every Linux that Node runs on. */
const ticks = 100;

/** Runs the command and measures it; its standard output and error go nowhere. */
export function costOf(command: string, args: readonly string[], cwd: string): Promise<Cost> {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { cwd, stdio: "ignore" });
  const seen = new Map<number, ProcessUsage>();
  const look = () => {
    for (const pid of child.pid === undefined ? [] : [child.pid, ...descendants(child.pid)]) {
      const usage = usageOf(pid);
      if (usage !== undefined) seen.set(pid, usage);
    }
  };
  const timer = setInterval(look, lookEvery);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(timer);
      const usages = [...seen.values()];
      const of = (part: Part) => sum(usages.filter((usage) => usage.part === part));
      resolve({
        ...sum(usages),
        wall: Number(process.hrtime.bigint() - started) / 1e9,
        largest: Math.max(0, ...usages.map(({ peak }) => peak)),
        parts: { plan: of("plan"), program: of("program"), pack: of("pack") },
        exitCode: code,
      });
    });
  });
}

/** True for a plan that came to a verdict, whichever. */
export function ended(cost: Pick<Cost, "exitCode">): boolean {
  return cost.exitCode === exitCode.pass || cost.exitCode === exitCode.refused;
}

/** Of several runs the one with the median wall time; one that failed, if there is one. */
export function medianCost(costs: readonly Cost[]): Cost {
  const failed = costs.find((cost) => !ended(cost));
  const sorted = [...costs].sort((a, b) => a.wall - b.wall);
  return failed ?? sorted[Math.floor(sorted.length / 2)]!;
}

function sum(usages: readonly Usage[]): Usage {
  return usages.reduce((all, { cpu, peak }) => ({ cpu: all.cpu + cpu, peak: all.peak + peak }), { cpu: 0, peak: 0 });
}

function descendants(pid: number): readonly number[] {
  const threads = read(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const children = threads.flatMap((thread) =>
    (read(() => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8")) ?? "")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Of one process, and which of the plan's it is. */
export interface ProcessUsage extends Usage {
  readonly part: Part;
}

/** What a process has used so far; undefined when it has ended. */
export function usageOf(pid: number): ProcessUsage | undefined {
  const text = (file: string) => read(() => readFileSync(`/proc/${pid}/${file}`, "utf8")) ?? "";
  return usageIn(text("stat"), text("status"), text("cmdline"));
}

/** Reads the files of those names under /proc/<pid>. */
export function usageIn(stat: string, status: string, cmdline: string): ProcessUsage | undefined {
  const peak = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  if (stat === "" || peak === undefined) return undefined;
  // After the command's name, which may contain blanks: fields 14 and 15 of proc(5) are user and system time.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
    peak: Math.round(Number(peak) / 1000),
    part: commands.find(([, command]) => command.test(cmdline))?.[0] ?? "plan",
  };
}

/** A process may end between two looks. */
function read<T>(from: () => T): T | undefined {
  try {
    return from();
  } catch {
    return undefined;
  }
}
