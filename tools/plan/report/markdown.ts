/** The plan for a pull request's comment: the verdict and what changes first, details folded. */
import { nameOf, typeOf } from "../engine/urn";
import { isRefused, type Plan } from "../summary/plan";
import { comparisonMeaning, comparisonNotes, engineHeadings, engineLines, engineRows } from "./compareWarm";
import { ceilingHeadings, ceilingTexts, counted } from "./figures";
import { maintenanceOf } from "./maintenance";
import { changeParts, changeSummary, newKeys } from "./markdownChanges";
import { cell, figure, fitted, foldedPart, longestComment, openPart, type Part, row, startText } from "./markdownParts";
import { markdownBlock } from "./markdownText";
import { moneyLines } from "./money";
import { openWays, pairTable, principalLines } from "./placement";
import { readable } from "./readable";
import { lineOf } from "./text";
import { table } from "./textLines";
import { shortType, treeLines } from "./tree";
import { countsText, moneyTexts, placeText, sortedViolations, verdictText } from "./verdict";
import { versionLines } from "./versions";
import { afterLines, clockText, meaningLines, warmPools, weekHeadings, weekRows } from "./warm";
import { answerLines, verdictOf } from "./whatIf";

type Violation = Plan["policies"]["violations"][number];

const asList = (lines: readonly string[]) => lines.map((line) => `- ${cell(line)}`);

const violationHead = [
  row(["level", "policy", "where", "resource", "message"]),
  row(["---", "---", "---", "---", "---"]),
];

/** A row of a table of violations. */
export function violationRow(violation: Violation): string {
  const { level, policy, urn, message } = violation;
  const resource = `${shortType(typeOf(urn))} ${nameOf(urn)}`;
  return row([level, cell(policy), cell(placeText(violation)), cell(resource), cell(message)]);
}

function ceilings({ teams, cluster }: Plan): Part {
  const figures = (ceiling: Parameters<typeof ceilingTexts>[0]) => {
    const texts = ceilingTexts(ceiling);
    return ceilingHeadings.map((heading) => figure(texts[heading] ?? ""));
  };
  return foldedPart(
    "Ceilings: the most that teams can reach and spend",
    "ceilings",
    [row(["team", "pool", ...ceilingHeadings]), row(["---", "---", ...ceilingHeadings.map(() => "---:")])],
    [
      row(["**cluster**", "", ...figures(cluster.ceiling)]),
      ...teams.flatMap(({ name, pools, ceiling }) => [
        row([`**${cell(name)}**`, "", ...figures(ceiling)]),
        ...pools.map((pool) => row(["", cell(pool.name), ...figures(pool.ceiling)])),
      ]),
      ...cluster.sharedPools.map((pool) => row(["(shared)", cell(pool.name), ...figures(pool.ceiling)])),
    ],
  );
}

function money(plan: Plan): Part {
  const lines = moneyLines(plan.money, table);
  const [fence = ""] = markdownBlock(lines.join("\n"));
  return foldedPart("Money: what the stack costs a month", "lines of the bill", [fence], lines, [fence]);
}

function placement(plan: Plan): Part {
  const title = "Whose nodes pods may land on";
  const [header, ...rows] = pairTable(plan.placement)?.rows ?? [];
  if (header === undefined) return foldedPart(title, "rows of placement", [], asList(openWays(plan.placement)));
  const notes = asList(pairTable(plan.placement)?.notes ?? []);
  return foldedPart(
    title,
    "rows of placement",
    [row(header.map(cell)), row(header.map(() => "---"))],
    rows.map((cells) => row(cells.map(cell))),
    notes.length === 0 ? [] : ["", ...notes],
  );
}

function warmCapacity(plan: Plan): readonly Part[] {
  return warmPools(plan).map(({ title, warm }) =>
    foldedPart(
      `Warm capacity of ${cell(title)}`,
      "days of warm capacity",
      [
        ...asList(meaningLines(warm)),
        "",
        `By the clock of ${cell(clockText(warm.week))}:`,
        "",
        row(weekHeadings),
        row(["---", "---:", "---:", "---:", "---"]),
      ],
      weekRows(warm.week).map((cells) => row(cells.map(figure))),
      ["", ...asList(afterLines(warm))],
    ),
  );
}

