/** Whether the resources of a plan are made in the order of a list of pairs. */
import type { Plan } from "../../tools/plan/plan";
import { dependencyClosure, type PlannedResource } from "../support/closure";
import type { OrderPair, Side } from "./orderPairs";

/** A sentence for each pair that a plan has in the wrong order, and for each side that it does not have. */
export function orderMistakes(plan: Plan, pairs: readonly OrderPair[]): readonly string[] {
  const closure = dependencyClosure(plan);
  return pairs.flatMap(({ first, later, why }) => {
    const [firsts, laters] = [matching(plan, first), matching(plan, later)];
    const absent = [[first, firsts] as const, [later, laters] as const].flatMap(([side, found]) =>
      found.length === 0 ? [`the plan has no ${side.type} ${side.name ?? ""}`] : [],
    );
    const mistakes = laters.flatMap((one) =>
      firsts
        .filter(({ urn }) => urn !== one.urn && !closure(one.urn).has(urn))
        .map((earlier) => `${one.name} (${one.type}) may come before ${earlier.name} (${earlier.type}): ${why}`),
    );
    return [...absent, ...mistakes];
  });
}

function matching(plan: Plan, { type, name = "*" }: Side): readonly PlannedResource[] {
  const named = (text: string) => (name.endsWith("*") ? text.startsWith(name.slice(0, -1)) : text === name);
  return plan.resources.filter((one) => one.type === type && named(one.name));
}
