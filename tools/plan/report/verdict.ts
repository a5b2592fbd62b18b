/** What a plan comes to, in a line each: the verdict with its counts, how much there is, what it may cost. */
import { filePlace } from "../../../config";
import { noColors, type Paint } from "../../cli/colors";
import { poolCount } from "../summary/ceilings";
import type { ConfigPlace } from "../summary/configPlace";
import { isRefused, type Plan } from "../summary/plan";
import { ceilingTexts, counted, unknown, unlimited } from "./figures";
import { totalText } from "./money";
import { warmPools } from "./warm";

type Violation = Plan["policies"]["violations"][number];

/** The violations that say something, mandatory ones first, and those whose rules cannot tell yet. */
export function sortedViolations({ policies }: Plan): {
  readonly decided: readonly Violation[];
  readonly undecided: readonly Violation[];
} {
  const levels = ["mandatory", "advisory", "remediate"] as const;
  const decided = policies.violations.filter(({ cannotTell }) => cannotTell !== true);
  return {
    decided: levels.flatMap((each) => decided.filter(({ level }) => level === each)),
    undecided: policies.violations.filter(({ cannotTell }) => cannotTell === true),
  };
}

/** The verdict, and how many of what led to it: `fail: 1 mandatory, 2 advisory, 3 cannot tell yet`. */
export function verdictText(plan: Plan): string {
  if (isRefused(plan)) {
    const errors = plan.findings.filter(({ level }) => level === "error");
    const files = [...new Set(errors.flatMap(({ file }) => file ?? []))];
    const where = files.length === 0 ? `the config of ${plan.stack}` : files.join(" and ");
    return `refused: ${counted(errors.length, "error")} in ${where}; nothing would be created`;
  }
  const { decided, undecided } = sortedViolations(plan);
  const parts = (["mandatory", "advisory", "remediate"] as const)
    .map((level) => ({ level, count: decided.filter((each) => each.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`);
  if (parts.length === 0) parts.push("no violations");
  if (undecided.length > 0) parts.push(`${undecided.length} cannot tell yet`);
  return `${plan.policies.verdict}: ${parts.join(", ")}`;
}

/** {@link verdictText} in the colour of the verdict. */
export function verdictLine(plan: Plan, color: Paint = noColors): string {
  const { verdict } = plan.policies;
  return color(verdict === "fail" ? "red" : verdict === "warn" ? "yellow" : "green", verdictText(plan));
}

/** How much the stack has: `122 resources, 2 teams, 3 pools`. */
export function countsText(plan: Plan): string {
  const { resources, teams } = plan;
  return [counted(resources.length, "resource"), counted(teams.length, "team"), counted(poolCount(plan), "pool")].join(
    ", ",
  );
}

/** What all pools cost at their limits, and warm capacity: a line each. */
export function moneyTexts(plan: Plan): readonly string[] {
  const { ceiling } = plan.cluster;
  const price = ceilingTexts(ceiling)["USD per hour"] ?? "";
  const missing = ceiling.nullFor.usdPerHour;
  const of = [unlimited, unknown].includes(price) && missing.length > 0 ? ` (${missing.join(", ")})` : "";
  const { planned, atCeilings, notCounted } = plan.money;
  return [
    `a month, in USD: ${totalText(planned, notCounted)} planned, ${totalText(atCeilings, notCounted)} at the ceilings`,
    `at the limits of all pools, in USD per hour: ${price}${of}`,
    ...warmText(plan),
  ];
}

function warmText(plan: Plan): readonly string[] {
  const costs = warmPools(plan).map(({ warm }) => warm.cost?.usdPerWeek ?? null);
  if (costs.length === 0) return [];
  const known = costs.filter((cost) => cost !== null);
  const sum = known.reduce((total, cost) => total + cost, 0).toFixed(2);
  if (known.length === costs.length) return [`warm capacity, in USD a week: ${sum}`];
  return [
    `warm capacity, in USD a week: ${known.length === 0 ? "not known" : `${sum}, and ${counted(costs.length - known.length, "pool")} whose price is not known`}`,
  ];
}

/** Advisories that say only that their rule cannot decide, in one line. */
export function undecidedText(undecided: readonly Violation[]): string {
  const policies = new Set(undecided.map(({ policy }) => policy)).size;
  const of = policies === 1 ? "1 policy" : `${policies} policies`;
  return `cannot tell yet: ${undecided.length} ${undecided.length === 1 ? "advisory" : "advisories"} of ${of}`;
}

/** Where the config decides something: `Pulumi.dev.yaml:8:11 teams.dotori.pools[0]`; empty where it does not. */
export function placeText(place: ConfigPlace): string {
  return place.path === undefined ? "" : `${filePlace(place)} ${place.path}`.trimStart();
}
