/** From the texts of a cluster's objects to teams and shared pools, and the report of what became of each value. */
import { checkStackConfig, type Finding, findingText, type PoolConfig, pathSteps } from "../../config";
import { defaultRegion } from "../plan/engine/deployment";
import { counted } from "../plan/report/figures";
import { nodeClassOf, noteNodeClassRefs, noteUnused } from "./join/nodeClasses";
import { notePlaceholders } from "./join/placeholders";
import { plansOf, resolvedPools } from "./join/plans";
import { noteStranded } from "./join/stranded";
import { noteObjectLabels, noteTeamNames, type TeamRule } from "./join/teams";
import { noteWorkloads } from "./join/workloads";
import { isTaken, readModel, unreadText } from "./kinds";
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
      [
        `${texts.map(({ file }) => file).join(", ")}: no NodePool, Provisioner, node group or Auto Scaling group among ${counted(objects.length, "object")}: give the pools, and with them what is about their nodes`,
        ...unreadText(objects),
      ].join("; "),
    );
  const said = options.region ?? zoneRegion(model.pools);
  const region = said ?? defaultRegion;
  const refused = new Map<string, string>();
  const otherNamespaces = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const { draft, plans } = draftOf(model, refused, region, options);
    for (const team of otherNamespaces) writeNamespace(draft, team);
    if (said === undefined) draft.ledger.decided(["aws:region"], `${region}: the sources name no zone; give --region`);
    const config = stackOf(draft);
    const { findings, pools } = check(config, region);
    const teams = findings
      .flatMap((finding) => refusedNamespace(finding) ?? [])
      .filter((team) => !otherNamespaces.has(team));
    for (const team of teams) otherNamespaces.add(team);
    if (teams.length > 0) continue;
    const blamed = blame(findings, draft);
    if (blamed.length === 0) {
      noteStranded(model, resolvedPools(plans, pools), draft.ledger);
      return {
        region,
        config,
        lists: draft.ledger.close(objects),
        objects: objects.length,
        passedOver: passedOverOf(model.passedOver),
      };
    }
    for (const { from, message } of blamed) refused.set(originKey(from), message);
  }
  throw new Error("the config's check refuses the result again and again: a bug of migrate");
}

/** Errors of the config's own check, and the pools of a config without any. */
function check(
  config: Readonly<Record<string, unknown>>,
  region: string,
): { readonly findings: readonly Finding[]; readonly pools: readonly PoolConfig[] } {
  const checked = checkStackConfig(config, { project: "nodepools", stack: "migrated", region });
  const { teams = [], sharedPools = [] } = checked.config ?? {};
  return {
    findings: checked.findings.filter(({ level }) => level === "error"),
    pools: [...teams.flatMap(({ pools }) => pools), ...sharedPools],
  };
}

interface Drafted {
  readonly draft: Draft;
  readonly plans: readonly PoolPlan[];
}

function draftOf(model: Model, refused: ReadonlyMap<string, string>, region: string, rule: TeamRule): Drafted {
  const ledger = new Ledger();
  const draft = new Draft(ledger, refused);
  for (const note of model.notes) note(ledger);
  noteNodeClassRefs(model, ledger);
  noteWorkloads(model, ledger);
  const pools = model.pools.filter((pool) => isMade(pool, model, region, draft));
  notePlaceholders(model, pools, ledger);
  noteUnused(model, pools, ledger);
  noteObjectLabels(model.pools, pools, rule, ledger);
  noteTeamNames(pools, rule, ledger);
  const plans = plansOf(pools, model, rule);
  writeStack(draft, plans, region);
  return { draft, plans };
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
