/**
 * The floor of a plan: a program that registers the same resources, with literal inputs and with what each depends on and was
 * called before, under the same host without a policy pack. No program with these resources can cost less; what a plan costs
 * above it is what our own code costs.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { providerUrn } from "../plan/engine/deployment";
import { stackType } from "../plan/engine/urn";
import type { Plan } from "../plan/summary/plan";

type Planned = Plan["resources"][number];

/** A resource as floor/index.ts registers it. */
export interface FloorResource
  extends Pick<Planned, "type" | "name" | "custom" | "inputs" | "protect" | "ignoreChanges" | "aliases"> {
  /** Index of the parent; absent for a child of the stack. */
  readonly parent?: number;
  /** Index of an explicit provider; absent for the default one, which the engine makes. */
  readonly provider?: number;
  /** Indexes of what it depends on. */
  readonly dependsOn: readonly number[];
  readonly timeouts?: NonNullable<Planned["customTimeouts"]>;
}

/** The resources of a plan, each after its parent, its provider and what it depends on; without what the engine itself makes. */
export function floorResources({ resources }: Pick<Plan, "resources">): readonly FloorResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const indexes = new Map<string, number>();
  const floor: FloorResource[] = [];
  const indexOf = (urn: string | null): number | undefined => {
    const planned = urn === null ? undefined : byUrn.get(urn);
    if (planned === undefined || planned.parent === null || planned.type === stackType) return undefined;
    const existing = indexes.get(planned.urn);
    if (existing !== undefined) return existing;
    const { type, name, custom, inputs, protect, ignoreChanges, aliases, customTimeouts } = planned;
    const parent = indexOf(planned.parent);
    const provider = indexOf(planned.provider === null ? null : providerUrn(planned.provider));
    const dependsOn = planned.dependencies.flatMap((dependency) => indexOf(dependency) ?? []);
    floor.push({
      ...{ type, name, custom, inputs, protect, ignoreChanges, aliases, dependsOn },
      ...(parent === undefined ? {} : { parent }),
      ...(provider === undefined ? {} : { provider }),
      ...(customTimeouts === null ? {} : { timeouts: customTimeouts }),
    });
    indexes.set(planned.urn, floor.length - 1);
    return floor.length - 1;
  };
  for (const { urn } of resources) indexOf(urn);
  return floor;
}

/**
 * Writes the floor of a plan.
 * @param label part of the files' names
 * @returns the stack file for the project in floor/
 */
export function writeFloor(folder: string, label: string, plan: Pick<Plan, "resources">): string {
  const resources = join(folder, `resources-${label}.json`);
  writeFileSync(resources, JSON.stringify(floorResources(plan)));
  const file = join(folder, `Pulumi.floor-${label}.yaml`);
  writeFileSync(file, stringify({ config: { "floor:resources": resources } }));
  return file;
}
