/** What differs between two versions, a line each, for the person who makes a row. */
import type { ChartValues, CrdRules, CrdRulesAt } from "../../../capacity/karpenter/versionRow";
import { ownValue } from "../../../capacity/units/ownValue";
import type { KarpenterFacts } from "./row";

/** One line for each fact that was added, removed or changed; empty for equal facts. The source is not a fact. */
export function versionChanges(before: KarpenterFacts, after: KarpenterFacts): readonly string[] {
  const [old, made] = [before.row, after.row];
  return [
    ...changed("Kubernetes compiled in", range(old.kubernetes), range(made.kubernetes)),
    ...changed("hash version of NodePools", old.hashVersions.nodePool, made.hashVersions.nodePool),
    ...changed("hash version of EC2NodeClasses", old.hashVersions.nodeClass, made.hashVersions.nodeClass),
    ...names("budget reason", old.budgetReasons, made.budgetReasons),
    ...names("consolidation policy", old.consolidationPolicies, made.consolidationPolicies),
    ...names("label of requirements", old.requirementLabels, made.requirementLabels),
    ...maps("gate featureGates", old.featureGates, made.featureGates),
    ...maps("gate awsFeatureGates", old.awsFeatureGates, made.awsFeatureGates),
    ...names("value", leaves(old.chartValues), leaves(made.chartValues)),
    ...names("value whose false is dropped", old.falseIsDropped, made.falseIsDropped),
    ...names("IAM action", old.actions, made.actions),
    ...names("metric", old.metrics, made.metrics),
    ...names("CRD", Object.keys(before.crds), Object.keys(after.crds)),
    ...Object.entries(after.crds).flatMap(([crd, rules]) => {
      const earlier = ownValue(before.crds, crd);
      return earlier === undefined ? [] : crdChanges(crd, earlier, rules);
    }),
  ];
}

/** A field that came or went is one line, with its rules; of a field in both, each rule is. */
function crdChanges(crd: string, old: CrdRules, made: CrdRules): readonly string[] {
  const place = (at: string) => `CRD ${crd} spec${at === "" || at.startsWith("[") ? at : `.${at}`}`;
  return [
    ...outermost(old, made).map(([at]) => `removed ${place(at)}`),
    ...outermost(made, old).map(([at, rules]) => `added   ${place(at)} ${JSON.stringify(rules)}`),
    ...Object.entries(made).flatMap(([at, rules]) => {
      const earlier = ownValue(old, at);
      return earlier === undefined ? [] : ruleChanges(place(at), earlier, rules);
    }),
  ];
}

/** Places that only the first has, without those below another of them. */
function outermost(of: CrdRules, other: CrdRules): readonly (readonly [string, CrdRulesAt])[] {
  const own = Object.entries(of).filter(([at]) => !Object.hasOwn(other, at));
  const isBelow = (at: string, above: string) => at.startsWith(above) && /^[.[{]/.test(at.slice(above.length));
  return own.filter(([at]) => !own.some(([above]) => isBelow(at, above)));
}

type Maps = Readonly<Record<string, unknown>>;

function ruleChanges(place: string, old: CrdRulesAt, made: CrdRulesAt): readonly string[] {
  const { cel: oldCel, ...oldRest } = old;
  const { cel: madeCel, ...madeRest } = made;
  return [...maps(place, oldRest, madeRest), ...maps(`${place} rule`, rulesByMessage(oldCel), rulesByMessage(madeCel))];
}

function rulesByMessage(cel: unknown): Maps {
  const rules = (cel ?? []) as readonly { readonly rule: string; readonly message: string }[];
  return Object.fromEntries(rules.map(({ rule, message }) => [JSON.stringify(message), rule]));
}

function names(what: string, old: readonly string[], made: readonly string[]): readonly string[] {
  return [
    ...old.filter((name) => !made.includes(name)).map((name) => `removed ${what} ${name}`),
    ...made.filter((name) => !old.includes(name)).map((name) => `added   ${what} ${name}`),
  ];
}

function maps(what: string, old: Maps, made: Maps): readonly string[] {
  const only = (of: Maps, other: Maps) => Object.entries(of).filter(([key]) => !Object.hasOwn(other, key));
  return [
    ...only(old, made).map(([key, value]) => `removed ${what} ${key} (was ${JSON.stringify(value)})`),
    ...only(made, old).map(([key, value]) => `added   ${what} ${key} ${JSON.stringify(value)}`),
    ...Object.entries(made).flatMap(([key, value]) =>
      Object.hasOwn(old, key)
        ? changed(`${what} ${key}`, JSON.stringify(ownValue(old, key)), JSON.stringify(value))
        : [],
    ),
  ];
}

function changed(what: string, old: string | undefined, made: string | undefined): readonly string[] {
  return old === made ? [] : [`changed ${what}: ${made}, was ${old}`];
}

function range({ oldest, newest }: { readonly oldest: string; readonly newest: string }): string {
  return `${oldest} to ${newest}`;
}

/** Paths of the values. */
export function leaves(values: ChartValues, above = ""): readonly string[] {
  return Object.entries(values).flatMap(([key, below]) =>
    below === true ? [`${above}${key}`] : leaves(below, `${above}${key}.`),
  );
}
