/**
 * Plans of the real program and the real policy pack, each made once for all tests that ask for it. Without the pack the
 * program runs in this process, for a tenth of the CPU time of a process of its own; that both
 * register the same is a test (test/program/inProcess.test.ts).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Plan, type PlanOptions, runPlan } from "../../tools/plan/plan";
import type { PlannedResource } from "./closure";
import { day } from "./day";
import { textFile } from "./planned";
import { startProgramInProcess } from "./programInProcess";
import { madeOnce } from "./shared";

export type Mode = "preview" | "settled";
type Config = Readonly<Record<string, unknown>>;

export const root = join(__dirname, "..", "..");

/** What `runPlan` takes to plan without policies and without another process. */
export const inProcess = {
  folder: root,
  now: day,
  withoutPolicies: true,
  start: startProgramInProcess,
} as const satisfies PlanOptions;

/** The plan of a stack file of the repository, such as `examples/single.yaml`, in processes of its own, policies included. */
export function planOfFile(path: string): Promise<Plan> {
  return madeOnce(`${path} with policies`, () => runPlan({ folder: root, config: join(root, path), now: day }));
}

/** The plan of the same file in `settled` mode, without policies. */
export function settledPlanOfFile(path: string): Promise<Plan> {
  return madeOnce(`${path} settled`, () => runPlan({ ...inProcess, config: join(root, path), mode: "settled" }));
}

function stackText(config: Config): string {
  const keys = { environment: "development", ...config };
  const namespaced = Object.entries(keys).map(([key, value]) => [key.includes(":") ? key : `nodepools:${key}`, value]);
  return stringify({ config: { "aws:region": "us-east-1", ...Object.fromEntries(namespaced) } });
}

/** A stack file of a config, as {@link planOf} takes it, by path. */
export function stackFileOf(name: string, config: Config): string {
  return textFile(`Pulumi.${name}.yaml`, stackText(config));
}

/**
 * The plan of a config, without policies.
 * @param config the project's own keys, and others with their namespace (`aws:region`); a development stack in us-east-1 by default
 * @param name of the stack
 */
export function planOf(name: string, config: Config, mode: Mode = "preview"): Promise<Plan> {
  const text = stackText(config);
  return madeOnce(`${name} ${mode} ${text}`, (folder) => {
    const file = join(folder, `Pulumi.${name}.yaml`);
    writeFileSync(file, text);
    return runPlan({ ...inProcess, config: file, mode });
  });
}

/** Resources of a type, which may be the last part of the token (`NodePool`, `EC2NodeClass`, `Release`). */
export function ofType(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type || resource.type.endsWith(`:${type}`));
}

/** The one resource of a type and name. */
export function resource(plan: Plan, type: string, name: string): PlannedResource {
  const found = ofType(plan, type).filter((one) => one.name === name);
  if (found.length !== 1) throw new Error(`${found.length} resources are a ${type} called ${name}`);
  return found[0]!;
}
