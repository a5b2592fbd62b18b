/** Plans of the real program and the real policy pack, each made once for all tests that ask for it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Plan, runPlan } from "../../tools/plan/plan";
import type { PlannedResource } from "./closure";

export type Mode = "preview" | "settled";
type Config = Readonly<Record<string, unknown>>;

export const root = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "nodepools-test-"));
// not `after`: the folder serves all test files of the process, one after the other
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const plans = new Map<string, Promise<Plan>>();

/** Plans run two at a time, as the machine has two cores. */
let running: Promise<unknown>[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running.length >= 2) await Promise.race(running);
  const promise = work();
  const done = promise.then(
    () => undefined,
    () => undefined,
  );
  running.push(done);
  void done.then(() => {
    running = running.filter((other) => other !== done);
  });
  return promise;
}

/** The plan of a stack file of the repository, such as `examples/single.yaml`, policies included. */
export function planOfFile(path: string): Promise<Plan> {
  return planOnce(join(root, path), "preview", { withoutPolicies: false });
}

/** The same with stand-in values, of its resources only. */
export function settledPlanOfFile(path: string): Promise<Plan> {
  return planOnce(join(root, path), "settled");
}

/**
 * The resources of a config under the project's namespace; `development` in us-east-1 unless it says otherwise.
 * @param name names the stack
 */
export function planOf(name: string, config: Config, mode: Mode = "preview"): Promise<Plan> {
  const keys = { environment: "development", ...config };
  const namespaced = Object.entries(keys).map(([key, value]) => [key.includes(":") ? key : `nodepools:${key}`, value]);
  const text = stringify({ config: { "aws:region": "us-east-1", ...Object.fromEntries(namespaced) } });
  const file = join(folder, `Pulumi.${name}.yaml`);
  writeFileSync(file, text);
  return planOnce(file, mode, { text });
}

function planOnce(file: string, mode: Mode, { text = "", withoutPolicies = true } = {}): Promise<Plan> {
  const key = `${mode} ${file} ${text} ${withoutPolicies}`;
  const plan = plans.get(key) ?? inTurn(() => runPlan({ folder: root, config: file, mode, withoutPolicies }));
  plans.set(key, plan);
  return plan;
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
