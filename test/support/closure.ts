/** What depends on what in a plan. */
import type { Plan } from "../../tools/plan/plan";

export type PlannedResource = Plan["resources"][number];

/**
 * All that a resource is made after, and deleted before, as the engine computes it: dependencies, property dependencies,
 * parent, provider, and all that is inside a component that it depends on. Source: pulumi 3.248 pkg/resource/graph,
 * DependenciesOf.
 */
export function dependencyClosure(plan: Plan): (urn: string) => ReadonlySet<string> {
  const byUrn = new Map(plan.resources.map((one) => [one.urn, one]));
  const children = new Map<string, string[]>();
  for (const { urn, parent } of plan.resources) {
    if (parent) children.set(parent, [...(children.get(parent) ?? []), urn]);
  }
  const inside = (urn: string): readonly string[] =>
    (children.get(urn) ?? []).flatMap((child) => [child, ...inside(child)]);
  const known = new Map<string, ReadonlySet<string>>();
  const closure = (urn: string): ReadonlySet<string> => {
    const before = known.get(urn);
    if (before !== undefined) return before;
    const all = new Set<string>();
    known.set(urn, all);
    const one = byUrn.get(urn);
    if (one === undefined) return all;
    const direct = [
      ...one.dependencies,
      ...Object.values(one.propertyDependencies).flat(),
      ...(one.provider ? [one.provider.split("::").slice(0, 4).join("::")] : []),
    ];
    const within = direct.flatMap((dependency) => (byUrn.get(dependency)?.custom === false ? inside(dependency) : []));
    for (const next of [...direct, ...within, ...(one.parent ? [one.parent] : [])]) {
      if (next === urn) continue;
      all.add(next);
      for (const further of closure(next)) all.add(further);
    }
    return all;
  };
  return closure;
}
