/** Names of instances that no node of a pool ever has, beside others that some have. */
import { countedMemoryMiB, type InstanceType, instanceTypesIn } from "../../../capacity/ec2/catalogue";
import { catalogueKeys, labelOf } from "../../../capacity/ec2/typeLabels";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allowedBy, allows, type Requirement } from "../../../capacity/kubernetes/requirement";
import { atLimits } from "../../../capacity/nodePool/atLimits";
import { type Limit, type Limits, parseLimits } from "../../../capacity/nodePool/limits";
import { ownValue } from "../../../capacity/units/ownValue";
import { entryPath } from "../../finding";
import type { PoolSettings } from "../../schema/pool";
import type { PoolConfig } from "../../stack";
import { poolRule, type Rule } from "../rule";
import { type GivenName, givenNames, unknownName } from "./catalogueNames";
import { onlyTypes, selectionOf } from "./instances";
import { settingOfKey } from "./settingOfKey";
import { isLeftOutForXen } from "./xen";

/** Labels by which types are chosen by name. */
const nameKeys: readonly string[] = [
  labelKeys.instanceType,
  labelKeys.instanceFamily,
  labelKeys.instanceSize,
  labelKeys.instanceCategory,
];

export const deadNameRules: readonly Rule[] = [
  poolRule("named-types-can-be-launched", "warning", (pool, report, { region }) => {
    const types = onlyTypes(pool, region);
    const limits = parseLimits(pool.limits);
    const { launchable } = atLimits({ types, limits });
    // that the pool makes no node at all is an error of its own
    if (region === undefined || launchable.length === 0) return;
    for (const name of givenNames(pool)) {
      const { key, value, path } = name;
      // what is inherited suits other pools
      if (!nameKeys.includes(key) || !path.startsWith(`${pool.path}.`)) continue;
      const isNamed = (type: InstanceType) => labelOf(type, key) === value;
      if (launchable.some(isNamed)) continue;
      if (unknownName(name, region) !== undefined || isLeftOutForXen(pool, name)) continue;
      const admitted = types.filter(isNamed);
      const why = admitted.length > 0 ? aboveLimits(name, admitted, limits) : leftOut(pool, region, isNamed);
      report({ path, value, message: `is never launched: ${why.message}`, suggestion: `delete it, or ${why.instead}` });
    }
  }),
];

interface Reason {
  readonly message: string;
  /** What to do instead of deleting the name. */
  readonly instead: string;
}

function aboveLimits({ key }: GivenName, types: readonly InstanceType[], limits: Limits): Reason {
  const smallest = types.reduce((a, b) => (b.vcpu < a.vcpu ? b : a));
  const above = limits.find(({ taken, capacity }) => taken(smallest) > capacity)!;
  const it = key === labelKeys.instanceType ? "it" : `the smallest, ${smallest.type},`;
  return {
    message: `${it} counts ${amountText(above, smallest)}, above ${entryPath("limits", above.name)} ${above.stated}`,
    instead: "raise the limit",
  };
}

function amountText({ resource, name, taken }: Limit, type: InstanceType): string {
  if (resource === "cpu") return `${type.vcpu} vCPU`;
  return resource === "memory" ? `${countedMemoryMiB(type)}Mi` : `${taken(type)} ${name}`;
}

/** Which other part of what the pool asks for leaves out all types of a name. */
function leftOut(pool: PoolConfig, region: string, isNamed: (type: InstanceType) => boolean): Reason {
  const types = (instanceTypesIn(region) ?? []).filter(isNamed);
  const all = selectionOf(pool, region)?.requirements ?? [];
  const to = all.find((one) => {
    const allowed = allowedBy(one);
    return catalogueKeys.includes(one.key) && types.every((type) => !allows(allowed, labelOf(type, one.key)));
  });
  if (to !== undefined) {
    const has = [...new Set(types.map((type) => labelOf(type, to.key) ?? "no such label"))];
    const { where, says } = statedBy(pool, to);
    // of a whole category the list of its families would say nothing
    const message = has.length > 4 ? `${where} ${says}` : `${where} ${says}, and it has ${has.join(", ")}`;
    return { message, instead: `widen ${where}` };
  }
  const isSpotOnly = pool.capacityTypes.every((capacityType) => capacityType === "spot");
  if (isSpotOnly && types.every(({ spot }) => !spot))
    return { message: "EC2 does not sell it as spot", instead: "admit on-demand in capacityTypes" };
  return { message: "the pool's other requirements together leave none of it", instead: "widen them" };
}

/** Where a requirement of the NodePool is written: `architectures`, `is ["amd64"] by default`. */
function statedBy(
  { settings, requirements }: PoolConfig,
  requirement: Requirement,
): { readonly where: string; readonly says: string } {
  const { key, operator, values = [] } = requirement;
  const isThis = (one: unknown) => JSON.stringify(one) === JSON.stringify(requirement);
  const said = [operator, ...values].join(" ");
  const further = (settings.requirements ?? []).findIndex(isThis);
  if (further >= 0) return { where: `requirements[${further}]`, says: `is ${key} ${said}` };
  if (!requirements.some(isThis)) return { where: "labels", says: `has ${key}: ${values.join()}` };
  const where = ownValue(settingOfKey, key) ?? key;
  const setting = settings[where as keyof PoolSettings];
  if (setting !== undefined) return { where, says: `is ${JSON.stringify(setting)}` };
  return { where, says: `is ${operator === "In" ? JSON.stringify(values) : said} by default` };
}
