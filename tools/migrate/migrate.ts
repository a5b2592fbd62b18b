/** From the texts of a cluster's objects to teams and shared pools, and the report of what became of each value. */
import { checkStackConfig, type Finding, findingText, pathSteps } from "../../config";
import { defaultRegion } from "../plan/engine/deployment";
import { counted } from "../plan/report/figures";
import { nodeClassOf, noteNodeClassRefs, noteUnused } from "./join/nodeClasses";
import { notePlaceholders, placeholdersByPool } from "./join/placeholders";
import { nameOf, noteObjectLabels, type TeamRule, teamOf } from "./join/teams";
import { noteWorkloads } from "./join/workloads";
import { isTaken, readModel } from "./kinds";
import { Ledger, type LedgerLists, type PassedOver } from "./ledger";
import type { Model, SourceNodeClass, SourcePool } from "./model";
import { zoneRegion } from "./region";
import { readDocuments, type SourceText } from "./source/documents";
import { CannotMigrate } from "./source/refused";
import type { Origin, Steps } from "./source/sourceObject";
import { Draft, originKey } from "./write/draft";
import { frozenBy } from "./write/limits";
import type { PoolPlan } from "./write/pool";
import { admittedTypes, emptyChoice, excludesLinux } from "./write/requirements";
import { writeStack } from "./write/stack";

export interface MigrateOptions extends TeamRule {
  /** AWS region of the stack. @default that of the zones that pools name, else that of a plan */
  readonly region?: string | undefined;
}

/** What was made of the sources. */
export interface Migration {
  readonly region: string;
  /** The stack's config by key, without the namespace: `environment`, `teams`, `sharedPools` and what these need besides. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly lists: LedgerLists;
  /** Objects that were read. */
  readonly objects: number;
  readonly passedOver: readonly PassedOver[];
}

/** Refusals by the check that are met by leaving values out; each round leaves one at least. */
const mostRounds = 200;

/**
 * Migrates the objects of some texts. The result passes the config's own check: what that refuses is left out and told of.
 * @throws CannotMigrate for what cannot be read, and for texts without a pool
 */
export function migrate(texts: readonly SourceText[], options: MigrateOptions = {}): Migration {
  const read = texts.map((text) => readDocuments(text, isTaken));
  const errors = read.flatMap((one) => one.errors);
  if (errors.length > 0) throw new CannotMigrate(errors.join("\n"));
  const objects = read.flatMap((one) => one.objects);
  const model = readModel(objects);
  if (model.pools.length === 0)
    throw new CannotMigrate(
      `${texts.map(({ file }) => file).join(", ")}: no NodePool, Provisioner, node group or Auto Scaling group among ${counted(objects.length, "object")}: give the pools, and with them what is about their nodes`,
    );
  const said = options.region ?? zoneRegion(model.pools);
  const region = said ?? defaultRegion;
  const refused = new Map<string, string>();
  const otherNamespaces = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const draft = draftOf(model, refused, region, options);
    for (const team of otherNamespaces) writeNamespace(draft, team);
    if (said === undefined) draft.ledger.decided(["aws:region"], `${region}: the sources name no zone; give --region`);
    const config = stackOf(draft);
    const findings = check(config, region);
    const teams = findings
      .flatMap((finding) => refusedNamespace(finding) ?? [])
      .filter((team) => !otherNamespaces.has(team));
    for (const team of teams) otherNamespaces.add(team);
    if (teams.length > 0) continue;
    const blamed = blame(findings, draft);
    if (blamed.length === 0)
      return {
        region,
        config,
        lists: draft.ledger.close(objects),
        objects: objects.length,
        passedOver: passedOverOf(model.passedOver),
      };
    for (const { from, message } of blamed) refused.set(originKey(from), message);
  }
  throw new Error("the config's check refuses the result again and again: a bug of migrate");
}

/** Errors of the config's own check. */
function check(config: Readonly<Record<string, unknown>>, region: string): readonly Finding[] {
  const { findings } = checkStackConfig(config, { project: "nodepools", stack: "migrated", region });
  return findings.filter(({ level }) => level === "error");
}

function draftOf(model: Model, refused: ReadonlyMap<string, string>, region: string, rule: TeamRule): Draft {
  const ledger = new Ledger();
  const draft = new Draft(ledger, refused);
  for (const note of model.notes) note(ledger);
  noteNodeClassRefs(model, ledger);
  noteWorkloads(model, ledger);
  const pools = model.pools.filter((pool) => isMade(pool, model, region, draft));
  notePlaceholders(model, pools, ledger);
  noteUnused(model, pools, ledger);
  noteObjectLabels(model.pools, pools, rule, ledger);
  writeStack(draft, plansOf(pools, model, rule), region);
  return draft;
}

/** Whether a pool goes into the config; of one that does not, the ledger says why. */
function isMade(pool: SourcePool, model: Model, region: string, { ledger, refused }: Draft): boolean {
  const whole = { object: pool.object, steps: [] };
  const frozen = frozenBy(pool, admittedTypes(pool, region));
  const why =
    refused.get(originKey(whole)) ??
    (excludesLinux(pool) !== undefined || runsWindows(nodeClassOf(pool, model))
      ? "makes nodes without Linux, and the program makes no parts for Windows nodes"
      : emptyChoice(pool) !== undefined
        ? "makes no node: its requirements leave no capacity type or no architecture"
        : frozen !== undefined
          ? `makes no node: its limit of ${frozen.value[0]} is 0`
          : undefined);
  if (why !== undefined) ledger.noEquivalent(whole, why, "write the pool by hand if it is needed");
  return why === undefined;
}

