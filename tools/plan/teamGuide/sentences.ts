/** The sentences of a team guide, in whatever language. */
import type { DatedWindow } from "../../../capacity/windows/dates";
import type { WindowDays } from "../../../capacity/windows/times";
import type { WarmConfig } from "../../../config";
import type { DurationParts } from "./amounts";
import type { Text } from "./text";
import type { WeekTime } from "./times";

/** What one placeholder stands for: a node, or a piece of spare CPU and memory. */
export type WarmUnit =
  | { readonly kind: "nodes" }
  | { readonly kind: "pieces"; readonly cpu: string; readonly memory: string };

/** What keeps nodes ready. */
export type WarmEngine = WarmConfig["engine"];

/** Hours in which more is kept ready, by the clock of a zone. */
export interface WarmWindow {
  readonly days: WindowDays;
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  /** Minutes before `from`. */
  readonly lead?: number | undefined;
}

/** Why Karpenter replaces or removes a node within budgets; consolidation is of empty and of underused nodes. */
export type Reason = "drift" | "consolidation" | "empty" | "underused" | "repair";

/** Resources of limits and quotas that have a name of their own. */
export type ResourceName = "cpu" | "memory" | "nodes" | "gpu";

/** What a quota bounds, by its key in a ResourceQuota. */
export type QuotaName =
  | "requests.cpu"
  | "requests.memory"
  | "requests.nvidia.com/gpu"
  | "pods"
  | "services.loadbalancers"
  | "requests.storage";

/** An amount of a month's bill. */
export interface Amount {
  /** "1,234.50" */
  readonly usd: string;
  /** Whether something of it has no price. */
  readonly atLeast: boolean;
}

/** The sentences of a guide; functions take the values in them. */
export interface Strings {
  /** Of a link that leads past the contents. */
  readonly skip: string;
  readonly title: (team: string) => Text;
  readonly intro: (cluster: string) => Text;
  /** Of a team under a new key: labels, selectors and taints keep the old one. */
  readonly keptName: (team: string, kept: string) => Text;
  readonly owner: string;
  readonly ownerLine: (owner: string) => Text;

  readonly scheduling: string;
  readonly snippetIntro: Text;
  readonly isolation: Readonly<Record<"enforced" | "prefer" | "none", Text>>;
  readonly filledIn: Text;
  readonly oneInstance: (pool: string) => Text;
  readonly moreTaints: (pool: string) => Text;
  readonly noOwnPools: Text;

  readonly namespaces: string;
  readonly quotaNames: Readonly<Record<QuotaName, string>>;
  /** "CPU requests in all: at most 199.36 vCPU" */
  readonly quota: (name: Text, amount: string) => Text;
  readonly noQuota: Text;
  readonly defaultRequests: (cpu: string, memory: string) => Text;
  readonly leastRequests: (cpu: string, memory: string) => Text;
  readonly podSecurity: (level: string) => Text;

  readonly pools: string;
  readonly poolColumns: Readonly<Record<"pool" | "capacityTypes" | "architectures" | "weight" | "limits", string>>;
  readonly capacityTypes: Readonly<Record<string, string>>;
  /** "4 GPUs" */
  readonly amountOf: (name: ResourceName, amount: string) => string;
  readonly noLimits: string;
  /** "unlimited memory" */
  readonly unlimited: (name: ResourceName) => string;
  readonly ceiling: (cpu: string, memory: string, nodes: string) => Text;

  readonly cost: string;
  readonly perHour: (usd: string) => Text;
  /** @param dates of the prices: the day, or the first and the last */
  readonly perMonth: (planned: Amount, atCeilings: Amount, hours: number, dates: readonly string[]) => Text;
  readonly withSpot: (usd: string) => Text;
  /** @param source the file of own prices, and what it says of itself */
  readonly withOwnPrices: (planned: string, atCeilings: string, source: string) => Text;
  readonly notKnown: (what: string) => Text;
  readonly onTop: Text;

  readonly sharedPools: string;
  readonly sharedIntro: Text;
  readonly sharedPool: (pool: string, limits: string) => Text;

  readonly warm: string;
  /** By what keeps the nodes. */
  readonly warmIntro: Readonly<Record<WarmEngine, Text>>;
  readonly always: string;
  readonly kept: (count: number, unit: WarmUnit) => Text;
  readonly plainWindow: (window: WarmWindow) => Text;
  /** @param leap its dates that come in leap years only */
  readonly datedWindow: (window: DatedWindow, leap: readonly string[]) => Text;
  readonly cronWindow: (start: string, end: string, timezone: string) => Text;
  readonly warmStillNeedsIntro: Text;
  /** An image that placeholders pull ahead. @param architectures that it is built for, where they are said */
  readonly pulledImage: (image: string, architectures: readonly string[]) => Text;
  /** What the image takes, where some are pulled ahead, and where none are. */
  readonly warmStillNeedsImage: Readonly<Record<"somePulled" | "nonePulled", Text>>;
  readonly warmStillNeeds: readonly Text[];

  readonly replacement: string;
  readonly replacementIntro: (clock: string) => Text;
  /** Hours of a budget by the team's clock. */
  readonly weekTime: (time: WeekTime, timezone: string) => string;
  /** Hours of maintenance: nodes are replaced then only. */
  readonly maintenance: (hours: string) => Text;
  /** A budget of which only the schedule says when. */
  readonly schedule: (schedule: string, duration: string) => Text;
  /** How many nodes a budget lets Karpenter replace at a time: "10%", "2", or "0" for none. */
  readonly budget: (nodes: string, reasons: readonly Reason[]) => Text;
  readonly clockChanges: (timezone: string) => Text;

  readonly longJobs: string;
  readonly duration: (duration: DurationParts) => string;
  /** How long a node drains and lives; undefined for without end. */
  readonly lifetime: (drain: string | undefined, life: string | undefined) => Text;
  /** What ends a pod that runs long. */
  readonly longJob: {
    /** @param always whether a node's drain has no limit, which keeps drift away, too */
    readonly doNotDisrupt: (always: boolean) => Text;
    readonly expires: Text;
    readonly drainEnds: Text;
    readonly drainWaits: Text;
    readonly spot: Text;
    readonly advice: Text;
  };

  readonly network: string;
  readonly networkPolicy: Readonly<Record<"ingress" | "both" | "none", Text>>;
  readonly from: (place: string) => Text;
  readonly to: (place: string) => Text;

  readonly access: string;
  readonly levels: Readonly<Record<"view" | "edit" | "admin", string>>;
  readonly principal: (arn: string, level: string) => Text;
  readonly noAccess: Text;
  readonly kubeconfig: Text;
}
