/** What a change does, as lines that the terminal and the comment share; worst first. */

import { nameOf, typeOf } from "../engine/urn";
import type { ChangedPool, ChangedResource, Changes, PoolRolls } from "../summary/changesSchema";
import type { Plan } from "../summary/plan";
import { counted, hoursText } from "./figures";
import { shortType } from "./tree";
import { placeText } from "./verdict";

/** Digits of a commit that people write. */
const shownCommit = 7;

/** What the plan is compared with: `origin/main (c2e2ca9), planned by its own code`. */
export function againstText({ kind, name, commit, code }: Changes["against"]): string {
  const short = commit?.slice(0, shownCommit);
  const what = { ref: "", "stack-file": "", plan: "the plan ", state: "the state " }[kind];
  const named = short === undefined ? name : commit === name ? short : `${name} (${short})`;
  return `${what}${named}${code === "commit" ? ", planned by its own code" : ""}`;
}

/** How many resources do what: `1 created, 2 updated, 150 the same`. */
export function summaryText({ summary }: Changes): string {
  const parts = [
    [summary.replace, "replaced"],
    [summary.delete, "deleted"],
    [summary.updateOrReplace, "updated or replaced (cannot tell which)"],
    [summary.update, "updated"],
    [summary.create, "created"],
    [summary.same, "the same"],
  ] as const;
  const counts = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (summary.isSame) return `nothing changes: ${counted(summary.same, "resource")} the same`;
  const resources = counts.length === 0 ? "no resources" : `resources: ${counts.join(", ")}`;
  return summary.cannotTell === 0 ? resources : `${resources}; ${counted(summary.cannotTell, "value")} cannot be told`;
}

/** Money of the change: of the cluster and its warm capacity, and of the teams and shared pools whose ceilings change. */
export function moneyLines({ money }: Changes): {
  readonly cluster: readonly string[];
  readonly parts: readonly string[];
} {
  const { cluster, teams, sharedPools, warmUsdPerWeek: warm } = money;
  const isWarm = warm.before !== 0 || warm.after !== 0;
  return {
    cluster: [
      `at the limits of all pools, in USD per hour: ${priceChange(cluster)}`,
      ...(isWarm ? [`warm capacity, in USD a week: ${fromTo(amountText(warm.before), amountText(warm.after))}`] : []),
    ],
    parts: [
      ...teams.map((team) => `team ${team.name}, ${ceilingText(team)}`),
      ...sharedPools.map((pool) => `shared pool ${pool.name}, ${ceilingText(pool)}`),
    ],
  };
}

/** A ceiling that changes: in money, and in what else differs where money says nothing of it. */
function ceilingText(change: ChangedPool["money"]): string {
  const price = `in USD per hour: ${priceChange(change)}`;
  const { before, after } = change;
  if (before === null || after === null || before.usdPerHour !== after.usdPerHour) return price;
  const figures = [
    ["CPU", before.cpuMillis, after.cpuMillis, 1000],
    ["GiB of memory", before.memoryBytes, after.memoryBytes, 1024 ** 3],
    ["nodes", before.nodes, after.nodes, 1],
  ] as const;
  const text = (amount: number | null, unit: number) =>
    amount === null ? "no limit" : String(Number((amount / unit).toFixed(1)));
  const differing = figures.flatMap(([what, one, other, unit]) =>
    one === other ? [] : [`${what}: ${text(one, unit)} to ${text(other, unit)}`],
  );
  return [price, ...differing].join("; ");
}

function priceChange({ before, after }: ChangedPool["money"]): string {
  const text = (side: ChangedPool["money"]["before"]) => (side === null ? "none" : amountText(side.usdPerHour));
  return fromTo(text(before), text(after));
}

function amountText(usd: number | null): string {
  return usd === null ? "not known" : usd.toFixed(2);
}

function fromTo(before: string, after: string): string {
  return before === after ? `${after} as before` : `${before} to ${after}`;
}

/** One thing that happens all at once, and the steps that avoid it. */
export interface AbruptLines {
  readonly what: string;
  /** `Pulumi.dev.yaml:8:11 network.zones`; empty where no key decides it. */
  readonly where: string;
  readonly instead: readonly string[];
}

/** What must be loud. */
export function abruptLines({ abrupt }: Changes): readonly AbruptLines[] {
  return abrupt.map(({ subject, certain, message, instead, ...place }) => ({
    what: `${subject} ${message}${certain ? "" : " (cannot tell whether it happens)"}`,
    where: placeText(place),
    instead,
  }));
}