/** Whether the AMIs of a node class are of Windows: its pools need not say so, too. */
function runsWindows(nodeClass: SourceNodeClass | undefined): boolean {
  const of = (text: string | undefined) => text !== undefined && /^windows/i.test(text);
  return of(nodeClass?.amiFamily?.value) || of(nodeClass?.amiAlias?.value);
}

function plansOf(pools: readonly SourcePool[], model: Model, rule: TeamRule): readonly PoolPlan[] {
  const { byPool } = placeholdersByPool(model, pools);
  const team = teamOf(rule);
  const taken = new Set<string>();
  const plans = pools.map((pool): PoolPlan => {
    const owner = team(pool);
    return {
      pool,
      team: owner,
      name: freeName(owner, pool.name, taken),
      users: "all",
      nodeClass: nodeClassOf(pool, model),
      sharesNodeClass: false,
      placeholders: byPool.get(pool) ?? [],
    };
  });
  const teams = [...new Set(plans.flatMap((plan) => plan.team ?? []))].sort();
  return plans.map((plan) => ({
    ...plan,
    sharesNodeClass: plan.team !== undefined && sharesOne(plans.filter((other) => other.team === plan.team)),
    users: plan.team === undefined && hasOwnTaint(plan.pool) && teams.length > 0 ? teams : "all",
  }));
}

/** Whether a shared pool keeps those off who may not use it, by the program's own taint. */
function hasOwnTaint({ name, taints }: SourcePool): boolean {
  return taints.some(
    ({ value }) => value.key === "shared-pool" && value.value === name && value.effect === "NoSchedule",
  );
}

/** A pool's name in its team, which is not said twice, and no name that another pool has. */
function freeName(team: string | undefined, name: string, taken: Set<string>): string {
  const short = nameOf(team !== undefined && name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name);
  for (let number = 1; ; number++) {
    const free = number === 1 ? short : `${short.slice(0, 45)}-${number}`;
    const key = `${team ?? ""}/${free}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return free;
  }
}

/** Whether all pools of a team have one node class, which is then the team's. */
function sharesOne(plans: readonly PoolPlan[]): boolean {
  const kubelets = new Set(
    plans.map(({ pool }) =>
      JSON.stringify([pool.kubeletReplacesClass === true, pool.kubelet.map(({ value }) => value)]),
    ),
  );
  return new Set(plans.map(({ nodeClass }) => nodeClass)).size === 1 && kubelets.size === 1;
}

/** Rules about the names of namespaces: a team's own is one of the system's, or another team's. */
const namespaceRules: readonly string[] = ["namespaces-are-not-the-systems", "namespaces-have-one-team"];

/** The team whose namespace a finding refuses. */
function refusedNamespace({ rule, path }: Finding): string | undefined {
  const [top, team] = pathSteps(path);
  return top === "teams" && namespaceRules.includes(rule) ? String(team) : undefined;
}

/** A namespace for a team whose name is one of the system's namespaces, or of another team. */
function writeNamespace(draft: Draft, team: string): void {
  const steps = ["teams", team, "namespaces"];
  if (draft.get(["teams", team]) === undefined) return;
  draft.set(steps, [`team-${team}`]);
  draft.ledger.decided(steps, `team-${team}: a namespace of the team's name is taken`);
}

/** The config with what its pools need of the stack. */
function stackOf(draft: Draft): Readonly<Record<string, unknown>> {
  const pools = draft.placed.filter(({ steps }) => steps.at(-1) === "replicas");
  if (pools.length > 0) {
    draft.set(["karpenter", "featureGates", "staticCapacity"], true);
    draft.ledger.decided(
      ["karpenter", "featureGates", "staticCapacity"],
      "true: without it pools with replicas make no node",
    );
  }
  return { environment: "development", ...draft.config };
}

interface Blamed {
  readonly from: Origin;
  readonly message: string;
}

/** Rules by which a pool makes no node: then the whole pool stays out, since without one requirement it would make some. */
const makesNoNode: readonly string[] = [
  "some-type-meets-the-requirements",
  "requirements-do-not-contradict",
  "limits-let-a-node-start",
  "device-limit-lets-a-node-start",
  "reservation-labels-have-reserved",
];

/** What of the sources each finding is about: the nearest value at or above its path, else those below it. */
function blame(findings: readonly Finding[], { placed }: Draft): readonly Blamed[] {
  return findings.flatMap((finding) => {
    const steps = pathSteps(finding.path);
    const message = `is refused: ${findingText({ ...finding, path: "" })}`;
    const pool = placed.filter((one) => one.from.steps.length === 0 && isPrefix(one.steps, steps));
    if (makesNoNode.includes(finding.rule) && pool.length > 0) return pool.map(({ from }) => ({ from, message }));
    const above = placed.filter((one) => isPrefix(one.steps, steps));
    const longest = Math.max(...above.map((one) => one.steps.length));
    const nearest = above.filter((one) => one.steps.length === longest);
    const found = nearest.length > 0 ? nearest : placed.filter((one) => isPrefix(steps, one.steps));
    if (found.length === 0)
      throw new Error(`nothing of the sources is at ${finding.path}: a bug of migrate: ${finding.message}`);
    return found.map(({ from }) => ({ from, message }));
  });
}

function isPrefix(start: Steps, steps: readonly (string | number)[]): boolean {
  return start.length <= steps.length && start.every((step, index) => step === steps[index]);
}

function passedOverOf(kinds: readonly string[]): readonly PassedOver[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
