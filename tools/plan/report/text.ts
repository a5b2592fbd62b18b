/** The plan for a terminal. */
import type { Ceiling } from "../../../capacity/nodePool/ceiling";
import { reportedFinding } from "../../../config";
import { noColors, type Paint } from "../../cli/colors";
import { forTerminal } from "../../cli/terminal";
import { nameOf, typeOf } from "../engine/urn";
import type { Violation } from "../policyPack/analyzer";
import { isRefused, type Plan } from "../summary/plan";
import type { PlannedWeek } from "../summary/warm";
import { ceilingHeadings, ceilingTexts, counted } from "./figures";
import { moneyLines } from "./money";
import { openWays, pairTable, principalLines } from "./placement";
import { shortType, treeLines } from "./tree";
import { afterLines, clockText, meaningLines, warmPools, weekHeadings, weekRows } from "./warm";

/** Most names in a line. */
const shownNames = 6;

function tree({ resources }: Plan, color: Paint): readonly string[] {
  return treeLines(resources).map(({ depth, type, names, expanded }) => {
    const more = names.length - shownNames;
    const list = more > 0 ? `${names.slice(0, shownNames).join(", ")} and ${more} more` : names.join(", ");
    const count = names.length > 1 ? ` × ${names.length}` : "";
    return `${"  ".repeat(depth)}${type}${count}  ${color("dim", `${list}${expanded ? "  (made by its component)" : ""}`)}`;
  });
}

/** Rows with columns aligned. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    (row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
  );
}

function ceilingRow(name: string, ceiling: Ceiling): readonly string[] {
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

/** Placement, and principals of several teams. */
function placementLines(plan: Plan, color: Paint): readonly string[] {
  const pairs = pairTable(plan.placement);
  const lines =
    pairs === undefined
      ? openWays(plan.placement).map((line) => `  ${line}`)
      : [...table(pairs.rows), ...pairs.notes.map((note) => `  ${note}`)];
  const principals = principalLines(plan).map((line) => `  ${line}`);
  return [
    ...(lines.length === 0 ? [] : ["", color("bold", "Whose nodes pods may land on"), ...lines]),
    ...(principals.length === 0 ? [] : ["", color("bold", "Principals of several teams"), ...principals]),
  ];
}

/** A week for each pool with warm capacity, by the team's clock and by UTC. */
function warmCapacity(plan: Plan, color: Paint): readonly string[] {
  const pools = warmPools(plan);
  if (pools.length === 0) return [];
  return [
    "",
    color("bold", "Warm capacity"),
    ...pools.flatMap(({ title, warm }) => [
      `  ${title}`,
      ...meaningLines(warm).map((line) => `    ${line}`),
      ...weekLines(warm.week),
      ...(warm.week.timezone === "UTC" ? [] : weekLines(warm.weekInUtc)),
      ...afterLines(warm).map((line) => `    ${line}`),
    ]),
  ];
}

function weekLines(week: PlannedWeek): readonly string[] {
  const [day, ...headings] = weekHeadings;
  return [
    `    by the clock of ${clockText(week)}`,
    ...table([[day, ...headings], ...weekRows(week)]).map((line) => `    ${line}`),
  ];
}

const levelColors = { mandatory: "red", advisory: "yellow", remediate: "green" } as const;

/** One violation: level, policy and resource, then the message. */
function violationLines({ level, policy, urn, message }: Violation, color: Paint): readonly string[] {
  const head = `  ${color(levelColors[level], level)} ${policy}  ${color("dim", `${shortType(typeOf(urn))} ${nameOf(urn)}`)}`;
  return [head, ...message.split("\n").map((line) => `    ${line}`)];
}

/** The verdict, and how many of what led to it. */
export function verdictLine(plan: Plan, color: Paint = noColors): string {
  const { verdict, violations } = plan.policies;
  const count = (level: Violation["level"]) => violations.filter((each) => each.level === level).length;
  if (isRefused(plan)) {
    const errors = plan.findings.filter(({ level }) => level === "error");
    const files = [...new Set(errors.flatMap(({ file }) => file ?? []))];
    const where = files.length === 0 ? `the config of ${plan.stack}` : files.join(" and ");
    return color("red", `refused: ${counted(errors.length, "error")} in ${where}; nothing would be created`);
  }
  const parts = (["mandatory", "advisory", "remediate"] as const)
    .filter((level) => count(level) > 0)
    .map((level) => `${count(level)} ${level}`);
  const counts = parts.length === 0 ? "no violations" : parts.join(", ");
  return color(verdict === "fail" ? "red" : verdict === "warn" ? "yellow" : "green", `${verdict}: ${counts}`);
}

/** Resources, ceilings, placement, warm capacity, findings, violations and the verdict. */
export function textReport(given: Plan, color: Paint = noColors): string {
  const plan = forTerminal(given);
  const lines = [
    color("bold", `${plan.project} ${plan.stack} (${plan.mode}): ${counted(plan.resources.length, "resource")}`),
  ];
  if (!isRefused(plan))
    lines.push(
      "",
      ...tree(plan, color),
      "",
      color("bold", "Ceilings: the most that teams can reach and spend"),
      ...ceilings(plan),
      "",
      color("bold", "Money: what the stack costs a month"),
      ...moneyLines(plan.money, table),
      ...placementLines(plan, color),
      ...warmCapacity(plan, color),
    );
  if (plan.findings.length > 0) {
    lines.push("", color("bold", "Findings"));
    for (const finding of plan.findings) {
      lines.push(
        `  ${color(finding.level === "error" ? "red" : "yellow", finding.level)} ${indented(lineOf(finding))}`,
      );
    }
  }
  if (plan.decidedByAws.length > 0)
    lines.push(
      "",
      color("bold", "Checked in `pulumi preview`, not here"),
      ...plan.decidedByAws.map((each) => `  ${each}`),
    );
  if (plan.policies.violations.length > 0) {
    lines.push(
      "",
      color("bold", "Policies"),
      ...plan.policies.violations.flatMap((each) => violationLines(each, color)),
    );
  }
  return `${[...lines, "", verdictLine(plan, color)].join("\n")}\n`;
}

/** Further lines of a message under its first, so that none passes for a line of the report. */
function indented(text: string): string {
  return text.replaceAll("\n", "\n    ");
}

/** A finding as a line without its level: `Pulumi.dev.yaml:8:11 teams.dotori.tags: …`. */
export function lineOf(finding: Plan["findings"][number]): string {
  return reportedFinding(finding).slice(finding.level.length + 1);
}