/** What the nodes of a pool do. Budgets or limits that never allow a replacement leave drifted nodes where they are. */
export type RollOutcome = PoolRolls | "driftFrozen" | "someFrozen";

/** Worst first, what is frozen last. */
export const rollTexts: Readonly<Record<RollOutcome, string>> = {
  replaced: "its NodePool is replaced: all nodes drain at once",
  gone: "goes: all nodes drain at once",
  drift: "all nodes are replaced, under the budgets",
  unknown: "cannot tell whether nodes are replaced",
  some: "nodes that no longer meet the requirements are replaced",
  new: "new",
  none: "nodes stay",
  driftFrozen: "all nodes drift, and none can be replaced",
  someFrozen: "nodes that no longer meet the requirements drift, and none can be replaced",
};

function outcomeOf({ rolls, duration }: ChangedPool): RollOutcome {
  const isFrozen = duration !== null && duration.bestSeconds === null;
  return isFrozen && (rolls === "drift" || rolls === "some") ? `${rolls}Frozen` : rolls;
}

const worstFirst = Object.keys(rollTexts);

/** A pool whose nodes go, or that changes without that. */
export interface RollingPool {
  readonly pool: ChangedPool;
  readonly outcome: RollOutcome;
  readonly rolls: string;
  /** `at most 32, 5 declared` */
  readonly nodes: string;
  /** Empty where no node is replaced. */
  readonly duration: string;
  readonly because: readonly string[];
  /** At its limits, in USD per hour: `19.00 to 9.50`. */
  readonly money: string;
}

/** Pools whose nodes do not simply stay as they are. */
export function rollingPools({ pools }: Changes): readonly RollingPool[] {
  const changed = pools.filter(({ rolls, because }) => rolls !== "none" || because.length > 0);
  const order = ({ rolls }: ChangedPool) => worstFirst.indexOf(rolls);
  return [...changed]
    .sort((a, b) => order(a) - order(b))
    .map((pool) => ({
      pool,
      outcome: outcomeOf(pool),
      rolls: rollTexts[outcomeOf(pool)],
      nodes: nodesText(pool),
      duration: pool.duration?.text ?? "",
      because: causes(pool),
      money: priceChange(pool.money),
    }));
}

function nodesText({ rolls, nodes }: ChangedPool): string {
  if (rolls === "new") return "none yet";
  return `${nodes.atMost === null ? "no limit" : `at most ${nodes.atMost}`}, ${nodes.declared} declared`;
}

