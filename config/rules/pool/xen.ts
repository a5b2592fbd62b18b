/** Pools that name Xen types, which carry few pods, beside others. */
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { labelOf } from "../../../capacity/ec2/typeLabels";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { PoolConfig } from "../../stack";
import { poolRule, type Rule } from "../rule";
import { type GivenName, givenNames } from "./catalogueNames";
import { makesNone } from "./instances";

/** Whether the program itself leaves Xen types out: a pool that says anything of hypervisors decides itself. */
function isWithoutXen({ requirements, settings }: PoolConfig): boolean {
  const isHypervisor = ({ key }: { readonly key: string }) => key === labelKeys.instanceHypervisor;
  return requirements.some(isHypervisor) && !(settings.requirements ?? []).some(isHypervisor);
}

/** Whether a name is that of a type or family of which the program leaves all out. */
export function isLeftOutForXen(pool: PoolConfig, { key, value }: GivenName): boolean {
  if (!isWithoutXen(pool) || (key !== labelKeys.instanceType && key !== labelKeys.instanceFamily)) return false;
  const types = instanceTypes().filter((type) => labelOf(type, key) === value);
  return types.length > 0 && types.every(({ hypervisor }) => hypervisor === "xen");
}

export const xenRules: readonly Rule[] = [
  poolRule("named-types-are-not-left-out", "warning", (pool, report, { region }) => {
    // that the pool makes no node at all is an error of its own
    if (makesNone(pool, region)) return;
    for (const { value, path, noun } of givenNames(pool).filter((name) => isLeftOutForXen(pool, name))) {
      report({
        path,
        value,
        message: `is left out: this ${noun} runs on Xen and carries fewer pods than the node class's kubelet.maxPods ${pool.nodeClass.kubelet?.maxPods}`,
        suggestion: `delete it; to have it, add the requirement ${labelKeys.instanceHypervisor} Exists and lower kubelet.maxPods`,
      });
    }
  }),
];
