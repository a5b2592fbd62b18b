/** The JSON in the page: what its pictures, its tree and its search are drawn from. Types only, for both sides. */

/** A week of a pool by one clock; times are minutes from Monday 00:00. */
export interface WeekGrid {
  /** As a reader knows it: "Asia/Seoul (+09:00)". */
  readonly clock: string;
  /** Times in which warm capacity keeps nodes. */
  readonly warm: readonly { readonly from: number; readonly to: number; readonly nodes: number }[];
  /** Times in which a budget is active. */
  readonly budgets: readonly BudgetSpan[];
}

/** A time in which a disruption budget is active. */
export interface BudgetSpan {
  readonly from: number;
  readonly to: number;
  /** As written: "10%", "0". */
  readonly nodes: string;
  /** It allows no disruption for some or all reasons. */
  readonly isFreeze: boolean;
}

/** The week of a pool, by the team's clock and by UTC. */
export interface PoolWeek {
  /** Id of the picture's element. */
  readonly id: string;
  readonly local: WeekGrid;
  /** Absent where the team's clock is UTC. */
  readonly utc?: WeekGrid;
}

/** A bar of the picture of money. */
export interface MoneyBar {
  readonly name: string;
  /** USD a month. */
  readonly planned: number;
  readonly atCeilings: number;
  /** As people read them: "at least $234". */
  readonly texts: readonly [planned: string, atCeilings: string];
}

/** An instance type that some pool admits, as columns: name, vCPU, GiB, USD per hour on demand, as spot, sets of pools. */
export type PricedType = readonly [
  name: string,
  vcpu: number,
  memoryGiB: number,
  usd: number,
  /** On average; 0 where it is not known or not sold. */
  spot: number,
  /** Of `sets`, by index. */
  sets: readonly number[],
];

/** Prices of the types that pools admit. */
export interface Prices {
  /** Pools that admit the same types stand together: "alpha-general, dotori-spot". */
  readonly sets: readonly { readonly pools: string; readonly isSpot: boolean }[];
  readonly types: readonly PricedType[];
}

/** The resources as columns: an index stands for a resource everywhere. */
export interface ResourceTable {
  readonly stack: string;
  readonly project: string;
  readonly types: readonly string[];
  readonly marks: readonly string[];
  readonly rows: readonly ResourceRow[];
}

/** One resource: type, name, parent, depends on, marks, key of the config, flags. */
export type ResourceRow = readonly [
  /** Of `types`. */
  type: number,
  name: string,
  /** -1 for none. */
  parent: number,
  dependencies: readonly number[],
  /** Labels, annotations and tags, of `marks`. */
  marks: readonly number[],
  /** Key of the config that decides it; "" for none. */
  path: string,
  /** 1 protected, 2 made by its component, 4 a component; added up. */
  flags: number,
];

/** An event of a rehearsal. */
export interface RehearsalEvent {
  readonly seconds: number;
  readonly kind: string;
  readonly text: string;
}

/** All of it. */
export interface PageData {
  readonly texts: ClientTexts;
  readonly locale: string;
  readonly money: readonly MoneyBar[];
  readonly weeks: readonly PoolWeek[];
  readonly prices: Prices;
  readonly resources: ResourceTable;
  readonly rehearsal: readonly RehearsalEvent[];
}

/** Texts that the programs write, in the page's language. Numbers stand where `{…}` is. */
export interface ClientTexts {
  readonly planned: string;
  readonly atCeilings: string;
  readonly days: readonly string[];
  readonly nodes: string;
  readonly freeze: string;
  readonly budget: string;
  readonly hour: string;
  readonly vcpu: string;
  readonly usdAnHour: string;
  readonly onDemand: string;
  readonly spot: string;
  readonly memory: string;
  readonly type: string;
  readonly key: string;
  readonly dependsOn: string;
  readonly neededBy: string;
  readonly parent: string;
  readonly marks: string;
  readonly isProtected: string;
  readonly isExpanded: string;
  readonly nothing: string;
  readonly noResource: string;
  readonly resources: string;
  readonly results: string;
  readonly noResults: string;
  readonly kinds: Readonly<Record<"section" | "team" | "finding" | "policy" | "resource" | "instanceType", string>>;
  readonly seconds: string;
  readonly events: Readonly<Record<string, string>>;
  readonly more: string;
}
