/** The plan for a terminal. */
import { reportedFinding } from "../../../config";
import { noColors, type Paint } from "../../cli/colors";
import { nameOf, typeOf } from "../engine/urn";
import { isRefused, type Plan } from "../summary/plan";
import type { PlannedWeek } from "../summary/warm";
import { comparisonMeaning, comparisonNotes, engineHeadings, engineLines, engineRows } from "./compareWarm";
import { ceilingHeadings, ceilingTexts } from "./figures";
import { maintenanceOf } from "./maintenance";
import { moneyLines } from "./money";
import { openWays, pairTable, principalLines } from "./placement";
import { readable } from "./readable";
import { changesLines } from "./textChanges";
import { indented, section, table } from "./textLines";
import { shortType, treeLines } from "./tree";
import { countsText, moneyTexts, placeText, sortedViolations, undecidedText, verdictLine } from "./verdict";
import { versionLines } from "./versions";
import { afterLines, clockText, isOtherThanUtc, meaningLines, warmPools, weekHeadings, weekRows } from "./warm";
import { answerLines, verdictOf } from "./whatIf";

/** What a report has besides what everybody wants to see. */
export interface TextOptions {
  /** Every resource. @default false */
  readonly tree?: boolean;
  /** The advisories of rules that cannot tell yet, one by one. @default false: their number */
  readonly details?: boolean;
  /** Warm capacity by UTC, too, where the team's clock is another. @default false */
  readonly utc?: boolean;
}

/** Most names in a line. */
const shownNames = 6;

function tree({ resources }: Plan, color: Paint): readonly string[] {
  return treeLines(resources).map(({ depth, type, names, expanded }) => {
    const more = names.length - shownNames;
    const list = more > 0 ? `${names.slice(0, shownNames).join(", ")} and ${more} more` : names.join(", ");
    const count = names.length > 1 ? ` × ${names.length}` : "";
    return `  ${"  ".repeat(depth)}${type}${count}  ${color("dim", `${list}${expanded ? "  (made by its component)" : ""}`)}`;
  });
}

/** A row under {@link ceilingHeadings}. */
export function ceilingRow(name: string, ceiling: Parameters<typeof ceilingTexts>[0]): readonly string[] {
  const texts = ceilingTexts(ceiling);
  return [name, ...ceilingHeadings.map((heading) => texts[heading] ?? "")];
}

function ceilings({ teams, cluster }: Plan): readonly string[] {
  const rows = [
    ["ceiling", ...ceilingHeadings],
    ...teams.flatMap(({ name, pools, ceiling }) => [
      ceilingRow(`team ${name}`, ceiling),
      ...pools.map((pool) => ceilingRow(`  pool ${pool.name}`, pool.ceiling)),
    ]),
    ...cluster.sharedPools.map((pool) => ceilingRow(`shared pool ${pool.name}`, pool.ceiling)),
    ceilingRow("cluster", cluster.ceiling),
  ];
  if (rows.length === 2) return ["  no pools"];
  const shared = teams
    .filter(({ sharedPools }) => sharedPools.length > 0)
    .map(({ name, sharedPools }) => `  team ${name} may use shared ${sharedPools.join(", ")}`);
  const prices = [...teams.flatMap(({ pools }) => pools), ...cluster.sharedPools].flatMap(({ name, ceiling }) =>
    ceiling.usdPerHourReason === undefined ? [] : [`  price of ${name}: ${ceiling.usdPerHourReason}`],
  );
  return [...table(rows), ...shared, ...prices];
}

function placementLines(plan: Plan): readonly string[] {
  const pairs = pairTable(plan.placement);
  if (pairs === undefined) return openWays(plan.placement).map((line) => `  ${line}`);
  return [...table(pairs.rows), ...pairs.notes.map((note) => `  ${note}`)];
}

/** A week for each pool with warm capacity, by the team's clock, and by UTC where that is asked for and differs. */
function warmCapacity(plan: Plan, utc: boolean): readonly string[] {
  return warmPools(plan).flatMap(({ title, warm }) => [
    `  ${title}`,
    ...meaningLines(warm).map((line) => `    ${line}`),
    ...weekLines(warm.week),
    ...(utc && isOtherThanUtc(warm.week) ? weekLines(warm.weekInUtc) : []),
    ...afterLines(warm).map((line) => `    ${line}`),
  ]);
}

function weekLines(week: PlannedWeek): readonly string[] {
  const [day, ...headings] = weekHeadings;
  return [
    `    by the clock of ${clockText(week)}`,
    ...table([[day, ...headings], ...weekRows(week)]).map((line) => `    ${line}`),
  ];
}

const outcomeColors = { yes: "green", maybe: "yellow", no: "red" } as const;

