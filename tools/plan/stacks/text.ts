/** The plans of several stacks for a terminal: how each of them is, what they are together, what asks for attention. */
import { noColors, type Paint } from "../../cli/colors";
import { forTerminal } from "../../cli/terminal";
import { ceilingHeadings } from "../report/figures";
import { attentionLines, ceilingRow } from "../report/text";
import { indented, section, table } from "../report/textLines";
import type { StackOutcome, StacksPlan, StackVerdict } from "../summary/stacks";
import {
  goneText,
  moneyHeadings,
  moneyTextsOf,
  moneyTextsOfStack,
  moneyTextsOfTeam,
  plannedStacks,
  stacksCountsText,
  stacksVerdictText,
  stackVerdictText,
  sumName,
  teamsOfSeveral,
} from "./figures";

const colors: Readonly<Record<StackVerdict, Parameters<Paint>[0]>> = {
  error: "red",
  fail: "red",
  warn: "yellow",
  pass: "green",
};

function verdictLines({ stacks }: StacksPlan, color: Paint): readonly string[] {
  const width = Math.max(...stacks.map(({ stack }) => stack.length));
  return stacks.map((each) => `  ${each.stack.padEnd(width)}  ${color(colors[each.verdict], stackVerdictText(each))}`);
}

function goneLines({ gone = [] }: StacksPlan, color: Paint): readonly string[] {
  return gone.map((stack) => `  ${color("yellow", goneText(stack))}`);
}

function moneyTable(report: StacksPlan): readonly string[] {
  const stacks = plannedStacks(report);
  if (stacks.length === 0) return [];
  return table([
    ["stack", ...moneyHeadings],
    ...stacks.map((each) => [each.stack, ...moneyTextsOfStack(each, report)]),
    [sumName(report), ...moneyTextsOf(report.sum, report)],
  ]);
}

function ceilingTable(report: StacksPlan): readonly string[] {
  const stacks = plannedStacks(report);
  if (stacks.length === 0) return [];
  const rows = table([
    ["stack", ...ceilingHeadings],
    ...stacks.map(({ stack, plan }) => ceilingRow(stack, plan.cluster.ceiling)),
    ceilingRow(sumName(report), report.sum.ceiling),
  ]);
  const { usdPerHour } = report.sum.ceiling.nullFor;
  return usdPerHour.length === 0 ? rows : [...rows, `  without a price in sum, because of ${usdPerHour.join(", ")}`];
}

function teamTable(report: StacksPlan): readonly string[] {
  const teams = teamsOfSeveral(report);
  if (teams.length === 0) return [];
  return table([
    ["team", ...ceilingHeadings, ...moneyHeadings.map((heading) => `${heading}, USD a month`)],
    ...teams.flatMap((team) => [
      [...ceilingRow(team.name, team.ceiling), ...moneyTextsOfTeam(team)],
      ...team.stacks.map((part) => [...ceilingRow(`  ${part.stack}`, part.ceiling), ...moneyTextsOfTeam(part)]),
    ]),
  ]);
}

function stackSection(each: StackOutcome, color: Paint, details: boolean): readonly string[] {
  const { stack, plan, message } = each;
  const lines = plan === null ? [`  ${indented(message ?? "")}`] : attentionLines(plan, color, details);
  if (lines.length === 0) return [];
  const title = color("bold", `Stack ${stack}: ${plan === null ? "could not be planned" : stackVerdictText(each)}`);
  return ["", title, ...(lines[0] === "" ? lines.slice(1) : lines).map((line) => (line === "" ? "" : `  ${line}`))];
}

/** The summary of all stacks, then what each changes and violates. The rest is in the report of a stack alone. */
export function stacksText(given: StacksPlan, color: Paint = noColors, details = false): string {
  const report = forTerminal(given);
  const title = (text: string) => color("bold", text);
  const lines = [
    color(colors[report.verdict], stacksVerdictText(report)),
    `${report.project} (${report.mode}): ${stacksCountsText(report)}`,
    ...section(title("Stacks"), verdictLines(report, color)),
    ...section(title("Stacks that are gone"), goneLines(report, color)),
    ...section(title("Money: what the stacks cost a month, in USD"), moneyTable(report)),
    ...section(title("Ceilings: the most that the stacks can reach and spend"), ceilingTable(report)),
    ...section(title("Teams of several stacks"), teamTable(report)),
    ...report.stacks.flatMap((each) => stackSection(each, color, details)),
  ];
  return `${lines.join("\n")}\n`;
}
