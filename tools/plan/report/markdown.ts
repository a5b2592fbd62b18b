/** The plan for a pull request's comment. */
import { forTerminal } from "../../cli/terminal";
import { nameOf, typeOf } from "../engine/urn";
import { isRefused, type Plan } from "../summary/plan";
import type { PlannedWeek } from "../summary/warm";
import { ceilingHeadings, ceilingTexts, counted } from "./figures";
import { markdownBlock, markdownText } from "./markdownText";
import { openWays, pairTable, principalLines } from "./placement";
import { lineOf } from "./text";
import { shortType, treeLines } from "./tree";
import { afterLines, clockText, meaningLines, warmPools, weekHeadings, weekRows } from "./warm";

/** Characters. GitHub refuses a comment above 65,536; the tree is cut so that the rest fits. */
const longestTree = 40_000;

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function ceilings({ teams, cluster }: Plan): readonly string[] {
  const figures = (ceiling: Parameters<typeof ceilingTexts>[0]) => {
    const texts = ceilingTexts(ceiling);
    return ceilingHeadings.map((heading) => texts[heading] ?? "");
  };
  return [
    row(["team", "pool", ...ceilingHeadings]),
    row(["---", "---", ...ceilingHeadings.map(() => "---:")]),
    ...teams.flatMap(({ name, pools, ceiling }) => [
      row([`**${markdownText(name)}**`, "", ...figures(ceiling)]),
      ...pools.map((pool) => row(["", markdownText(pool.name), ...figures(pool.ceiling)])),
    ]),
    ...cluster.sharedPools.map((pool) => row(["(shared)", markdownText(pool.name), ...figures(pool.ceiling)])),
    row(["**cluster**", "", ...figures(cluster.ceiling)]),
  ];
}

function placementLines(plan: Plan): readonly string[] {
  const pairs = pairTable(plan.placement);
  const [header, ...rows] = pairs?.rows ?? [];
  const asList = (lines: readonly string[]) => lines.map((line) => `- ${markdownText(line)}`);
  const lines =
    header === undefined
      ? asList(openWays(plan.placement))
      : [
          row(header.map(markdownText)),
          row(header.map(() => "---")),
          ...rows.map((cells) => row(cells.map(markdownText))),
        ];
  const notes = asList(pairs?.notes ?? []);
  const principals = asList(principalLines(plan));
  return [
    ...(lines.length === 0 ? [] : ["", "### Whose nodes pods may land on", "", ...lines]),
    ...(notes.length === 0 ? [] : ["", ...notes]),
    ...(principals.length === 0 ? [] : ["", "### Principals of several teams", "", ...principals]),
  ];
}

function tree({ resources }: Plan): string {
  const lines = treeLines(resources).map(({ depth, type, names }) => {
    return `${"  ".repeat(depth)}${type}${names.length > 1 ? ` × ${names.length}` : ""}  ${names.join(", ")}`;
  });
  const text = lines.join("\n");
  if (text.length <= longestTree) return text;
  return `${text.slice(0, text.lastIndexOf("\n", longestTree))}\n… and more; the JSON report has all`;
}

function warmCapacity(plan: Plan): readonly string[] {
  const pools = warmPools(plan);
  if (pools.length === 0) return [];
  const week = (view: PlannedWeek) => [
    "",
    `By the clock of ${markdownText(clockText(view))}:`,
    "",
    row(weekHeadings),
    row(["---", "---:", "---:", "---:", "---"]),
    ...weekRows(view).map(row),
  ];
  return [
    "",
    "### Warm capacity",
    ...pools.flatMap(({ title, warm }) => [
      "",
      `#### ${markdownText(title)}`,
      "",
      ...meaningLines(warm).map((line) => `- ${markdownText(line)}`),
      ...week(warm.week),
      ...(warm.week.timezone === "UTC" ? [] : week(warm.weekInUtc)),
      "",
      ...afterLines(warm).map((line) => `- ${markdownText(line)}`),
    ]),
  ];
}

const verdicts = { pass: "✅ pass", warn: "⚠️ warn", fail: "❌ fail" } as const;

/** Findings and violations first, then ceilings, placement, warm capacity and the tree, folded. */
export function markdownReport(given: Plan): string {
  const plan = forTerminal(given);
  const { verdict, violations } = plan.policies;
  const refused = isRefused(plan);
  const lines = [
    `## Plan of ${markdownText(plan.project)} ${markdownText(plan.stack)}: ${refused ? "❌ refused" : verdicts[verdict]}`,
    "",
  ];
  lines.push(
    refused
      ? "The config was refused; nothing would be created."
      : `${counted(plan.resources.length, "resource")} (${plan.mode}).`,
  );
  if (plan.findings.length > 0)
    lines.push(
      "",
      "### Findings",
      "",
      ...plan.findings.map((each) => `- **${each.level}** ${markdownText(lineOf(each))}`),
    );
  if (plan.decidedByAws.length > 0) {
    const items = plan.decidedByAws.map((each) => `- ${markdownText(each)}`);
    lines.push("", "### Checked in `pulumi preview`, not here", "", ...items);
  }
  if (violations.length > 0) {
    lines.push(
      "",
      "### Policies",
      "",
      row(["level", "policy", "resource", "message"]),
      row(["---", "---", "---", "---"]),
    );
    for (const { level, policy, urn, message } of violations) {
      lines.push(
        row([
          level,
          markdownText(policy),
          markdownText(`${shortType(typeOf(urn))} ${nameOf(urn)}`),
          markdownText(message),
        ]),
      );
    }
  }
  if (!refused) {
    lines.push(
      "",
      "### Ceilings: the most that teams can reach and spend",
      "",
      ...ceilings(plan),
      ...placementLines(plan),
      ...warmCapacity(plan),
    );
    lines.push(
      "",
      `<details><summary>${counted(plan.resources.length, "resource")}</summary>`,
      "",
      ...markdownBlock(tree(plan)),
      "",
      "</details>",
    );
  }
  return `${lines.join("\n")}\n`;
}
