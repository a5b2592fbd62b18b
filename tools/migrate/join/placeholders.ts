/** Placeholders with what scales them, by the pool that they keep room on. */
import { placeholderPriority } from "../../../capacity/tenancy/labels";
import type { Ledger } from "../ledger";
import type { Model, SourcePool, SourceScaler, Workload } from "../model";
import type { Placeholders } from "../write/warm";
import { poolsChosenBy, poolsFor } from "./workloads";

/** Of a placeholder that any pod without a class preempts. */
const highestPriority = -1;

/** The placeholders of each pool that goes into the config, in the order of the input; `unplaced` have none. */
export function placeholdersByPool(
  model: Model,
  made: readonly SourcePool[],
): {
  readonly byPool: ReadonlyMap<SourcePool, readonly Placeholders[]>;
  readonly unplaced: readonly Workload[];
} {
  const byPool = new Map<SourcePool, Placeholders[]>();
  const unplaced: Workload[] = [];
  for (const workload of model.workloads) {
    if (!workload.isPlaceholder) continue;
    const pools = poolsFor(workload, model.pools);
    const pool = pools.find((one) => made.includes(one));
    if (pool === undefined) unplaced.push(workload);
    else byPool.set(pool, [...(byPool.get(pool) ?? []), { workload, scaler: scalerOf(workload, model), pools }]);
  }
  return { byPool, unplaced };
}

/** Tells of placeholders that are in no pool's warm capacity, and why. */
function noteUnplaced(unplaced: readonly Workload[], { pools }: Model, ledger: Ledger): void {
  const names = (list: readonly SourcePool[]) => list.map(({ name }) => name).join(" and ");
  for (const workload of unplaced) {
    const before = poolsFor(workload, pools);
    const chosen = poolsChosenBy(workload, pools);
    if (before.length > 0)
      ledger.noEquivalent(
        workload.from,
        `keeps room on nodes of ${names(before)}, of which none is carried over`,
        "write warm of the pool that takes its place",
      );
    else if (chosen.length > 0)
      ledger.noEquivalent(
        workload.from,
        `does not tolerate the taints of ${names(chosen)}, and no other pool of the input takes its pods`,
        "give the pool that it runs on, too, or write its warm by hand",
      );
    else
      ledger.noEquivalent(
        workload.from,
        "keeps room on nodes of no pool of the input",
        "give the pool, too, or write its warm by hand",
      );
  }
}

function scalerOf(workload: Workload, { scalers }: Model): SourceScaler | undefined {
  return scalers.find((scaler) => scales(scaler, workload));
}

function scales({ target, targetKind, namespace }: SourceScaler, workload: Workload): boolean {
  return targetKind === workload.kind && target.value === workload.name && namespace === workload.namespace;
}

/** Tells of priorities, of scalers without a workload, and of placeholders without a pool. @param made pools that go into the config */
export function notePlaceholders(model: Model, made: readonly SourcePool[], ledger: Ledger): void {
  const placeholders = model.workloads.filter(({ isPlaceholder }) => isPlaceholder);
  for (const workload of placeholders) {
    const { priorityClassName: said } = workload;
    // one with 0 replicas is scaled by hand to see a pool make nodes: it keeps no room
    const isTest = workload.replicas?.value === 0 && scalerOf(workload, model) === undefined;
    const program = `the program's own class, of ${placeholderPriority}`;
    if (said === undefined) {
      if (isTest) continue;
      ledger.broken(
        "placeholder-without-priority",
        workload.from,
        "names no PriorityClass: its pods have priority 0, as all pods have, and never give way to one",
        program,
      );
      continue;
    }
    const known = model.priorityClasses.find(({ name }) => name === said.value);
    if (known !== undefined && known.value.value > highestPriority)
      ledger.broken(
        "placeholder-priority-is-not-low",
        known.value.from,
        `is ${known.value.value}: pods of priority 0 do not take their place`,
        program,
      );
  }
  for (const { object, name, value } of model.priorityClasses) {
    const isOurs = placeholders.some(({ priorityClassName }) => priorityClassName?.value === name);
    if (isOurs) ledger.settle(value.from);
    else
      ledger.noEquivalent(
        { object, steps: [] },
        "is used by no placeholder of the input",
        "keep it: the program makes no classes of yours",
      );
  }
  const { unplaced } = placeholdersByPool(model, made);
  noteUnplaced(unplaced, model, ledger);
  for (const scaler of model.scalers) {
    const target = model.workloads.find((workload) => scales(scaler, workload));
    if (target?.isPlaceholder === true && !unplaced.includes(target)) continue;
    if (target === undefined)
      ledger.broken(
        "scale-target-misses",
        scaler.target.from,
        `scales ${scaler.target.value} of namespace ${scaler.namespace}, which is not in the input`,
        "nothing",
      );
    ledger.noEquivalent(
      { object: scaler.object, steps: [] },
      target === undefined ? "scales a workload that is not in the input" : "scales a workload that is no placeholder",
      target === undefined ? "give its Deployment, too" : "keep it: it goes on as it is",
    );
  }
}
