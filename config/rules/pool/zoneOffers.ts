/** Whether the zones of a pool offer the types that it admits, whichever ids the zones have in the account. */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { zoneCount, zoneDoubt, zoneOffers } from "../../../capacity/nodePool/zoneOffers";
import { nodeZones } from "../../resolve/network";
import type { PoolConfig } from "../../stack";
import { poolRule, type Rule } from "../rule";
import { choiceOf, onlyTypes, selectionOf } from "./instances";

export const zoneOfferRules: readonly Rule[] = [
  poolRule("zones-offer-the-types", "warning", (pool, report, { network, region }) => {
    const selection = selectionOf(pool, region);
    const types = onlyTypes(pool, region);
    const zones = nodeZones(network);
    // that none of its zones has a subnet is an error of its own
    if (selection === undefined || types.length === 0 || zoneCount(selection, zones) === 0) return;
    const { isSure, whichever } = zoneOffers(selection, zones);
    const hasSome = whichever<{ readonly type: InstanceType }>((left) => left.length > 0);
    if (types.some(isSure) || hasSome(types.map((type) => ({ type })))) return;
    const [{ type: example }] = types as [InstanceType];
    report({
      ...zoneChoiceOf(pool),
      message: `may get no node: ${zoneDoubt(types, selection, zones)}`,
      suggestion: `admit more types, or name zones that \`aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=${example}\` lists`,
    });
  }),
];

/** Where the pool chooses zones, else where it chooses types. */
function zoneChoiceOf(pool: PoolConfig): { readonly path: string; readonly value: unknown } {
  const { zones, requirements = [] } = pool.settings;
  if (zones !== undefined) return { path: pool.pathOf("zones"), value: zones };
  const index = requirements.findIndex(({ key }) => normalizedKey(key) === labelKeys.zone);
  if (index < 0) return choiceOf(pool);
  return { path: `${pool.pathOf("requirements")}[${index}]`, value: requirements[index] };
}
