/** Placeholders and their windows, as a pool's `warm` and `smokeTest`. */
import { tinyPlaceholder } from "../../../capacity/ec2/allocatable";
import { cpuMillis, cpuText, memoryBytes } from "../../../capacity/units/quantity";
import type { SourcePool, SourceScaler, SourceTrigger, Workload } from "../model";
import type { Said, Steps } from "../source/sourceObject";
import type { Draft } from "./draft";
import { windowTimes } from "./windows";

/** CPU and memory of a placeholder that requests none: what a sleeping container uses, so that the other alone is kept. */
const leastCpu = `${tinyPlaceholder.cpuMillis}m`;
const leastMemory = `${tinyPlaceholder.memoryMiB}Mi`;

/** Replicas at which KEDA stops without a maxReplicaCount. Source: keda v2.20.2, apis/keda/v1alpha1, defaultHPAMaxReplicas. */
const mostByDefault = 100;

/** A placeholder workload, and what scales it. */
export interface Placeholders {
  readonly workload: Workload;
  readonly scaler: SourceScaler | undefined;
  /** All pools that its pods may run on, in the order in which Karpenter tries them. */
  readonly pools: readonly SourcePool[];
}

/** Writes the warm capacity of a pool. @param at the pool @returns whether the placeholders are in it */
export function writeWarm(draft: Draft, at: Steps, { workload, scaler }: Placeholders): boolean {
  const { ledger } = draft;
  const whole = { value: workload, from: workload.from };
  const replicas = scaler === undefined ? workload.replicas : scaler.minReplicas;
  if (!draft.mayPut(whole.from)) return false;
  if (scaler === undefined && (replicas?.value ?? 1) === 0) {
    draft.put([...at, "smokeTest"], whole, true);
    ledger.decided(
      [...at, "smokeTest"],
      `${workload.title} has 0 replicas and is scaled by hand, as the smoke test is`,
    );
    return true;
  }
  const warm = [...at, "warm"];
  const amount = workload.onePerNode && meansNodes(workload) ? undefined : sizeOf(workload);
  const always = scaler === undefined ? (replicas?.value ?? 1) : (replicas?.value ?? 0);
  if (amount !== undefined) {
    draft.put([...warm, "placeholder"], whole, amount.one);
    const instead = [
      workload.cpuMillis === undefined ? `cpu ${leastCpu}` : [],
      workload.memoryBytes === undefined ? `memory ${leastMemory}` : [],
    ].flat();
    if (instead.length > 0)
      ledger.decided([...warm, "placeholder"], `${instead.join(" and ")}: the source requests none`);
    if (workload.onePerNode)
      ledger.decided(
        [...warm, "placeholder"],
        `${amount.one.cpu} CPU and ${amount.one.memory} stay free for each, as the source requests; ${workload.title} has one on each node, and here several may share a larger one: for whole nodes in place of room write always`,
      );
  } else if (requestsMore(workload, tinyPlaceholder.cpuMillis, tinyPlaceholder.memoryMiB))
    ledger.decided(
      warm,
      `nodes of any size, busy ones counted: the ${requestText(workload)} that each of ${workload.title} requests is taken for a sign of a node, and not kept free; for room write placeholder and spare`,
    );
  const keep = (count: number) => (amount === undefined ? { nodes: count } : { spare: amount.times(count) });
  if (always > 0) {
    const key = amount === undefined ? "always" : "spare";
    const value = amount === undefined ? always : amount.times(always);
    draft.put([...warm, key], replicas ?? whole, value);
    ledger.decided(
      [...warm, key],
      `${always} placeholders at any time${amount === undefined ? ", one on each node" : ""}, as ${workload.title} has them`,
    );
  }
  for (const trigger of scaler?.triggers ?? [])
    writeWindow(draft, [...warm, "windows"], trigger, scaler?.maxReplicas?.value, keep);
  if (scaler !== undefined) settleScaler(draft, warm, scaler, workload);
  return true;
}

/**
 * Most that one placeholder a node requests where it stands for a node of any size, as copies of Karpenter's own example
 * `inflate` do, which requests a vCPU. What requests more keeps room for pods of that size.
 */
const mostForANode = { cpuMillis: 1000, memoryMiB: 2048 } as const;

function meansNodes(workload: Workload): boolean {
  return !requestsMore(workload, mostForANode.cpuMillis, mostForANode.memoryMiB);
}

function requestsMore(workload: Workload, cpu: number, memoryMiB: number): boolean {
  return (workload.cpuMillis ?? 0) > cpu || (workload.memoryBytes ?? 0) > memoryMiB * 2 ** 20;
}

function requestText({ cpuMillis: cpu, memoryBytes: memory }: Workload): string {
  return [
    cpu === undefined ? [] : `${cpuText(cpu)} CPU`,
    memory === undefined ? [] : `${Math.ceil(memory / 2 ** 20)}Mi`,
  ]
    .flat()
    .join(" and ");
}

interface Amount {
  readonly one: { readonly cpu: string; readonly memory: string };
  readonly times: (count: number) => { readonly cpu: string; readonly memory: string };
}

/** What one placeholder requests, and so many of them. */
function sizeOf(workload: Workload): Amount {
  const cpu = workload.cpuMillis ?? cpuMillis(leastCpu);
  const memory = workload.memoryBytes ?? memoryBytes(leastMemory);
  const of = (count: number) => ({ cpu: cpuText(cpu * count), memory: `${Math.ceil((memory * count) / 2 ** 20)}Mi` });
  return { one: of(1), times: of };
}

function writeWindow(
  draft: Draft,
  list: Steps,
  trigger: Said<SourceTrigger>,
  most: number | undefined,
  keep: (count: number) => Readonly<Record<string, unknown>>,
): void {
  const { timezone, replicas } = trigger.value;
  const steps = draft.next(list);
  const count = Math.min(replicas, most ?? mostByDefault);
  if (count < replicas)
    draft.ledger.decided(
      steps,
      `${count}, where the trigger asks for ${replicas}: KEDA stops at maxReplicaCount${most === undefined ? `, which is ${mostByDefault} where nothing is said` : ""}`,
    );
  try {
    const { times, fault } = windowTimes(trigger.value);
    if (draft.put(steps, trigger, { ...times, timezone, ...keep(count) }) && fault !== undefined)
      draft.ledger.broken("cron-is-hourly", trigger.from, fault.message, fault.instead);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    draft.ledger.noEquivalent(
      trigger.from,
      `has a cron that KEDA cannot read: ${error.message}`,
      "write the window by hand",
    );
  }
}

function settleScaler(draft: Draft, warm: Steps, scaler: SourceScaler, workload: Workload): void {
  const { ledger } = draft;
  ledger.carried(scaler.target.from, warm);
  if (scaler.cooldownSeconds !== undefined)
    draft.put([...warm, "cooldown"], scaler.cooldownSeconds, `${scaler.cooldownSeconds.value}s`);
  if (scaler.maxReplicas !== undefined) ledger.carried(scaler.maxReplicas.from, [...warm, "windows"]);
  if (scaler.minReplicas?.value === 0) ledger.carried(scaler.minReplicas.from, warm);
  if (workload.replicas !== undefined)
    ledger.decided(warm, `the replicas of ${workload.title} do not count: ${scaler.object.title} sets them`);
}
