/** Whether an edit of a pool makes Karpenter replace its nodes, and for how long: capacity/drift asked with what is planned. */
import { hourMs } from "../../../capacity/cron/zone";
import type { RollCause } from "../../../capacity/drift/cause";
import { type RollDuration, rollDuration } from "../../../capacity/drift/duration";
import { type PoolState, poolRoll, type RollError } from "../../../capacity/drift/poolRoll";
import { Unseen } from "../../../capacity/drift/unseen";
import { isProperties, isSecret, type Properties, shown, unknown, unwrapped, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { ChangedPool, ChangedResource } from "../summary/changesSchema";
import { metadataOf } from "../summary/kubernetesObject";
import { clusterType, type PoolSide, specOf, subnetType } from "./poolSides";
import { spanText } from "./spanText";

/** What Karpenter does with a pool's nodes. */
export interface Drift extends Pick<ChangedPool, "because" | "duration" | "revert" | "outside"> {
  readonly rolls: ChangedPool["rolls"];
  readonly errors: readonly RollError[];
}

/** Nodes stay. */
export const noDrift: Drift = { rolls: "none", because: [], duration: null, outside: [], errors: [] };

/** What the stack of a side says beside the pool. */
export interface StackSide {
  readonly resources: readonly RegisteredResource[];
  readonly region: string;
  readonly zones: readonly string[];
}

/** The settings of the controller and of the cluster that decide what drifts. */
export interface Controller {
  readonly karpenter: string;
  readonly kubernetes: string | undefined;
  readonly caBundle: unknown;
  readonly terminateFirstDrift: boolean;
}

const releaseType = "kubernetes:helm.sh/v3:Release";

/** As the resources of a side say them. */
export function controllerOf({ resources }: Pick<StackSide, "resources">): Controller {
  const release = resources.find(({ type, inputs }) => type === releaseType && inputs.name === "karpenter");
  const cluster = resources.find(({ type }) => type === clusterType);
  const values = unwrapped(release?.inputs.values);
  const settings = isProperties(values) ? values.settings : undefined;
  const gates = isProperties(settings) ? settings.featureGates : undefined;
  const version = unwrapped(cluster?.inputs.version);
  return {
    karpenter: typeof release?.inputs.version === "string" ? release.inputs.version : "",
    kubernetes: typeof version === "string" && version !== unknown ? version : undefined,
    caBundle:
      isProperties(settings) && settings.clusterCABundle !== undefined
        ? seen(settings.clusterCABundle, "ca")
        : undefined,
    terminateFirstDrift: isProperties(gates) && gates.terminateFirstDrift === true,
  };
}

/**
 * A value as capacity/drift reads it. What is not known is the same as what is not known at the same place on the other side:
 * `isNew` says of a place that it comes from something that is made anew.
 */
function seen(value: Value, path: string, isNew: (path: string) => boolean = () => false): unknown {
  if (isSecret(value)) {
    const plain = unwrapped(value);
    const isRead = typeof plain === "string" && plain !== unknown;
    return isRead ? new Unseen("secret", plain) : new Unseen("secret");
  }
  if (typeof value === "string")
    return value.includes(unknown) ? new Unseen("computed", isNew(path) ? `${path} (new)` : `${path} ${value}`) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each: Value, index) => seen(each, `${path}[${index}]`, isNew));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, seen(inner, `${path}.${key}`, isNew)]));
}

/** Subnets that a node class is made from, in the order of its terms; none where not all of them are planned here. */
function subnetsOf(nodeClass: RegisteredResource, byUrn: ReadonlyMap<string, RegisteredResource>, terms: number) {
  const urns = (nodeClass.propertyDependencies.spec ?? []).filter((urn) => byUrn.get(urn)?.type === subnetType);
  return urns.length === terms ? urns.map((urn) => byUrn.get(urn)!) : [];
}

/** Subnets by an id that both sides share: the id itself, or the resource that will have one. */
function subnetId({ id, name }: RegisteredResource): string {
  return id === "" || id === unknown ? `the id of subnet ${name}` : id;
}

function nodeClassManifest(
  nodeClass: RegisteredResource | undefined,
  byUrn: ReadonlyMap<string, RegisteredResource>,
  changed: ReadonlyMap<string, ChangedResource>,
  isAfter: boolean,
): unknown {
  if (nodeClass === undefined) return undefined;
  const change = isAfter ? changed.get(nodeClass.urn) : undefined;
  const fresh = new Set(change?.paths.filter(({ after }) => after === "[unknown]").map(({ path }) => path));
  const spec = seen(specOf(nodeClass), "spec", (path) => fresh.has(path)) as Properties;
  const terms = spec.subnetSelectorTerms;
  if (!Array.isArray(terms)) return { metadata: { name: metadataOf(nodeClass).name }, spec };
  const subnets = subnetsOf(nodeClass, byUrn, terms.length);
  const named = terms.map((term: unknown, index: number) => {
    const subnet = subnets[index];
    const id = (term as { id?: unknown }).id;
    if (!(id instanceof Unseen) || subnet === undefined) return term;
    const isNew = isAfter && changed.get(subnet.urn)?.action === "replace";
    return { id: `${subnetId(subnet)}${isNew ? " (new)" : ""}` };
  });
  return { metadata: { name: metadataOf(nodeClass).name }, spec: { ...spec, subnetSelectorTerms: named } };
}

