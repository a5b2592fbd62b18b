/** Requirements, taints and limits as every API of Karpenter writes them. */
import { type Requirement, requirementOperators } from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import type { Model, Pair } from "../model";
import type { Field, Said } from "../source/sourceObject";
import { noteUnknown } from "./unknownFields";

/**
 * The requirements of a list. One without a key or with an unknown operator is left to the ledger, which tells of it.
 * @param keyOf the key of today for one that was called otherwise
 */
export function requirementsOf(
  list: Field,
  model: Model,
  keyOf: (key: string) => string = (key) => key,
): readonly Said<Requirement>[] {
  return list.items().flatMap((item) => {
    noteUnknown(item, ["key", "operator", "values", "minValues"], model);
    return requirementOf(item, keyOf) ?? [];
  });
}

/** One requirement, or one expression of a pod's node affinity; undefined for what is none. */
export function requirementOf(
  item: Field,
  keyOf: (key: string) => string = (key) => key,
): Said<Requirement> | undefined {
  const key = item.at("key").text();
  const operator = requirementOperators.find((one) => one === item.at("operator").raw);
  if (key === undefined || operator === undefined) return undefined;
  const values = item.at("values").texts();
  const minValues = item.at("minValues").number();
  return item.said({
    key: keyOf(key.value),
    operator,
    ...(values === undefined || values.length === 0 ? {} : { values }),
    ...(minValues === undefined ? {} : { minValues: minValues.value }),
  });
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** The taints of a list; one written as three items, each with a field of it, is put together and told of. */
export function taintsOf(list: Field, model: Model): readonly Said<Taint>[] {
  const items = list.items();
  const taints: Said<Taint>[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    const apart = taintApart(items.slice(index));
    if (apart !== undefined) {
      const { taint, parts } = apart;
      const from = list.from;
      taints.push({ value: taint, from: item.from });
      const text = `${taint.key}=${taint.value ?? ""}:${taint.effect}`;
      model.notes.push((ledger) => {
        for (const part of parts) ledger.settle(part.from);
        ledger.broken(
          "taint-in-three-items",
          from,
          `is ${parts.length} items with a field each, and no taint`,
          `one taint, ${text}`,
        );
      });
      index += parts.length - 1;
      continue;
    }
    const taint = taintOf(item);
    if (taint === undefined) continue;
    noteUnknown(item, ["key", "value", "effect", "timeAdded"], model);
    taints.push(item.said(taint));
  }
  return taints;
}

function taintOf(item: Field): Taint | undefined {
  const key = item.at("key").text();
  const value = item.at("value").text();
  const effect = effects.find((one) => one === item.at("effect").raw);
  if (key === undefined || effect === undefined) return undefined;
  return { key: key.value, ...(value === undefined ? {} : { value: value.value }), effect };
}

/** One taint over the next items: `- key: a`, `- value: b`, `- effect: c`. */
function taintApart(items: readonly Field[]): { readonly taint: Taint; readonly parts: readonly Field[] } | undefined {
  const parts: Field[] = [];
  const found = new Map<string, Field>();
  for (const item of items.slice(0, 3)) {
    const entries = item.entries();
    const [entry] = entries;
    if (entry === undefined || entries.length !== 1 || found.has(entry[0])) break;
    if (!["key", "value", "effect"].includes(entry[0])) break;
    parts.push(item);
    found.set(entry[0], entry[1]);
    if (
      found.has("key") &&
      found.has("effect") &&
      (found.has("value") || items[parts.length]?.at("value").isThere !== true)
    )
      break;
  }
  const key = found.get("key")?.text();
  const effect = effects.find((one) => one === found.get("effect")?.raw);
  if (parts.length < 2 || key === undefined || effect === undefined) return undefined;
  const value = found.get("value")?.text();
  return { taint: { key: key.value, ...(value === undefined ? {} : { value: value.value }), effect }, parts };
}

/**
 * The limits of a pool: what stands in its place, and what was meant where it stands elsewhere.
 * @param place where the API has them
 * @param inside for v1alpha5, whose limits are one level deeper: what stands there without that level
 */
export function limitsOf(top: Field, place: Field, model: Model, inside?: Field): readonly Said<Pair>[] {
  const right = place.pairs();
  const beside = [
    { field: top.at("limits"), fault: "limits-beside-spec" as const, message: "stands beside spec, not in it" },
    ...(inside === undefined
      ? []
      : [{ field: inside, fault: "limits-without-resources" as const, message: "lacks the level resources" }]),
  ];
  const meant = beside.flatMap(({ field, fault, message }) => {
    const nested = field.at("resources");
    const pairs = (nested.isThere && field !== place ? nested : field).pairs();
    if (pairs.length === 0) return [];
    const isUsed = right.length === 0;
    model.notes.push((ledger) => {
      ledger.broken(
        fault,
        field.from,
        `${message}: the pool has no limit by it`,
        isUsed ? "the limit, as it was meant" : "nothing: the limits in their place count",
      );
      if (!isUsed) ledger.settle(field.from);
    });
    return pairs;
  });
  return right.length > 0 ? right : meant;
}
