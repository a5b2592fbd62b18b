/** Check 2: plays the steps of a scenario on a simulated cluster. */
import { durationSeconds } from "../../../capacity/units/duration";
import type { KubeApi } from "../api/kubeApi";
import { KubeError } from "../api/kubeError";
import { hasCondition, type Kind, type KubeObject, kindOf, kinds, objectName } from "../api/kubeObject";
import type { RehearsalFinding } from "../finding";
import { nodeNamed, noNodeNamed } from "../nodes/nodeNamed";
import type { Snapshot } from "../nodes/snapshot";
import { poolSubject } from "../plannedObjects";
import type { PlannedChange } from "./change";
import { type SimulatedCluster, waitUntil } from "./cluster";
import { expectationText, preemptedPods, unmet } from "./expect";
import type { Scenario } from "./read";
import { type SinceChange, saidOf } from "./replaced";
import type { Expectation, Step, WindowStep } from "./schema";
import { withLiveFields } from "./setByOthers";
import { shortenWaits } from "./shorten";
import { waitingReasons } from "./waiting";
import { withWindows } from "./window";
import { workloadOn } from "./workload";

const defaultWithin = "60s";

/** How long a policy may take until the server enforces it; it needs a few seconds. */
const refusalSeconds = 15;

/** How long Karpenter may take until its pools are Ready; it needs three seconds. */
const poolReadySeconds = 30;

function split(namespaced: string): { readonly namespace: string; readonly name: string } {
  const [namespace = "", name = ""] = namespaced.split("/");
  return { namespace, name };
}

/** A part of the scenario that cannot be done: its object does not exist, or the server refuses it. */
class StepError extends Error {}

async function stored<T extends KubeObject>(
  api: KubeApi,
  kind: Kind<T>,
  metadata: { readonly name?: string; readonly namespace?: string },
): Promise<T> {
  const object = await api.get(kind, metadata);
  if (object === undefined) throw new StepError(`there is no ${objectName({ kind: kind.kind, metadata })}`);
  return object;
}

/** One finding for each pool that does not become Ready: what the server admits, Karpenter may still refuse and ignore. */
async function poolFindings(cluster: SimulatedCluster): Promise<readonly RehearsalFinding[]> {
  let findings: readonly RehearsalFinding[] = [];
  await waitUntil(cluster, poolReadySeconds * 1000, async () => {
    const pools = await cluster.api.list(kinds.nodePool);
    findings = pools.flatMap((pool) => {
      if (hasCondition(pool, "Ready")) return [];
      const why = (pool.status?.conditions ?? [])
        .filter(({ status }) => status === "False")
        .map(({ type, message = "" }) => `${type}: ${message}`);
      const message = `Karpenter does not accept it, so it gets no nodes: ${why.join("; ") || `no condition after ${poolReadySeconds} s`}`;
      return [
        {
          check: "behaviour" as const,
          by: "karpenter" as const,
          subject: poolSubject(cluster.planned, pool.metadata.name ?? ""),
          field: "",
          message,
        },
      ];
    });
    return findings.length === 0;
  });
  return findings;
}

/** What was not as expected, and who decided that. */
type Missed = Pick<RehearsalFinding, "by" | "message">;

const ours = (message: string): Missed => ({ by: "rehearsal", message });
/** What tells objects of all kinds apart. */
const objectKey = (object: KubeObject): string => `${object.apiVersion} ${objectName(object)}`;

class Player {
  private changes = 0;
  private since: SinceChange | undefined;

  constructor(
    private readonly cluster: SimulatedCluster,
    private readonly scenario: Scenario,
  ) {}

  /** @returns what was not as expected */
  async play(): Promise<readonly RehearsalFinding[]> {
    const { objects = [], steps } = this.scenario;
    const refused = await this.findings("objects", async () => {
      await this.apply(objects);
      return [];
    });
    if (refused.length > 0) return refused;
    for (const [index, step] of steps.entries()) {
      const missed = await this.findings(`steps[${index}]`, () => this.step(step));
      // later steps depend on what was expected
      if (missed.length > 0) return missed;
    }
    return [];
  }