/** Both sides of the stack, read once for all pools. */
export class DriftReader {
  private readonly byUrn: {
    readonly before: Map<string, RegisteredResource>;
    readonly after: Map<string, RegisteredResource>;
  };
  private readonly controllers: { readonly before: Controller; readonly after: Controller };
  private readonly changed: ReadonlyMap<string, ChangedResource>;
  private readonly subnetZones: Readonly<Record<string, string>>;
  private readonly now = Math.floor(Date.now() / hourMs) * hourMs;

  constructor(
    private readonly before: StackSide,
    after: StackSide,
    changed: readonly ChangedResource[],
  ) {
    const index = ({ resources }: StackSide) => new Map(resources.map((each) => [each.urn, each]));
    this.byUrn = { before: index(before), after: index(after) };
    this.controllers = { before: controllerOf(before), after: controllerOf(after) };
    this.changed = new Map(changed.map((each) => [each.urn, each]));
    this.subnetZones = Object.fromEntries(
      [...before.resources, ...after.resources].flatMap((each) => {
        const { availabilityZone } = each.inputs;
        return each.type === subnetType && typeof availabilityZone === "string"
          ? [[subnetId(each), availabilityZone] as const]
          : [];
      }),
    );
  }

  /** What the edit of a pool that is on both sides does to its nodes. */
  driftOf(before: PoolSide, after: PoolSide): Drift {
    const roll = poolRoll(this.state(before, "before"), this.state(after, "after"), {
      region: this.before.region,
      zones: this.before.zones.length === 0 ? undefined : this.before.zones,
      subnetZones: this.subnetZones,
    });
    const refused = roll.errors.filter(({ rule }) => rule === "immutable-field");
    // none of the pool's own edits is applied; its node class is another object, which may be
    if (refused.length > 0)
      return {
        ...noDrift,
        rolls: roll.because.some(({ path }) => path.startsWith("nodeClass.")) ? "unknown" : "none",
        because: refused.map(({ path, message }) => ({ path, text: message })),
        outside: roll.outside,
        errors: roll.errors,
      };
    const rolling = roll.rolls === "some" || roll.rolls === "drift" || roll.rolls === "unknown";
    return {
      rolls: roll.rolls,
      because: [...roll.because.map(becauseOf), ...roll.errors.map(({ path, message }) => ({ path, text: message }))],
      duration: rolling ? this.duration(before, after) : null,
      ...(roll.reverting === undefined ? {} : { revert: roll.reverting.text }),
      outside: roll.outside,
      errors: roll.errors,
    };
  }

  private state(pool: PoolSide, side: "before" | "after"): PoolState {
    const { karpenter, kubernetes, caBundle } = this.controllers[side];
    return {
      nodePool: { metadata: { name: pool.name }, spec: seen(pool.spec, "spec") },
      nodeClass: nodeClassManifest(pool.nodeClass, this.byUrn[side], this.changed, side === "after"),
      karpenter,
      kubernetes,
      caBundle,
    };
  }

  private duration(before: PoolSide, after: PoolSide): ChangedPool["duration"] {
    const { karpenter, terminateFirstDrift } = this.controllers.after;
    const of = (nodes: number): RollDuration =>
      rollDuration(nodes, shown(after.spec), {
        from: this.now,
        karpenter,
        terminateFirstDrift,
        specBefore: shown(before.spec),
        region: this.before.region,
      });
    const most = before.planned?.ceiling.nodes ?? null;
    const counts = [
      ...(most === null ? [] : [{ nodes: most, at: "at its limits" }]),
      ...(before.declaredNodes > 0 ? [{ nodes: before.declaredNodes, at: "at the declared load" }] : []),
    ];
    const answers = counts.map(({ nodes, at }) => ({ nodes, at, of: of(nodes) }));
    const first = answers[0]?.of ?? of(1);
    const lines = answers.map(
      ({ nodes, at, of: answer }) => `${at} (${nodes} ${nodes === 1 ? "node" : "nodes"}): ${durationText(answer)}`,
    );
    return {
      bestSeconds: first.best ?? null,
      boundSeconds: first.bound ?? null,
      text: lines.length > 0 ? lines.join("; ") : `each node: ${durationText(first)}`,
      assumptions: [first.assumption],
    };
  }
}

function becauseOf({ path, why, before, after, nodes }: RollCause): ChangedPool["because"][number] {
  const told = (value: unknown): string =>
    value instanceof Unseen ? (value.what === "secret" ? "[secret]" : "[unknown]") : JSON.stringify(value);
  const isPlain = (value: unknown): boolean =>
    value === undefined || value instanceof Unseen || typeof value !== "object";
  const change =
    isPlain(before) && isPlain(after)
      ? before === undefined
        ? after === undefined
          ? ""
          : ` (now ${told(after)})`
        : after === undefined
          ? ` (was ${told(before)})`
          : ` (${told(before)} to ${told(after)})`
      : "";
  const which = nodes === "all" ? "" : nodes === "some" ? forSome(why) : "; whether nodes roll cannot be told";
  return { path, text: `${why}${change}${which}` };
}

/** Nothing where the cause itself says that it is some. */
function forSome(why: string): string {
  return /\bsome\b/.test(why) ? "" : ", for some nodes";
}

function durationText({ best, never, bound, noBound, expiresWithin }: RollDuration): string {
  if (never !== undefined) {
    const byAge = Number.isFinite(expiresWithin) ? `; each goes by its age within ${spanText(expiresWithin)}` : "";
    return `no node is replaced for it: ${never}${byAge}`;
  }
  const most = bound === undefined ? (noBound ?? "no bound") : `at most ${spanText(bound)}`;
  return `${best === undefined ? "not within two years" : spanText(best)} at best, ${most}`;
}
