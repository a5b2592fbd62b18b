/** Every policy with what came of it, and a link to what that rests on. */
import { rulesByArea } from "../../../../policies/rules";
import type { RunningPolicy } from "../../policyPack/analyzer";
import { shortType } from "../../report/tree";
import type { Plan } from "../../summary/plan";
import { type Html, html, shortened } from "../html";
import { fold, section, table } from "../layout";
import type { PolicyOutcome } from "../strings/policies";
import type { View } from "../view";
import { evidenceId } from "./findings";

type Violation = Plan["policies"]["violations"][number];

function outcomeOf({ level }: RunningPolicy, violations: readonly Violation[]): PolicyOutcome {
  if (level === "disabled") return "disabled";
  if (violations.length === 0) return "passed";
  return violations.every(({ cannotTell }) => cannotTell === true) ? "undecided" : "violated";
}

/** Types of resources that a rule of our pack looks at; undefined for another pack's. */
const looksAt: ReadonlyMap<string, (type: string) => boolean> = new Map(
  Object.values(rulesByArea)
    .flat()
    .map(({ name, types }) => [name, typeof types === "function" ? types : (type: string) => types.includes(type)]),
);

const marks: Readonly<Record<PolicyOutcome, string>> = { passed: "✓", violated: "✕", undecided: "?", disabled: "–" };

function policyRow(
  { texts, plan }: View,
  policy: RunningPolicy,
  violations: readonly Violation[],
): readonly (Html | string)[] {
  const own = texts.policies;
  const outcome = outcomeOf(policy, violations);
  const isOwn = looksAt.get(policy.name);
  const types = isOwn === undefined ? [] : [...new Set(plan.resources.map(({ type }) => type))].filter(isOwn);
  const looked = plan.resources.filter(({ type }) => types.includes(type)).length;
  const evidence =
    violations.length > 0
      ? html`<a href="#${evidenceId(policy.name)}">${outcome === "undecided" ? own.undecided(violations.length) : own.violations(violations.length)}</a>`
      : outcome === "disabled"
        ? ""
        : html`<a href="#resources" data-types="${[...new Set(types.map(shortType))].join(" ")}">${own.looked(looked)}</a>`;
  return [
    html`<code>${shortened(policy.name, 200)}</code><br><span class="dim" lang="en">${shortened(policy.description)}</span>`,
    html`${policy.level}`,
    html`<span class="outcome ${outcome}"><span aria-hidden="true">${marks[outcome]}</span> ${own.outcomes[outcome]}</span>`,
    evidence,
  ];
}

/** The policies by area, as docs/policies.md has them. */
export function policiesSection(view: View): Html {
  const { plan, texts } = view;
  const own = texts.policies;
  const { rules = [], violations } = plan.policies;
  const byPolicy = new Map<string, Violation[]>();
  for (const each of violations) byPolicy.set(each.policy, [...(byPolicy.get(each.policy) ?? []), each]);
  const known = new Set(Object.values(rulesByArea).flatMap((list) => list.map(({ name }) => name)));
  const areas: readonly (readonly [string, readonly RunningPolicy[]])[] = [
    ...Object.entries(rulesByArea).map(
      ([area, list]) => [area, rules.filter(({ name }) => list.some((rule) => rule.name === name))] as const,
    ),
    [own.other, rules.filter(({ name }) => !known.has(name))],
  ];
  const counts = (list: readonly RunningPolicy[]): string => {
    const outcomes = list.map((each) => outcomeOf(each, byPolicy.get(each.name) ?? []));
    const count = (outcome: PolicyOutcome) => outcomes.filter((each) => each === outcome).length;
    return own.counts({
      passed: count("passed"),
      violated: count("violated"),
      undecided: count("undecided"),
      disabled: count("disabled"),
    });
  };
  return section(
    "policies",
    own.heading,
    rules.length === 0
      ? html`<p class="empty">${own.none}</p>`
      : html`<p class="intro">${own.intro} ${counts(rules)}.</p>`,
    areas
      .filter(([, list]) => list.length > 0)
      .map(([area, list]) =>
        fold(
          html`${area} <span class="dim">${counts(list)}</span>`,
          table({
            caption: area,
            columns: [
              { heading: own.policy },
              { heading: own.level },
              { heading: own.outcome },
              { heading: own.evidence },
            ],
            rows: list.map((each) => policyRow(view, each, byPolicy.get(each.name) ?? [])),
          }),
        ),
      ),
  );
}