  /** One finding for each line that a part of the scenario returns, or for why it cannot be done. */
  private async findings(subject: string, act: () => Promise<readonly Missed[]>): Promise<readonly RehearsalFinding[]> {
    const missed = await act().catch((cause: unknown) => {
      if (cause instanceof StepError || cause instanceof KubeError) return [ours(cause.message)];
      throw cause;
    });
    for (const { by, message } of missed) this.cluster.timeline.add("missed", `${subject}: ${message}`, by);
    return missed.map((each) => ({ check: "behaviour", subject, field: "", ...each }));
  }

  private async step(step: Step): Promise<readonly Missed[]> {
    const { timeline } = this.cluster;
    if (step.say !== undefined) timeline.add("step", step.say);
    if (step.run !== undefined) await this.run(step.run);
    if (step.scale !== undefined) await this.scale(step.scale);
    if (step.change !== undefined) await this.change(step.change);
    if (step.apply !== undefined) await this.apply(step.apply);
    if (step.delete !== undefined) await this.delete(step.delete);
    if (step.deleteNode !== undefined) await this.deleteNode(step.deleteNode);
    if (step.open !== undefined) await this.window(step.open, true);
    if (step.close !== undefined) await this.window(step.close, false);
    if (step.wait !== undefined) await this.wait(step.wait);
    await this.cloudStep(step);
    if (step.refuse !== undefined) return this.refuse(step.refuse);
    if (step.allow !== undefined) return this.allow(step.allow);
    return step.expect === undefined ? [] : this.expect(step.expect);
  }

  /** Steps that something is done to EC2 by. */
  private async cloudStep(step: Step): Promise<void> {
    const { exhaust, fill, withoutServiceLinkedRole, interrupt } = step;
    if ([exhaust, fill, withoutServiceLinkedRole, interrupt].every((each) => each === undefined)) return;
    const { cloud, timeline } = this.cluster;
    if (cloud === undefined) throw new StepError("there is no EC2 in a simulation; give --provider aws");
    let failure: string | undefined;
    if (exhaust !== undefined) {
      cloud.exhaust(exhaust);
      const of = [exhaust.capacityTypes, exhaust.types, exhaust.zones].flatMap((each) => each ?? []).join(", ");
      timeline.add("step", `EC2 has no capacity left: ${of || "none at all"}`);
    }
    if (fill !== undefined) {
      timeline.add("step", `no address is left in ${fill}`);
      failure = cloud.fill(fill);
    }
    if (withoutServiceLinkedRole) {
      cloud.withoutServiceLinkedRole();
      timeline.add("step", "the account has no AWSServiceRoleForEC2Spot");
    }
    if (interrupt !== undefined) {
      timeline.add("step", `EC2 announces ${interrupt.how} for ${interrupt.node}`);
      failure = await cloud.interrupt(interrupt);
    }
    if (failure !== undefined) throw new StepError(failure);
  }

  private async run(run: NonNullable<Step["run"]>): Promise<void> {
    const pool = await stored(this.cluster.api, kinds.nodePool, { name: run.pool });
    await this.cluster.api.apply(workloadOn(pool, run));
    this.cluster.timeline.add(
      "step",
      `run ${run.workload} on ${run.pool}: replicas ${run.replicas}, each ${run.cpu} CPU and ${run.memory}`,
    );
  }

  private async scale(scale: NonNullable<Step["scale"]>): Promise<void> {
    const isPool = "nodePool" in scale;
    const target = isPool
      ? await stored(this.cluster.api, kinds.nodePool, { name: scale.nodePool })
      : await stored(this.cluster.api, kinds.deployment, split(scale.deployment));
    await this.cluster.api.patch(target, { spec: { replicas: scale.replicas } });
    this.cluster.timeline.add("step", `scale ${objectName(target)} from ${target.spec.replicas} to ${scale.replicas}`);
  }

