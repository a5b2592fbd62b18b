/** What the reports of several stacks have in common: the verdict in a line, and names of what is summed. */
import { counted } from "../report/figures";
import { sumText, totalText } from "../report/money";
import { verdictText } from "../report/verdict";
import type { StackFigures, StackOutcome, StacksPlan } from "../summary/stacks";

const verdictTexts = [
  ["error", "could not be planned"],
  ["fail", "fail"],
  ["warn", "warn"],
  ["pass", "pass"],
] as const;

/** `fail: of 4 stacks 1 fail, 3 pass` */
export function stacksVerdictText({ verdict, stacks }: StacksPlan): string {
  const parts = verdictTexts
    .map(([each, what]) => ({ what, count: stacks.filter((stack) => stack.verdict === each).length }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => `${count} ${what}`);
  return `${verdict}: of ${counted(stacks.length, "stack")} ${parts.join(", ")}`;
}

/** How much there is of what could be planned: `2 stacks, 250 resources, 3 teams, 7 pools`. */
export function stacksCountsText({ stacks, sum, teams }: StacksPlan): string {
  return [
    counted(stacks.length, "stack"),
    counted(sum.resources, "resource"),
    counted(teams.length, "team"),
    counted(sum.pools, "pool"),
  ].join(", ");
}

/** The verdict of one stack in a line: of several lines of an error the first. */
export function stackVerdictText({ plan, message }: StackOutcome): string {
  return plan === null ? `error: ${message?.split("\n")[0] ?? ""}` : verdictText(plan);
}

/** What becomes of a stack whose file is gone: no plan shows it, since nothing of it would change. */
export function goneText(stack: string): string {
  return `Pulumi.${stack}.yaml is gone: what the stack has made goes on running until \`pulumi destroy\``;
}

/** `sum`, or which part of all it is of: stacks without a plan have no figures. */
export function sumName({ stacks, sum }: StacksPlan): string {
  return sum.stacks.length === stacks.length ? "sum" : `sum of ${sum.stacks.length} of ${stacks.length} stacks`;
}

/** Headings of {@link moneyTextsOf}. */
export const moneyHeadings = ["planned", "at the ceilings"] as const;

/** What stacks pay by use is in none of the sums: each is at least so much. */
export function moneyTextsOf({ planned, atCeilings }: StackFigures, report: StacksPlan): readonly string[] {
  const byUse = plannedStacks(report).flatMap(({ plan }) => plan.money.notCounted);
  return [totalText(planned, byUse), totalText(atCeilings, byUse)];
}

/** The same of one stack; nothing of one without figures, which would look as if it were free. */
export function moneyTextsOfStack({ stack, plan }: StackOutcome, { sum }: StacksPlan): readonly string[] {
  if (plan === null || !sum.stacks.includes(stack)) return ["", ""];
  const { planned, atCeilings, notCounted } = plan.money;
  return [totalText(planned, notCounted), totalText(atCeilings, notCounted)];
}

/** The same of a team, whose bill has nothing that is paid for by use. */
export function moneyTextsOfTeam({
  planned,
  atCeilings,
}: Pick<StackFigures, "planned" | "atCeilings">): readonly string[] {
  return [sumText(planned), sumText(atCeilings)];
}

/** Teams that several of the stacks have. */
export function teamsOfSeveral({ teams }: StacksPlan): StacksPlan["teams"] {
  return teams.filter(({ stacks }) => stacks.length > 1);
}

/** The stacks with figures. */
export function plannedStacks({ stacks, sum }: StacksPlan): readonly (StackOutcome & {
  readonly plan: NonNullable<StackOutcome["plan"]>;
})[] {
  return stacks.flatMap((each) =>
    each.plan !== null && sum.stacks.includes(each.stack) ? [{ ...each, plan: each.plan }] : [],
  );
}
