/** What differs between two versions, a line each, for the person who makes a row. */
import type { ChartValues } from "../../../capacity/karpenter/versionRow";
import { isRecord } from "../../../capacity/units/fields";
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
    ...maps("gate featureGates", old.featureGates, made.featureGates),
    ...maps("gate awsFeatureGates", old.awsFeatureGates, made.awsFeatureGates),
    ...names("value", leaves(old.chartValues), leaves(made.chartValues)),
    ...names("IAM action", old.actions, made.actions),
    ...names("metric", old.metrics, made.metrics),
    ...names("CRD", Object.keys(before.crds), Object.keys(after.crds)),
    ...Object.keys(after.crds)
      .filter((crd) => before.crds[crd] !== undefined)
      .flatMap((crd) => crdChanges(crd, before.crds[crd]!, after.crds[crd]!)),
  ];
}

type Maps = Readonly<Record<string, unknown>>;

/** A field that came or went is one line, with its rules; of a field in both, each rule is. */
function crdChanges(crd: string, old: Maps, made: Maps): readonly string[] {
  const place = (at: string) => `CRD ${crd} spec${at === "" || at.startsWith("[") ? at : `.${at}`}`;
  const within = Object.keys(made).filter((at) => isRecord(old[at]));
  return [
    ...outermost(old, made).map((at) => `removed ${place(at)}`),
    ...outermost(made, old).map((at) => `added   ${place(at)} ${JSON.stringify(made[at])}`),
    ...within.flatMap((at) => ruleChanges(place(at), old[at] as Maps, made[at] as Maps)),
  ];
}

/** Places that only the first has, without those below another of them. */
function outermost(of: Maps, other: Maps): readonly string[] {
  const own = Object.keys(of).filter((at) => !Object.hasOwn(other, at));
  return own.filter(
    (at) => !own.some((above) => above !== at && /^[.[{]/.test(at.slice(above.length)) && at.startsWith(above)),
  );
}

function ruleChanges(place: string, old: Maps, made: Maps): readonly string[] {
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
  const both = Object.keys(made).filter((key) => Object.hasOwn(old, key));
  return [
    ...Object.keys(old)
      .filter((key) => !Object.hasOwn(made, key))
      .map((key) => `removed ${what} ${key} (was ${JSON.stringify(old[key])})`),
    ...Object.keys(made)
      .filter((key) => !Object.hasOwn(old, key))
      .map((key) => `added   ${what} ${key} ${JSON.stringify(made[key])}`),
    ...both.flatMap((key) => changed(`${what} ${key}`, JSON.stringify(old[key]), JSON.stringify(made[key]))),
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
