/** What a change does, as parts of a comment. */
import type { Plan } from "../summary/plan";
import {
  abruptLines,
  accessLines,
  againstText,
  goneViolations,
  ignoredText,
  moneyLines,
  newViolations,
  resourceLines,
  rollingPools,
  summaryText,
  windowLines,
} from "./changes";
import { cell, foldedPart, openPart, type Part, row, startText } from "./markdownParts";

/** Lines on what changes in all; none without something to compare with. */
export function changeSummary({ changes }: Plan): readonly string[] {
  if (changes === undefined) return [];
  return [
    "",
    `Against ${startText(againstText(changes.against))}: ${cell(summaryText(changes))}.`,
    ...(changes.summary.isSame ? [] : ["", ...moneyLines(changes).cluster.map((line) => `- ${cell(line)}`)]),
  ];
}

/** Violations that the base does not have. */
export function newKeys(plan: Plan): ReadonlySet<Plan["policies"]["violations"][number]> {
  return new Set(newViolations(plan));
}

/** What hurts, open; the rest, folded. */
export function changeParts({ changes }: Plan): { readonly open: readonly Part[]; readonly folded: readonly Part[] } {
  if (changes === undefined) return { open: [], folded: [] };
  const abrupt = abruptLines(changes).map(({ what, where, instead }) => {
    const steps = instead.map((step, index) => `${index + 1}. ${cell(step)}`).join(" ");
    return `- **${cell(what)}**${where === "" ? "" : `<br>At ${cell(where)}`}${steps === "" ? "" : `<br>Instead: ${steps}`}`;
  });
  const pools = rollingPools(changes).map(({ pool, rolls, nodes, duration, because, money }) =>
    row([cell(pool.name), rolls, nodes, cell(duration), money, because.map(cell).join("<br>")]),
  );
  const list = (title: string, rowsAre: string, lines: readonly string[]) =>
    foldedPart(
      title,
      rowsAre,
      [],
      lines.map((line) => `- ${cell(line)}`),
    );
  const resources = resourceLines(changes).map(({ what, fields }) => `- ${[what, ...fields].map(cell).join("<br>")}`);
  return {
    open: [
      openPart("At once", "things that happen at once", [], abrupt),
      openPart(
        "Pools",
        "pools",
        [
          row(["pool", "its nodes", "how many", "takes", "USD per hour at its limits", "why"]),
          row(["---", "---", "---", "---", "---", "---"]),
        ],
        pools,
      ),
    ],
    folded: [
      list("Ceilings that change", "ceilings that change", moneyLines(changes).parts),
      list("Violations that are gone", "violations that are gone", goneViolations(changes)),
      list("Changes of whose nodes pods may land on", "changes of access", accessLines(changes)),
      list("Changes of warm capacity", "changes of warm capacity", windowLines(changes)),
      foldedPart("Resources that change", "resources that change", [], resources),
      list("Ignored", "ignored differences", [ignoredText(changes) ?? []].flat()),
    ],
  };
}
