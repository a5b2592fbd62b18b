/** What a change does, for a terminal: what hurts first, then pools, policies, access, hours and resources. */
import type { Paint } from "../../cli/colors";
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
  violationLine,
  windowLines,
} from "./changes";
import { counted } from "./figures";
import { indented, section } from "./textLines";

/** Most resources that are listed without `--details`. */
const shownResources = 20;

/** Nothing without something to compare with. */
export function changesLines(plan: Plan, color: Paint, details: boolean): readonly string[] {
  const { changes } = plan;
  if (changes === undefined) return [];
  const title = color("bold", `What changes, against ${againstText(changes.against)}`);
  const lines = [
    summaryText(changes),
    ...(changes.summary.isSame ? [] : [...moneyLines(changes).cluster, ...moneyLines(changes).parts]),
  ].map((line) => `  ${line}`);
  return [
    ...section(title, lines),
    ...listed("At once", abrupt(changes, color)),
    ...listed("Pools", pools(changes, color)),
    ...listed("Policies that are new", newViolations(plan).map(violationLine)),
    ...listed("Policies that are no longer violated", goneViolations(changes)),
    ...listed("Whose nodes pods may land on", accessLines(changes)),
    ...listed("Warm capacity", windowLines(changes)),
    ...listed("Resources", resources(changes, details)),
    ...listed("Ignored", [ignoredText(changes) ?? []].flat()),
  ];
}

type Changes = NonNullable<Plan["changes"]>;

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${indented(line)}`)];
}

function abrupt(changes: Changes, color: Paint): readonly string[] {
  return abruptLines(changes).flatMap(({ what, where, instead }) => [
    color("red", what),
    ...(where === "" ? [] : [`  at ${where}`]),
    ...instead.map((step, index) => `  ${index === 0 ? "instead: " : ""}${index + 1}. ${step}`),
  ]);
}

function pools(changes: Changes, color: Paint): readonly string[] {
  return rollingPools(changes).flatMap(({ pool, rolls, nodes, duration, because, money }) => {
    const stays = pool.rolls === "none" || pool.rolls === "new";
    return [
      `${pool.name}: ${color(stays ? "green" : "yellow", rolls)}`,
      `  nodes: ${nodes}; at its limits, in USD per hour: ${money}`,
      ...(duration === "" ? [] : [`  takes ${duration}`]),
      ...because.map((line) => `  ${line}`),
    ];
  });
}

function resources(changes: Changes, details: boolean): readonly string[] {
  const every = resourceLines(changes);
  const shown = details ? every : every.slice(0, shownResources);
  const more = every.length - shown.length;
  return [
    ...shown.flatMap(({ what, fields }) => [what, ...fields.map((line) => `  ${line}`)]),
    ...(more > 0 ? [`and ${counted(more, "resource")} more (--details)`] : []),
  ];
}
