/** Check 2: plays a scenario on a running control plane, step by step. */
import { durationSeconds } from "../../../capacity/units/duration";
import type { KubeApi } from "../api/kubeApi";
import { KubeError } from "../api/kubeError";
import { hasCondition, type Kind, type KubeObject, kindOf, kinds, objectName } from "../api/kubeObject";
import type { RehearsalFinding } from "../finding";
import type { Kubelets } from "../nodes/kubelets";
import { type Snapshot, takeSnapshot } from "../nodes/snapshot";
import { expectationText, misses, preemptedPods } from "./expect";
import type { Scenario } from "./read";
import type { Expectation, Step, WindowStep } from "./schema";
import { shortenWaits } from "./shorten";
import type { Timeline } from "./timeline";
import { withWindows } from "./window";
import { workloadOn } from "./workload";

export interface Stage {
  readonly api: KubeApi;
  readonly kubelets: Kubelets;
  readonly timeline: Timeline;
  /** Rejects when a part of the control plane dies. */
  readonly failed: Promise<never>;
}

/** How often the cluster is looked at; also how late a kubelet may be. */
const roundMilliseconds = 300;
const defaultWithin = "60s";

/** How long Karpenter may take over its pools; it needs three seconds. */
const poolSeconds = 30;

function split(namespaced: string): { readonly namespace: string; readonly name: string } {
  const [namespace = "", name = ""] = namespaced.split("/");
  return { namespace, name };
}

/** One look at the cluster: kubelets act on it, and the timeline notes it. */
export async function round({ api, kubelets, timeline, failed }: Stage): Promise<Snapshot> {
  const look = async () => {
    const snapshot = await takeSnapshot(api);
    timeline.observe(snapshot);
    await kubelets.act(snapshot);
    return snapshot;
  };
  return Promise.race([look(), failed]);
}

async function pause({ failed }: Stage, milliseconds: number): Promise<void> {
  await Promise.race([new Promise((resolve) => setTimeout(resolve, milliseconds)), failed]);
}

async function lookFor(
  stage: Stage,
  milliseconds: number,
  seen: (snapshot: Snapshot) => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    if (await seen(await round(stage))) return true;
    if (Date.now() >= deadline) return false;
    await pause(stage, roundMilliseconds);
  }
}

/** What a step asks of an object that is not there, or that the server refuses: the scenario's fault. */
class StepFault extends Error {}

async function stored<T extends KubeObject>(
  api: KubeApi,
  kind: Kind<T>,
  metadata: { readonly name?: string; readonly namespace?: string },
): Promise<T> {
  const object = await api.get(kind, metadata);
  if (object === undefined) throw new StepFault(`there is no ${objectName({ kind: kind.kind, metadata })}`);
  return object;
}

export class Player {
  constructor(
    private readonly stage: Stage,
    private readonly scenario: Scenario,
  ) {}

  /** @returns what was not as expected */
  async play(): Promise<readonly RehearsalFinding[]> {
    const findings: RehearsalFinding[] = [];
    await this.apply(this.scenario.objects ?? []);
    for (const [index, step] of this.scenario.steps.entries()) {
      const missed = await this.step(step).catch((cause: unknown) => {
        if (cause instanceof StepFault || cause instanceof KubeError) return [cause.message];
        throw cause;
      });
      const subject = `steps[${index}]`;
      for (const message of missed) {
        this.stage.timeline.add("missed", `${subject}: ${message}`);
        findings.push({ check: "behaviour", subject, field: "", message });
      }
      // what follows builds upon what was expected
      if (missed.length > 0) break;
    }
    return findings;
  }

  private async step(step: Step): Promise<readonly string[]> {
    const { timeline } = this.stage;
    if (step.say !== undefined) timeline.add("step", step.say);
    if (step.run !== undefined) await this.run(step.run);
    if (step.scale !== undefined) await this.scale(step.scale);
    if (step.apply !== undefined) await this.apply(step.apply);
    if (step.delete !== undefined) await this.delete(step.delete);
    if (step.open !== undefined) await this.window(step.open, true);
    if (step.close !== undefined) await this.window(step.close, false);
    if (step.wait !== undefined) await this.wait(step.wait);
    if (step.refuse !== undefined) return this.refuse(step.refuse);
    if (step.allow !== undefined) return this.allow(step.allow);
    return step.expect === undefined ? [] : this.expect(step.expect);
  }

  private async run(run: NonNullable<Step["run"]>): Promise<void> {
    const pool = await stored(this.stage.api, kinds.nodePool, { name: run.pool });
    await this.stage.api.apply(workloadOn(pool, run));
    this.stage.timeline.add(
      "step",
      `run ${run.workload} on ${run.pool}: ${run.replicas} pods of ${run.cpu} CPU and ${run.memory}`,
    );
  }

  private async scale(scale: NonNullable<Step["scale"]>): Promise<void> {
    const isPool = "nodePool" in scale;
    const target = isPool
      ? await stored(this.stage.api, kinds.nodePool, { name: scale.nodePool })
      : await stored(this.stage.api, kinds.deployment, split(scale.deployment));
    await this.stage.api.patch(target, { spec: { replicas: scale.replicas } });
    this.stage.timeline.add("step", `scale ${objectName(target)} from ${target.spec.replicas} to ${scale.replicas}`);
  }