function causes(pool: ChangedPool): readonly string[] {
  const { formerName, because, types, zones, capacityTypes, duration, outside, revert, rolls } = pool;
  // of a pool whose nodes all go, it says nothing more
  const lost =
    rolls === "gone" || rolls === "replaced"
      ? []
      : ([
          ["instance types", types.lost],
          ["zones", zones.lost],
          ["capacity types", capacityTypes.lost],
        ] as const);
  return [
    ...(formerName === undefined ? [] : [`taken for the pool ${formerName}, renamed`]),
    ...because.map(({ path, text }) => `${path} ${text}`.trimStart()),
    ...lost.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what} no longer admitted: ${listed(names)}`])),
    ...(duration === null || duration.assumptions.length === 0 ? [] : [`assumed: ${duration.assumptions.join("; ")}`]),
    ...outside.map((text) => `whatever the edit: ${text}`),
    ...(revert === undefined ? [] : [`reverting the commit: ${revert}`]),
  ];
}

/** Most names in a line. */
const shownNames = 6;

function listed(names: readonly string[]): string {
  const more = names.length - shownNames;
  return more > 0 ? `${names.slice(0, shownNames).join(", ")} and ${more} more` : names.join(", ");
}

type Violation = Plan["policies"]["violations"][number];

/** The plan's own entries for the violations that only the new side has: those know their place. */
export function newViolations({ changes, policies }: Plan): readonly Violation[] {
  const key = ({ policy, urn, message }: Pick<Violation, "policy" | "urn" | "message">) =>
    `${policy}\0${urn}\0${message}`;
  const fresh = new Set(changes?.policies.new.map(key));
  return policies.violations.filter((violation) => fresh.has(key(violation)));
}

/** A violation in a line: where it is in the config, or else the object that it is of. */
export function violationLine({ level, policy, path, urn }: Violation): string {
  return `${level} ${policy}  ${path ?? `${shortType(typeOf(urn))} ${nameOf(urn)}`}`;
}

/** Violations that are gone, a line each. */
export function goneViolations({ policies }: Changes): readonly string[] {
  return policies.gone.map(({ level, policy, urn }) => `${level} ${policy}: ${shortType(typeOf(urn))} ${nameOf(urn)}`);
}

/** Whose pods gain and lose nodes. */
export function accessLines({ access }: Changes): readonly string[] {
  const line = (how: string) => (entry: Changes["access"]["gained"][number]) => {
    const { nodes, team, before, after } = entry;
    const whose = nodes.kind === "bootstrap" ? "bootstrap nodes" : `nodes of ${nodes.kind} ${nodes.name}`;
    return `${how}: pods of ${team} on ${whose} (${before ?? "none"} to ${after ?? "none"})`;
  };
  return [...access.gained.map(line("gained")), ...access.lost.map(line("lost"))];
}

/** How warm capacity changes, a line for each pool. */
export function windowLines({ windows }: Changes): readonly string[] {
  const text = (hours: Changes["windows"][number]["before"]) => {
    if (hours === null) return "none";
    const parts = [...hours.windows, ...(hours.always > 0 ? [`${hours.always} always`] : [])];
    return `${parts.join("; ")} (${hoursText(hours.nodeHours)} node-hours a week)`;
  };
  return windows.map(({ pool, before, after }) => `${pool}: ${text(before)} to ${text(after)}`);
}

/** Most characters of a value in a line. */
const shownValue = 60;

/** What a property says of a value that is not known before its resource is made. */
const isUnknown = (value: unknown): boolean => value === "[unknown]";

function valueText(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return "what only `pulumi up` knows";
  const text = JSON.stringify(value);
  return text.length > shownValue ? `${text.slice(0, shownValue)}…` : text;
}

/** How a value changes. Two unknown ones are told apart by where they come from, which the comparison has seen. */
function changeText(before: unknown, after: unknown): string {
  if (isUnknown(before) && isUnknown(after)) return "comes from another or a new resource";
  if (isOfUnknown(before) && isOfUnknown(after)) return `${before.length} to ${after.length} entries`;
  return `${valueText(before)} to ${valueText(after)}`;
}

/** A list of which no entry says more than that it is unknown, such as ids of subnets. */
function isOfUnknown(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((each) => {
    const inner: readonly unknown[] = typeof each === "object" && each !== null ? Object.values(each) : [each];
    return inner.length > 0 && inner.every(isUnknown);
  });
}

const actionTexts: Readonly<Record<ChangedResource["action"], string>> = {
  replace: "replaced",
  delete: "deleted",
  "update-or-replace": "updated or replaced",
  update: "updated",
  create: "created",
};
const actionOrder = Object.keys(actionTexts);

/** What the change of one field does to the resource. */
const replacesTexts: Readonly<Record<ChangedResource["paths"][number]["replaces"], string>> = {
  yes: ", which replaces it",
  no: "",
  refused: ", which the API server refuses",
  "cannot tell": ", which may replace it",
};

/** A resource that changes, and its fields that do. */
export interface ChangedLines {
  readonly what: string;
  readonly fields: readonly string[];
}

/** Every resource that changes, worst first. */
export function resourceLines({ resources }: Changes): readonly ChangedLines[] {
  const order = ({ action }: ChangedResource) => actionOrder.indexOf(action);
  return [...resources]
    .sort((a, b) => order(a) - order(b))
    .map(({ action, type, name, because, protect, paths }) => ({
      what: [
        `${actionTexts[action]}: ${shortType(type)} ${name}`,
        ...(because === undefined ? [] : [`(${because})`]),
        ...(protect && ["replace", "delete"].includes(action) ? ["(protected: Pulumi refuses)"] : []),
      ].join(" "),
      fields: paths.map(
        ({ path, before, after, replaces }) => `${path}: ${changeText(before, after)}${replacesTexts[replaces]}`,
      ),
    }));
}

/** Differences of spelling that change nothing, in one line. */
export function ignoredText({ summary }: Changes): string | undefined {
  if (summary.ignored.length === 0) return undefined;
  return `differences that change nothing: ${summary.ignored.map(({ what, count }) => `${count} ${what}`).join(", ")}`;
}