  /** The next of the planned changes: applies what differs, deletes what is gone. */
  private async change(change: NonNullable<Step["change"]>): Promise<void> {
    const { timeline, stages, cloud } = this.cluster;
    const { objects: before } = stages[this.changes]!;
    this.changes += 1;
    const { objects: after, change: planned } = stages[this.changes]!;
    const edits = Object.entries(change).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
    timeline.add("step", `change ${edits.join(", ")}`);
    const { pools = [], elsewhere = [] } = planned ?? {};
    for (const line of saidOf(pools)) timeline.add("step", line);
    if (elsewhere.length > 0)
      timeline.add("change", `not played, since a step changes Kubernetes objects only: ${elsewhere.join(", ")}`);
    let nodes: SinceChange["nodes"] = [];
    await waitUntil(this.cluster, 0, (snapshot) => {
      nodes = snapshot.nodes;
      return true;
    });
    this.since = { nodes, pools, hasNodeClasses: cloud !== undefined };
    const texts = new Set(before.map((object) => JSON.stringify(object)));
    const changed = after.filter((object) => !texts.has(JSON.stringify(object)));
    await this.apply(await Promise.all(changed.map((object) => this.asUpdated(object, planned))));
    const kept = new Set(after.map(objectKey));
    await this.delete(before.filter((object) => !kept.has(objectKey(object))).reverse());
  }

  /** As `pulumi up` sends it: an object that runs keeps what others have set. */
  private async asUpdated(object: KubeObject, change: PlannedChange | undefined): Promise<KubeObject> {
    const { setByOthers = [] } =
      change?.planned.objects.find((each) => objectKey(each.object) === objectKey(object)) ?? {};
    if (setByOthers.length === 0) return object;
    const kind = kindOf(object.apiVersion, object.kind);
    return withLiveFields(object, setByOthers, await this.cluster.api.get(kind, object.metadata));
  }

  private async apply(objects: readonly KubeObject[]): Promise<void> {
    for (const given of objects) {
      const { object, changes } = shortenWaits(given, this.scenario.shorten ?? {}, new Date());
      for (const change of changes) this.cluster.timeline.add("change", change);
      await this.cluster.api.apply(object).catch((cause: unknown) => {
        throw cause instanceof KubeError ? new StepError(`${objectName(object)} is refused: ${cause.message}`) : cause;
      });
      this.cluster.timeline.add("step", `apply ${objectName(object)}`);
    }
  }

  private async delete(objects: readonly KubeObject[]): Promise<void> {
    for (const object of objects) {
      await stored(this.cluster.api, kindOf(object.apiVersion, object.kind), object.metadata);
      await this.cluster.api.delete(object);
      this.cluster.timeline.add("step", `delete ${objectName(object)}`);
    }
  }

  private async deleteNode(which: string): Promise<void> {
    const { api, timeline } = this.cluster;
    const node = await nodeNamed(api, which);
    if (node === undefined) throw new StepError(noNodeNamed(which));
    await api.delete(node);
    timeline.add("step", `delete ${objectName(node)}`);
  }

  private async window(given: WindowStep, isOpen: boolean): Promise<void> {
    const { scaledObject, trigger } = typeof given === "string" ? { scaledObject: given, trigger: undefined } : given;
    const scaled = await stored(this.cluster.api, kinds.scaledObject, split(scaledObject));
    const { triggers, changes } = withWindows(scaled, isOpen, new Date(), trigger);
    if (changes.length === 0)
      throw new StepError(
        `ScaledObject ${scaledObject} has no cron trigger${trigger === undefined ? "" : ` at index ${trigger}`}`,
      );
    await this.cluster.api.patch(scaled, { spec: { triggers } });
    this.cluster.timeline.add("step", `${isOpen ? "open" : "close"} ${scaledObject}`);
    for (const { trigger: index, after } of changes)
      this.cluster.timeline.add("change", `window ${index} is now ${after}`);
  }

