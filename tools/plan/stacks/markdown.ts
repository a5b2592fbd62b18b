/** The plans of several stacks for a pull request's comment: a table of all, then each stack's own report, worst first. */
import { forTerminal } from "../../cli/terminal";
import { summaryText } from "../report/changes";
import { ceilingHeadings, ceilingTexts } from "../report/figures";
import { markdownReport } from "../report/markdown";
import { cell, figure, fitted, foldedPart, longestComment, type Part, row, startText } from "../report/markdownParts";
import type { Plan } from "../summary/plan";
import type { StackFigures, StackOutcome, StacksPlan, StackVerdict } from "../summary/stacks";
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

const signs: Readonly<Record<StackVerdict, string>> = { error: "❌", fail: "❌", warn: "⚠️", pass: "✅" };
const worstFirst: readonly StackVerdict[] = ["error", "fail", "warn", "pass"];

/** Of the space, for the summary; what it leaves is for the stacks. */
const shareOfSummary = 1 / 4;

/** Characters kept for the line that says how many stacks are left out. */
const longestNotice = 200;

function stackTable(report: StacksPlan): Part {
  const isCompared = report.stacks.some(({ plan }) => plan?.changes !== undefined);
  const changes = ({ plan }: StackOutcome) => (plan?.changes === undefined ? "" : summaryText(plan.changes));
  const head = ["stack", "verdict", ...(isCompared ? ["change"] : []), ...moneyHeadings];
  const rows = [...report.stacks]
    .sort((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict))
    .map((each) =>
      row([
        cell(each.stack),
        `${signs[each.verdict]} ${cell(stackVerdictText(each))}`,
        ...(isCompared ? [cell(changes(each))] : []),
        ...moneyTextsOfStack(each, report).map(figure),
      ]),
    );
  const { sum } = report;
  const total =
    sum.stacks.length === 0
      ? []
      : [
          row([
            `**${sumName(report)}**`,
            "",
            ...(isCompared ? [""] : []),
            ...moneyTextsOf(sum, report).map((text) => figure(text)),
          ]),
        ];
  return {
    rowsAre: "stacks",
    head: ["", row(head), row(head.map((_, index) => (index < head.length - moneyHeadings.length ? "---" : "---:")))],
    rows,
    tail: [...total, "", "Money is USD a month."],
  };
}

const figuresOf = (ceiling: StackFigures["ceiling"]): readonly string[] => {
  const texts = ceilingTexts(ceiling);
  return ceilingHeadings.map((heading) => figure(texts[heading] ?? ""));
};

const headOf = (names: readonly string[], numbers: readonly string[]): readonly string[] => [
  row([...names, ...numbers]),
  row([...names.map(() => "---"), ...numbers.map(() => "---:")]),
];

function ceilings(report: StacksPlan): Part {
  return foldedPart(
    "Ceilings of the stacks",
    "ceilings of stacks",
    headOf(["stack"], ceilingHeadings),
    plannedStacks(report).map(({ stack, plan }) => row([cell(stack), ...figuresOf(plan.cluster.ceiling)])),
    [row([`**${sumName(report)}**`, ...figuresOf(report.sum.ceiling)])],
  );
}

function teams(report: StacksPlan): Part {
  return foldedPart(
    "Teams of several stacks",
    "rows of teams of several stacks",
    headOf(["team", "stack"], [...ceilingHeadings, ...moneyHeadings]),
    teamsOfSeveral(report).flatMap((team) => [
      row([`**${cell(team.name)}**`, "", ...figuresOf(team.ceiling), ...moneyTextsOfTeam(team).map(figure)]),
      ...team.stacks.map((part) =>
        row(["", cell(part.stack), ...figuresOf(part.ceiling), ...moneyTextsOfTeam(part).map(figure)]),
      ),
    ]),
  );
}

/** @param limit most characters */
function summary(report: StacksPlan, limit: number): string {
  const start = [
    `# ${startText(report.project)}: ${signs[report.verdict]} ${startText(stacksVerdictText(report))}`,
    "",
    `${stacksCountsText(report)} (${report.mode})`,
  ];
  const reasons = report.stacks.flatMap(({ stack, message }) =>
    message === null ? [] : [`- ${cell(stack)}: ${cell(message)}`],
  );
  const without: Part = { rowsAre: "reasons", head: ["", "### Not planned", ""], rows: reasons, tail: [] };
  const rows = (report.gone ?? []).map((stack) => `- ${cell(goneText(stack))}`);
  const gone: Part = { rowsAre: "stacks that are gone", head: ["", "### Gone", ""], rows, tail: [] };
  return fitted(start, [stackTable(report), gone, without, teams(report), ceilings(report)], limit);
}

/**
 * The reports of several plans, worst first, each with its share of the space: what one leaves, the next may take.
 * @param limit most characters of all
 * @param before text that they follow
 */
export function planSections(plans: readonly Plan[], limit: number, before = ""): string {
  const order = ({ policies }: Plan) => worstFirst.indexOf(policies.verdict);
  const sorted = [...plans].sort((a, b) => order(a) - order(b));
  let text = before;
  let leftOut = 0;
  for (const [index, plan] of sorted.entries()) {
    const space = limit - longestNotice - text.length;
    const section = `${text === "" ? "" : "\n"}${markdownReport(plan, Math.floor(space / (sorted.length - index)) - 1)}`;
    if (section.length <= space) text += section;
    else leftOut += 1;
  }
  if (leftOut > 0) text += `\n${leftOut} of ${plans.length} stacks are left out; the reports of the run have all.\n`;
  return text;
}

/** The report as Markdown. @param limit most characters; what does not fit is left out, and a line says so */
export function stacksMarkdown(given: StacksPlan, limit: number = longestComment): string {
  const report = forTerminal(given);
  const plans = given.stacks.flatMap(({ plan }) => plan ?? []);
  return planSections(plans, limit, summary(report, limit * shareOfSummary));
}