  private async apply(objects: readonly KubeObject[]): Promise<void> {
    for (const given of objects) {
      const { object, changes } = shortenWaits(given, this.scenario.shorten ?? {}, new Date());
      for (const change of changes) this.stage.timeline.add("change", change);
      await this.stage.api.apply(object).catch((cause: unknown) => {
        throw cause instanceof KubeError ? new StepFault(`${objectName(object)} is refused: ${cause.message}`) : cause;
      });
      this.stage.timeline.add("step", `apply ${objectName(object)}`);
    }
  }

  private async delete(objects: readonly KubeObject[]): Promise<void> {
    for (const object of objects) {
      await stored(this.stage.api, kindOf(object.apiVersion, object.kind), object.metadata);
      await this.stage.api.delete(object);
      this.stage.timeline.add("step", `delete ${objectName(object)}`);
    }
  }

  private async window(given: WindowStep, isOpen: boolean): Promise<void> {
    const { scaledObject, trigger } = typeof given === "string" ? { scaledObject: given, trigger: undefined } : given;
    const scaled = await stored(this.stage.api, kinds.scaledObject, split(scaledObject));
    const { triggers, changes } = withWindows(scaled, isOpen, new Date(), trigger);
    if (changes.length === 0) throw new StepFault(`ScaledObject ${scaledObject} has no such window`);
    await this.stage.api.patch(scaled, { spec: { triggers } });
    this.stage.timeline.add("step", `${isOpen ? "open" : "close"} ${scaledObject}`);
    for (const { trigger: index, after } of changes) this.stage.timeline.add("change", `window ${index} is ${after}`);
  }

  private async wait(span: string): Promise<void> {
    this.stage.timeline.add("step", `wait ${span}`);
    await lookFor(this.stage, durationSeconds(span) * 1000, () => false);
  }

  private async refuse({ as, create, message }: NonNullable<Step["refuse"]>): Promise<readonly string[]> {
    const who = as === undefined ? "the administrator" : as.user;
    // a policy that was applied a moment ago may not be enforced yet
    let said: string | undefined;
    await lookFor(this.stage, 15_000, async () => {
      said = await this.refusal(create, as);
      return said?.includes(message) === true;
    });
    if (said === undefined) return [`${objectName(create)} of ${who} is admitted; it must be refused`];
    if (!said.includes(message))
      return [`${objectName(create)} of ${who} is refused otherwise than with "${message}": ${said}`];
    this.stage.timeline.add("met", `${objectName(create)} of ${who} is refused: ${said}`);
    return [];
  }

  private async allow({ as, create }: NonNullable<Step["allow"]>): Promise<readonly string[]> {
    const who = as === undefined ? "the administrator" : as.user;
    const said = await this.refusal(create, as);
    if (said !== undefined) return [`${objectName(create)} of ${who} is refused: ${said}`];
    this.stage.timeline.add("met", `${objectName(create)} of ${who} is admitted`);
    return [];
  }

  /** The server's words, or undefined when it would take the object; nothing is kept. */
  private async refusal(object: KubeObject, as: NonNullable<Step["refuse"]>["as"]): Promise<string | undefined> {
    const identity =
      as === undefined ? {} : { as: { user: as.user, ...(as.groups === undefined ? {} : { groups: as.groups }) } };
    try {
      await this.stage.api.apply(object, { ...identity, dryRun: true });
      return undefined;
    } catch (cause) {
      if (cause instanceof KubeError) return cause.message;
      throw cause;
    }
  }

  private async expect(expectation: Expectation): Promise<readonly string[]> {
    const { within = defaultWithin } = expectation;
    const preempted = Object.keys(expectation.preempted ?? {});
    let missed: readonly string[] = [];
    const isMet = async (snapshot: Snapshot) => {
      missed = misses(
        expectation,
        snapshot,
        preempted.length === 0 ? new Map() : await preemptedPods(this.stage.api, preempted),
      );
      return missed.length === 0;
    };
    const { timeline } = this.stage;
    if (!(await lookFor(this.stage, durationSeconds(within) * 1000, isMet)))
      return missed.map((line) => `after ${within}, ${line}`);
    const held = expectation.for;
    if (
      held !== undefined &&
      (await lookFor(this.stage, durationSeconds(held) * 1000, async (snapshot) => !(await isMet(snapshot))))
    )
      return missed.map((line) => `did not stay so for ${held}: ${line}`);
    timeline.add(
      "met",
      `${expectationText(expectation)}${held === undefined ? "" : ` for ${held}`}; ${timeline.usdPerHour().toFixed(4)} USD/h`,
    );
    return [];
  }
}

/** Waits until Karpenter has judged every pool: what the server admits, Karpenter may still refuse and then ignore. */
export async function poolFindings(stage: Stage): Promise<readonly RehearsalFinding[]> {
  let findings: readonly RehearsalFinding[] = [];
  await lookFor(stage, poolSeconds * 1000, async () => {
    const pools = await stage.api.list(kinds.nodePool);
    findings = pools.flatMap((pool) => {
      if (hasCondition(pool, "Ready")) return [];
      const why = (pool.status?.conditions ?? [])
        .filter(({ status }) => status === "False")
        .map(({ type, message = "" }) => `${type}: ${message}`);
      const message = `Karpenter does not take it, so it gets no node: ${why.join("; ") || `no word after ${poolSeconds} s`}`;
      return [{ check: "behaviour" as const, subject: objectName(pool), field: "", message }];
    });
    return findings.length === 0;
  });
  return findings;
}