  private async wait(span: string): Promise<void> {
    this.cluster.timeline.add("step", `wait ${span}`);
    await waitUntil(this.cluster, durationSeconds(span) * 1000, () => false);
  }

  private async refuse({ as, create, message }: NonNullable<Step["refuse"]>): Promise<readonly Missed[]> {
    const who = as === undefined ? "the administrator" : as.user;
    // the server enforces a new policy only after a moment
    let refusal: string | undefined;
    await waitUntil(this.cluster, refusalSeconds * 1000, async () => {
      refusal = await this.refusal(create, as);
      return refusal?.includes(message) === true;
    });
    if (refusal === undefined) return [ours(`${objectName(create)} as ${who} is admitted; it must be refused`)];
    if (!refusal.includes(message))
      return [ours(`${objectName(create)} as ${who} is refused, but not with "${message}": ${refusal}`)];
    this.cluster.timeline.add("met", `${objectName(create)} as ${who} is refused: ${refusal}`);
    return [];
  }

  private async allow({ as, create }: NonNullable<Step["allow"]>): Promise<readonly Missed[]> {
    const who = as === undefined ? "the administrator" : as.user;
    const refusal = await this.refusal(create, as);
    if (refusal !== undefined) return [ours(`${objectName(create)} as ${who} is refused: ${refusal}`)];
    this.cluster.timeline.add("met", `${objectName(create)} as ${who} is admitted`);
    return [];
  }

  /** The server's message, or undefined when it would admit the object; a dry run. */
  private async refusal(object: KubeObject, as: NonNullable<Step["refuse"]>["as"]): Promise<string | undefined> {
    const identity =
      as === undefined ? {} : { as: { user: as.user, ...(as.groups === undefined ? {} : { groups: as.groups }) } };
    try {
      await this.cluster.api.apply(object, { ...identity, dryRun: true });
      return undefined;
    } catch (cause) {
      if (cause instanceof KubeError) return cause.message;
      throw cause;
    }
  }

  private async expect(expectation: Expectation): Promise<readonly Missed[]> {
    const { within = defaultWithin } = expectation;
    const preempted = Object.keys(expectation.preempted ?? {});
    let missed: readonly string[] = [];
    const isMet = async (snapshot: Snapshot) => {
      missed = unmet(
        expectation,
        snapshot,
        preempted.length === 0 ? new Map() : await preemptedPods(this.cluster.api, preempted),
        (pool) => this.cluster.timeline.launched(pool),
        this.since,
      );
      return missed.length === 0;
    };
    const { timeline } = this.cluster;
    if (!(await waitUntil(this.cluster, durationSeconds(within) * 1000, isMet)))
      return [...missed.map((line) => ours(`after ${within}, ${line}`)), ...(await waitingReasons(this.cluster.api))];
    const span = expectation.for;
    if (
      span !== undefined &&
      (await waitUntil(this.cluster, durationSeconds(span) * 1000, async (snapshot) => !(await isMet(snapshot))))
    )
      return missed.map((line) => ours(`did not stay so for ${span}: ${line}`));
    timeline.add(
      "met",
      `${expectationText(expectation)}${span === undefined ? "" : ` for ${span}`}; ${timeline.usdPerHour().toFixed(4)} USD/h`,
    );
    return [];
  }
}

/**
 * Plays a scenario. Pools that Karpenter does not accept end it before its first step, since they get no nodes.
 * @returns what was not as expected; empty when all was
 * @throws RehearsalError when a program of the control plane ends
 */
export async function playScenario(
  cluster: SimulatedCluster,
  scenario: Scenario,
): Promise<readonly RehearsalFinding[]> {
  const findings = await poolFindings(cluster);
  return findings.length > 0 ? findings : new Player(cluster, scenario).play();
}