function whatIfs({ whatIf = [] }: Plan): readonly Part[] {
  return whatIf.map((answer) => {
    const lines = answerLines(answer).map((line) => `${line.startsWith("  ") ? "  " : ""}- ${cell(line.trimStart())}`);
    return openPart(
      `What if ${cell(answer.text)}`,
      "lines of a what-if",
      [`**${cell(verdictOf(answer))}**`, ""],
      lines,
    );
  });
}

function comparisons({ compareWarm = [] }: Plan): readonly Part[] {
  return compareWarm.flatMap((comparison) => [
    openPart(
      `Ways to keep warm capacity of ${cell(comparison.pool)}`,
      "ways to keep warm capacity",
      [
        ...asList([comparisonMeaning(comparison), ...comparisonNotes(comparison)]),
        "",
        row(engineHeadings),
        row(engineHeadings.map((_, index) => (index < 2 ? "---" : "---:"))),
      ],
      engineRows(comparison).map((cells) => row(cells.map(figure))),
    ),
    ...comparison.engines.map((engine) =>
      foldedPart(
        `${cell(comparison.pool)}: ${engine.title}`,
        "lines of a comparison",
        [],
        engineLines(engine).map((line) => `${line.startsWith("  ") ? "  " : ""}- ${cell(line.trimStart())}`),
      ),
    ),
  ]);
}

function tree({ resources }: Plan): Part {
  const lines = treeLines(resources).map(({ depth, type, names }) => {
    return `${"  ".repeat(depth)}${type}${names.length > 1 ? ` × ${names.length}` : ""}  ${names.join(", ")}`;
  });
  const [fence = ""] = markdownBlock(lines.join("\n"));
  return foldedPart(counted(resources.length, "resource"), "lines of the tree of resources", [fence], lines, [fence]);
}

const verdicts = { pass: "✅", warn: "⚠️", fail: "❌" } as const;

/**
 * The report as Markdown.
 * @param limit most characters; what does not fit is left out, least important first, and the last line says so
 */
export function markdownReport(given: Plan, limit: number = longestComment): string {
  const plan = readable(given);
  const refused = isRefused(plan);
  const { decided, undecided } = sortedViolations(plan);
  const fresh = newKeys(plan);
  const isNew = (violation: Violation) => fresh.has(violation);
  const start = [
    `## Plan of ${startText(plan.project)} ${startText(plan.stack)}: ${verdicts[plan.policies.verdict]} ${startText(verdictText(plan))}`,
    ...(refused ? [] : ["", `${countsText(plan)} (${plan.mode})`, ...changeSummary(plan)]),
    ...(refused || plan.changes !== undefined ? [] : ["", ...moneyTexts(plan).map((line) => `- ${startText(line)}`)]),
  ];
  const open = decided.filter((violation) => plan.changes === undefined || isNew(violation));
  const before = decided.filter((violation) => !open.includes(violation));
  const violationPart = (make: typeof openPart, title: string, violations: readonly Violation[]) =>
    make(title, "violations", violationHead, violations.map(violationRow));
  const findings = plan.findings.map((each) => `- **${each.level}** ${cell(lineOf(each))}`);
  const parts: readonly Part[] = [
    ...whatIfs(plan),
    ...comparisons(plan),
    ...(refused ? [] : changeParts(plan).open),
    violationPart(openPart, plan.changes === undefined ? "Policies" : "New violations", open),
    openPart("Findings", "findings", [], findings),
    openPart(
      "Checked in pulumi preview, not here",
      "checks",
      [],
      plan.decidedByAws.map((each) => `- ${cell(each)}`),
    ),
    violationPart(foldedPart, `${counted(before.length, "violation")} that the base has, too`, before),
    ...(refused
      ? []
      : [
          ...changeParts(plan).folded,
          ceilings(plan),
          money(plan),
          placement(plan),
          foldedPart("Principals of several teams", "principals", [], asList(principalLines(plan))),
          ...warmCapacity(plan),
          ...maintenanceOf(plan).map(({ title, lines }) =>
            foldedPart(`Maintenance of ${cell(title)}`, "lines of maintenance", [], asList(lines)),
          ),
          foldedPart("Versions", "lines of versions", [], asList(versionLines(plan.versions))),
        ]),
    violationPart(foldedPart, `${undecided.length} cannot tell yet`, undecided),
    ...(refused ? [] : [tree(plan)]),
  ];
  return fitted(start, parts, limit);
}
