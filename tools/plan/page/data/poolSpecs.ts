/** The specs of the planned NodePools, by the name of the object. */
import { isProperties, type Properties } from "../../engine/property";
import { nodePoolType } from "../../summary/kubernetesObject";
import type { Plan } from "../../summary/plan";

/** An empty spec stands for one that the plan does not show. */
export function poolSpecs({ resources }: Plan): ReadonlyMap<string, Properties> {
  return new Map(
    resources.flatMap(({ type, name, inputs }) => {
      if (type !== nodePoolType) return [];
      const { metadata, spec } = inputs;
      const own = isProperties(metadata) && typeof metadata.name === "string" ? metadata.name : name;
      return [[own, isProperties(spec) ? spec : {}] as const];
    }),
  );
}
