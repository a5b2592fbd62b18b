/** How long a policy pack takes to start: from the command, as the engine gives it, to the port that it prints. */
import { spawn } from "node:child_process";
import { usageOf } from "./measure";

/** From the command to the printed port. */
export interface Start {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

/** The quickest of several starts: the first ones read cold files, and any may be delayed by something else. */
export async function packStart(folder: string, tries = 3): Promise<Start> {
  const starts: Start[] = [];
  for (let count = 0; count < tries; count++) starts.push(await startOnce(folder));
  return starts.reduce((best, start) => (start.wallSeconds < best.wallSeconds ? start : best));
}

function startOnce(folder: string): Promise<Start> {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
    cwd: folder,
    // as after `pulumi preview`, whose variables are the stack's; none of the shell's own
    env: { PATH: process.env.PATH, PULUMI_NODEJS_PROJECT: "bench", PULUMI_NODEJS_STACK: "bench", PULUMI_CONFIG: "{}" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (!/^\d+$/m.test(output)) return;
      const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9;
      resolve({ wallSeconds, cpuSeconds: usageOf(child.pid ?? 0)?.cpu ?? 0 });
      child.kill();
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the pack in ${folder} ended (${code}) before it served`)));
  });
}