function whatIfs({ whatIf = [] }: Plan, color: Paint): readonly string[] {
  return whatIf.flatMap((answer, index) => [
    `  ${index + 1}. ${answer.text}`,
    `    ${color(outcomeColors[answer.outcome], verdictOf(answer))}`,
    ...answerLines(answer).map((line) => `    ${line}`),
  ]);
}

function comparisons({ compareWarm = [] }: Plan, color: Paint): readonly string[] {
  return compareWarm.flatMap((comparison) => [
    `  ${comparisonMeaning(comparison)}`,
    ...table([engineHeadings, ...engineRows(comparison)]).map((line) => `  ${line}`),
    ...comparison.engines.flatMap((engine) => [
      `    ${color("bold", engine.title)}`,
      ...engineLines(engine).map((line) => `      ${line}`),
    ]),
    ...comparisonNotes(comparison).map((line) => `    ${line}`),
  ]);
}

const levelColors = { mandatory: "red", advisory: "yellow", remediate: "green" } as const;

/** One violation: level, policy, where the config decides it, the resource; then the message. */
function violationLines(violation: Plan["policies"]["violations"][number], color: Paint): readonly string[] {
  const { level, policy, urn, message } = violation;
  const where = placeText(violation);
  const place = where === "" ? "" : `  ${where}`;
  const head = `  ${color(levelColors[level], level)} ${policy}${place}  ${color("dim", `${shortType(typeOf(urn))} ${nameOf(urn)}`)}`;
  return [head, ...message.split("\n").map((line) => `    ${line}`)];
}

function policies(plan: Plan, color: Paint, details: boolean): readonly string[] {
  const { decided, undecided } = sortedViolations(plan);
  const lines = [...decided, ...(details ? undecided : [])].flatMap((each) => violationLines(each, color));
  return details || undecided.length === 0 ? lines : [...lines, `  ${undecidedText(undecided)} (--details lists them)`];
}

function findings(plan: Plan, color: Paint): readonly string[] {
  return plan.findings.map(
    (finding) => `  ${color(finding.level === "error" ? "red" : "yellow", finding.level)} ${indented(lineOf(finding))}`,
  );
}

/** What asks for somebody's attention: what changes, findings, what is left to check, violations. @param plan safe for a terminal */
export function attentionLines(plan: Plan, color: Paint, details: boolean): readonly string[] {
  const title = (text: string) => color("bold", text);
  return [
    ...(isRefused(plan) ? [] : changesLines(plan, color, details)),
    ...section(title("Findings"), findings(plan, color)),
    ...section(
      title("Checked in `pulumi preview`, not here"),
      plan.decidedByAws.map((each) => `  ${each}`),
    ),
    ...section(title("Policies"), policies(plan, color, details)),
  ];
}

/** The verdict, how much and what it costs; what changes, findings, violations; ceilings, placement, warm capacity; the tree. */
export function textReport(given: Plan, color: Paint = noColors, options: TextOptions = {}): string {
  const { tree: withTree = false, details = false, utc = false } = options;
  const plan = readable(given);
  const title = (text: string) => color("bold", text);
  const refused = isRefused(plan);
  const about = `${plan.project} ${plan.stack} (${plan.mode})`;
  const lines = [
    verdictLine(plan, color),
    ...(refused ? [about] : [`${about}: ${countsText(plan)}`, ...moneyTexts(plan)]),
    ...section(title("What if"), whatIfs(plan, color)),
    ...section(title("Ways to keep warm capacity"), comparisons(plan, color)),
    ...attentionLines(plan, color, details),
  ];
  if (!refused)
    lines.push(
      ...section(title("Ceilings: the most that teams can reach and spend"), ceilings(plan)),
      ...section(title("Money: what the stack costs a month"), moneyLines(plan.money, table)),
      ...section(title("Whose nodes pods may land on"), placementLines(plan)),
      ...section(
        title("Principals of several teams"),
        principalLines(plan).map((line) => `  ${line}`),
      ),
      ...section(title("Warm capacity"), warmCapacity(plan, utc)),
      ...section(
        title("Maintenance: when nodes may be replaced"),
        maintenanceOf(plan).flatMap((pool) => [`  ${pool.title}`, ...pool.lines.map((line) => `    ${line}`)]),
      ),
      ...section(
        title("Versions: support, and what comes next"),
        versionLines(plan.versions).map((line) => `  ${line}`),
      ),
      ...(withTree ? section(title("Resources"), tree(plan, color)) : []),
    );
  return `${lines.join("\n")}\n`;
}

/** A finding as a line without its level: `Pulumi.dev.yaml:8:11 teams.dotori.tags: …`. */
export function lineOf(finding: Plan["findings"][number]): string {
  return reportedFinding(finding).slice(finding.level.length + 1);
}
