/** Fields of EC2NodeClass that the stack's version of Karpenter does not have. */
import { karpenterVersion } from "../../../capacity/karpenter/versions";
import { isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { nodeClassSchema } from "../../schema/nodeClass";
import type { NodeClassConfig } from "../../stack";
import { notIn } from "../notInVersion";
import { nodeClassRule, type Rule } from "../rule";

/** Fields by our keys, where the two have other names; what is below these keys is not written as in the field. */
const renamed: Readonly<Record<string, string>> = {
  amiAlias: "amiSelectorTerms",
  disks: "blockDeviceMappings",
  capacityReservations: "capacityReservationSelectorTerms",
  securityGroupIds: "securityGroupSelectorTerms",
};

interface Field {
  /** As a row has it: `networkInterfaces[].deviceIndex`. */
  readonly place: string;
  /** Path below the node class. */
  readonly key: string;
  readonly value: unknown;
}

/** Whether a list of fields has a place, by name or as any key of a map. */
function hasField(fields: readonly string[], place: string): boolean {
  return fields.some((field) => (field.endsWith("{}") ? place.startsWith(`${field.slice(0, -2)}.`) : field === place));
}

/** What a node class sets, a field before those in it. */
function fieldsOf({ settings, amiFamily }: NodeClassConfig): readonly Field[] {
  const set: Readonly<Record<string, unknown>> = { ...settings, amiFamily };
  return Object.keys(nodeClassSchema.shape).flatMap((key) => {
    const value = ownValue(set, key);
    const place = ownValue(renamed, key);
    if (value === undefined) return [];
    return place === undefined ? [{ place: key, key, value }, ...below(key, key, value)] : [{ place, key, value }];
  });
}

function below(place: string, key: string, value: unknown): readonly Field[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => below(`${place}[]`, `${key}[${index}]`, item));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined
      ? []
      : [
          { place: `${place}.${name}`, key: `${key}.${name}`, value: inner },
          ...below(`${place}.${name}`, `${key}.${name}`, inner),
        ],
  );
}

/** Where it is written; the layer is that of the whole list, since lists replace. */
function pathIn({ pathOf }: NodeClassConfig, key: string): string {
  const [list, ...rest] = key.split(/(?=\[)/);
  return `${pathOf(list!)}${rest.join("")}`;
}

export const nodeClassFieldRules: readonly Rule[] = [
  nodeClassRule("node-class-field-is-there", "error", (nodeClass, report, { karpenter: { version } }) => {
    const row = karpenterVersion(version);
    if (row === undefined) return;
    const lacked = fieldsOf(nodeClass).filter(({ place }) => !hasField(row.nodeClassFields, place));
    for (const { place, key, value } of lacked) {
      // the API server drops a field with all that is in it
      if (lacked.some((above) => key.startsWith(`${above.key}.`) || key.startsWith(`${above.key}[`))) continue;
      report({
        path: pathIn(nodeClass, key),
        value,
        ...notIn(version, ({ nodeClassFields }) => hasField(nodeClassFields, place)),
      });
    }
  }),
];
