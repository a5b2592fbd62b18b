/** Holds a plan against the list of what is made before what. */
import type { Plan } from "../../tools/plan/plan";
import { dependencyClosure, type PlannedResource } from "../support/closure";
import type { OrderPair, Side } from "./orderPairs";

/** The pairs that a plan breaks, as sentences; a side that the plan does not have is one, too. */
export function brokenOrder(plan: Plan, pairs: readonly OrderPair[]): readonly string[] {
  const closure = dependencyClosure(plan);
  return pairs.flatMap(({ first, later, why }) => {
    const [firsts, laters] = [matching(plan, first), matching(plan, later)];
    const absent = [[first, firsts] as const, [later, laters] as const].flatMap(([side, found]) =>
      found.length === 0 ? [`the plan has no ${side.type} ${side.name ?? ""}`] : [],
    );
    const broken = laters.flatMap((one) =>
      firsts
        .filter(({ urn }) => urn !== one.urn && !closure(one.urn).has(urn))
        .map((earlier) => `${one.name} (${one.type}) may come before ${earlier.name} (${earlier.type}): ${why}`),
    );
    return [...absent, ...broken];
  });
}

function matching(plan: Plan, { type, name = "*" }: Side): readonly PlannedResource[] {
  const named = (text: string) => (name.endsWith("*") ? text.startsWith(name.slice(0, -1)) : text === name);
  return plan.resources.filter((one) => one.type === type && named(one.name));
}
