/** The plans of several stacks of a project, and what they are together: verdict, money, ceilings, teams of several stacks. */
import { type MoneySum, sumOf } from "../../../capacity/money/line";
import { sumCeilings } from "../../../capacity/nodePool/ceilingSum";
import type { Mode } from "../engine/deployment";
import { type PlannedCeiling, poolCount } from "./ceilings";
import { isRefused, type Plan, type Verdict } from "./plan";

/** Version of the JSON report of several stacks; a breaking change adds 1. The plans in it have their own. */
export const stacksVersion = 1;

/** error: the stack could not be planned, because of wrong use, a crash of its program or a bug of ours. */
export type StackVerdict = Verdict | "error";

/** One stack of several, planned or not. */
export interface StackOutcome {
  readonly stack: string;
  readonly verdict: StackVerdict;
  /** Null when the stack could not be planned. */
  readonly plan: Plan | null;
  /** Why there is no plan; null when there is one. */
  readonly message: string | null;
}

/** What something may reach and costs a month. */
export interface StackFigures {
  readonly ceiling: PlannedCeiling;
  /** What runs without any pod of a team. */
  readonly planned: MoneySum;
  readonly atCeilings: MoneySum;
}

/** The figures of all stacks that have any. */
export interface StacksSum extends StackFigures {
  /** Names of the stacks in it: those that are refused or could not be planned have no figures. */
  readonly stacks: readonly string[];
  readonly resources: number;
  readonly pools: number;
}

/** A team by name, over the stacks that have it; without shared pools, which are nobody's alone. */
export interface TeamOverStacks extends StackFigures {
  readonly name: string;
  /** By name. */
  readonly stacks: readonly (StackFigures & { readonly stack: string })[];
}

/** The report of several stacks, as its JSON has it. */
export interface StacksPlan {
  readonly version: typeof stacksVersion;
  readonly project: string;
  readonly mode: Mode;
  /** The worst of all. */
  readonly verdict: StackVerdict;
  /** By name. */
  readonly stacks: readonly StackOutcome[];
  /**
   * Where all stacks are compared: names of those that have a file in the commit and none now, which are not planned. What they
   * have made runs on.
   */
  readonly gone?: readonly string[];
  readonly sum: StacksSum;
  /** Every team of any stack, by name. */
  readonly teams: readonly TeamOverStacks[];
}

/** From the best to the worst. */
const verdicts: readonly StackVerdict[] = ["pass", "warn", "fail", "error"];

/** The worst of several verdicts; pass of none. */
export function worstVerdict(given: readonly StackVerdict[]): StackVerdict {
  return verdicts[Math.max(0, ...given.map((each) => verdicts.indexOf(each)))]!;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sums of parts by name; what a sum cannot know names the part that it is not known for. */
function figuresOf(parts: readonly (StackFigures & { readonly stack: string })[]): StackFigures {
  const { unbounded, ...figures } = sumCeilings(parts.map(({ stack, ceiling }) => ({ name: stack, ceiling })));
  const money = (key: "planned" | "atCeilings") =>
    sumOf(
      parts.map(({ stack, [key]: sum }) => ({ ...sum, notKnown: sum.notKnown.map((item) => `${stack}: ${item}`) })),
    );
  return {
    ceiling: { ...figures, nullFor: unbounded },
    planned: money("planned"),
    atCeilings: money("atCeilings"),
  };
}

/** What a report of a stranger's says of a team without a bill. */
const noBill = { lines: [], usdPerMonth: 0, notKnown: ["the team has no bill"] } as const;

function teamsOf(plans: readonly { readonly stack: string; readonly plan: Plan }[]): readonly TeamOverStacks[] {
  const byName = new Map<string, TeamOverStacks["stacks"][number][]>();
  for (const { stack, plan } of plans) {
    const shares = new Map(plan.money.teams.map((share) => [share.name, share]));
    for (const { name, ceiling } of plan.teams) {
      const { planned, atCeilings } = shares.get(name) ?? { planned: noBill, atCeilings: noBill };
      const { lines: _, ...plannedSum } = planned;
      const { lines: __, ...ceilingSum } = atCeilings;
      byName.set(name, [...(byName.get(name) ?? []), { stack, ceiling, planned: plannedSum, atCeilings: ceilingSum }]);
    }
  }
  return [...byName].sort(([a], [b]) => byText(a, b)).map(([name, stacks]) => ({ name, stacks, ...figuresOf(stacks) }));
}

/**
 * The plans of several stacks as one.
 * @param outcomes a plan, or why there is none, for each stack; in any order
 */
export function stacksPlan(
  { project, mode, gone }: Pick<StacksPlan, "project" | "mode" | "gone">,
  outcomes: readonly {
    readonly stack: string;
    readonly plan?: Plan | null | undefined;
    readonly message?: string | null;
  }[],
): StacksPlan {
  const stacks = [...outcomes]
    .sort((a, b) => byText(a.stack, b.stack))
    .map(
      ({ stack, plan, message }): StackOutcome =>
        plan === undefined || plan === null
          ? { stack, verdict: "error", plan: null, message: message ?? "" }
          : { stack, verdict: isRefused(plan) ? "fail" : plan.policies.verdict, plan, message: null },
    );
  const plans = stacks.flatMap(({ stack, plan }) => (plan === null || isRefused(plan) ? [] : [{ stack, plan }]));
  const figures = plans.map(({ stack, plan: { cluster, money } }) => ({
    stack,
    ceiling: cluster.ceiling,
    planned: money.planned,
    atCeilings: money.atCeilings,
  }));
  return {
    version: stacksVersion,
    project,
    mode,
    verdict: worstVerdict(stacks.map(({ verdict }) => verdict)),
    stacks,
    ...(gone === undefined ? {} : { gone }),
    sum: {
      stacks: plans.map(({ stack }) => stack),
      resources: plans.reduce((sum, { plan }) => sum + plan.resources.length, 0),
      pools: plans.reduce((sum, { plan }) => sum + poolCount(plan), 0),
      ...figuresOf(figures),
    },
    teams: teamsOf(plans),
  };
}
