/** Requirements: well formed, and such that some type can meet them. */
import { catalogueKeys, catalogueValues } from "../../../capacity/ec2/typeLabels";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { ownValue } from "../../../capacity/units/ownValue";
import { entryPath } from "../../finding";
import { poolRule, type Rule, repeated } from "../rule";
import { isOneWay } from "./settingOfKey";

const numeric = ["Gt", "Lt", "Gte", "Lte"];
const valueless = ["Exists", "DoesNotExist"];

/** Keys with a fixed set of values; any other is admitted and then disables the pool. Source: facts karpenter 4.2. */
const knownValues: Readonly<Record<string, readonly string[]>> = {
  [labelKeys.instanceTenancy]: ["default", "dedicated"],
};

/** Values for a suggestion: such that the pool still has types, as far as the catalogue can tell. */
function exampleValues(key: string, operator: string): string {
  if (numeric.includes(operator)) return '["4"]';
  const known = ownValue(knownValues, key) ?? (catalogueKeys.includes(key) ? [...catalogueValues(key)] : []);
  // m7i.xlarge is of the general set, as most values of these are
  const common = ["xlarge", "m7i.xlarge", "m", "m7i", "7", "16384", "4", "amd64", "intel", "nitro"];
  return JSON.stringify([common.find((value) => known.includes(value)) ?? known[0] ?? "4"]);
}

export const requirementRules: readonly Rule[] = [
  poolRule("requirement-values-fit-the-operator", "error", (pool, report) => {
    for (const [index, { key, operator, values }] of (pool.settings.requirements ?? []).entries()) {
      const path = `${pool.pathOf("requirements")}[${index}].values`;
      if (valueless.includes(operator)) {
        if (values !== undefined)
          report({ path, value: values, message: `is ignored by ${operator}`, suggestion: "delete it, or write In" });
      } else if (values === undefined) {
        report({
          path,
          message: `is missing: ${operator} compares with ${numeric.includes(operator) ? "one whole number" : "one or more values"}`,
          suggestion: `write such as ${exampleValues(key, operator)}`,
        });
      } else if (numeric.includes(operator) && (values.length !== 1 || !/^\d{1,15}$/.test(values[0]!))) {
        report({
          path,
          value: values,
          message: `is not one whole number, which ${operator} needs`,
          suggestion: 'write such as ["4"]',
        });
      }
    }
  }),
  poolRule("min-values-are-there", "error", (pool, report) => {
    for (const [index, { operator, values = [], minValues }] of (pool.settings.requirements ?? []).entries()) {
      if (minValues === undefined || operator !== "In" || minValues <= values.length) continue;
      report({
        path: `${pool.pathOf("requirements")}[${index}].minValues`,
        value: minValues,
        message: `asks for more values than the ${values.length} named`,
        suggestion: `write ${values.length} or fewer`,
      });
    }
  }),
  poolRule("requirements-know-their-values", "error", (pool, report) => {
    for (const [index, { key, operator, values = [] }] of (pool.settings.requirements ?? []).entries()) {
      const known = ownValue(knownValues, key);
      if (known === undefined || operator !== "In") continue;
      const unknown = values.filter((value) => !known.includes(value));
      if (unknown.length === 0) continue;
      report({
        path: `${pool.pathOf("requirements")}[${index}].values`,
        value: values,
        message: `can only be ${known.join(" or ")}: Karpenter then ignores the pool`,
        suggestion: `write one of ${known.join(", ")}`,
      });
    }
    for (const [key, value] of Object.entries(pool.settings.labels ?? {})) {
      const known = ownValue(knownValues, key);
      if (known === undefined || known.includes(value)) continue;
      report({
        path: entryPath(pool.pathOf("labels"), key),
        value,
        message: `can only be ${known.join(" or ")}: Karpenter then makes no node`,
        suggestion: `write one of ${known.join(", ")}`,
      });
    }
  }),
  poolRule("generations-are-in-order", "error", (pool, report) => {
    const { atLeast, atMost } = pool.settings.instanceGenerations ?? {};
    if (atLeast === undefined || atMost === undefined || atLeast <= atMost) return;
    report({
      path: pool.pathOf("instanceGenerations.atMost"),
      value: atMost,
      message: `is below atLeast ${atLeast}: no generation is both`,
      suggestion: `write ${atLeast} or more`,
    });
  }),
  poolRule("requirement-values-differ", "error", (pool, report) => {
    for (const [index, { values = [] }] of (pool.settings.requirements ?? []).entries()) {
      for (const { item, index: at } of repeated(values, String)) {
        report({
          path: `${pool.pathOf("requirements")}[${index}].values[${at}]`,
          value: item,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    }
  }),
  poolRule("requirements-do-not-contradict", "error", (pool, report, { region }) => {
    const further = pool.settings.requirements ?? [];
    if (further.some(({ operator, values }) => !valueless.includes(operator) && values === undefined)) return;
    const { requirements, allowed: byKey } = poolSelection(pool, region);
    for (const [key, allowed] of byKey) {
      const index = further.findLastIndex((requirement) => normalizedKey(requirement.key) === key);
      // DoesNotExist allows no value either, and that is meant
      const onThisKey = requirements.filter((requirement) => normalizedKey(requirement.key) === key);
      const meant = onThisKey.every(({ operator }) => operator === "DoesNotExist" || operator === "NotIn");
      if (index < 0 || isOneWay(key) || allowed.complement || allowed.values.size > 0 || meant) continue;
      report({
        path: `${pool.pathOf("requirements")}[${index}]`,
        value: further[index],
        message: `leaves no value of ${key} beside the pool's other requirements on it`,
        suggestion: "widen one of them",
      });
    }
  }),
];
