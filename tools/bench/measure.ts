/** What a command costs: wall time, CPU time and peak memory of it and of the processes that it starts. Linux only. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What a command and all processes that it started cost. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time of all its processes together. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the largest process, in MB. */
  readonly largestMB: number;
  /** Sum of the processes' own peaks, in MB. */
  readonly sumMB: number;
  /** CPU time of the policy pack alone; 0 without one. */
  readonly packCpuSeconds: number;
  readonly exitCode: number | null;
}

/** Of one process: CPU seconds and peak memory in MB. */
export interface Usage {
  readonly cpu: number;
  readonly peak: number;
  readonly isPack: boolean;
}

/** Milliseconds between two looks at /proc; a process that lives shorter is not seen. */
const lookEvery = 25;
/** Part of the command line of every policy pack. Source: @pulumi/pulumi/cmd. */
const packCommand = "run-policy-pack";
/** Clock ticks a second: USER_HZ, 100 on every Linux that Node runs on. */
const ticks = 100;

/** Runs the command and measures it; its standard output and error go nowhere. */
export function costOf(command: string, args: readonly string[], cwd: string): Promise<Cost> {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { cwd, stdio: "ignore" });
  const seen = new Map<number, Usage>();
  const look = () => {
    for (const pid of child.pid === undefined ? [] : [child.pid, ...descendants(child.pid)]) {
      const usage = usageOf(pid);
      if (usage !== undefined) seen.set(pid, usage);
    }
  };
  const timer = setInterval(look, lookEvery);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (exitCode) => {
      clearInterval(timer);
      const usages = [...seen.values()];
      resolve({
        wallSeconds: Number(process.hrtime.bigint() - started) / 1e9,
        cpuSeconds: usages.reduce((sum, { cpu }) => sum + cpu, 0),
        largestMB: Math.max(0, ...usages.map(({ peak }) => peak)),
        sumMB: usages.reduce((sum, { peak }) => sum + peak, 0),
        packCpuSeconds: usages.filter(({ isPack }) => isPack).reduce((sum, { cpu }) => sum + cpu, 0),
        exitCode,
      });
    });
  });
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

/** What a process has used so far; undefined when it has ended. */
export function usageOf(pid: number): Usage | undefined {
  const text = (file: string) => read(() => readFileSync(`/proc/${pid}/${file}`, "utf8")) ?? "";
  return usageIn(text("stat"), text("status"), text("cmdline"));
}

/** Reads the files of those names under /proc/<pid>. */
export function usageIn(stat: string, status: string, cmdline: string): Usage | undefined {
  const peak = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  if (stat === "" || peak === undefined) return undefined;
  // After the command's name, which may contain blanks: fields 14 and 15 of proc(5) are user and system time.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
    peak: Math.round(Number(peak) / 1000),
    isPack: cmdline.includes(packCommand),
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
