/** Values of query calls, which are texts, as the SDK wants them: numbers and booleans. */

import type { Parameter, Parameters } from "../front/call";
import { listOf, recordOf, textOf } from "../front/needs/need";

/** Fields of a disk that are numbers, and that are booleans. Source: EC2's API reference, EbsBlockDevice. */
const numbers = new Set(["VolumeSize", "Iops", "Throughput", "VolumeInitializationRate", "HttpPutResponseHopLimit"]);
const booleans = new Set(["Encrypted", "DeleteOnTermination"]);

export type Typed = string | number | boolean | readonly Typed[] | { readonly [name: string]: Typed };

/** The value with its numbers and booleans. */
export function typed(value: Parameter, name = ""): Typed {
  if (Array.isArray(value)) return value.map((each: Parameter) => typed(each));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value as Parameters).map(([key, each]) => [key, typed(each, key)]));
  if (numbers.has(name)) return Number(value);
  if (booleans.has(name)) return value === "true";
  return String(value);
}

/** Tag specifications of both, a later one over an earlier one, as the SDK wants them. */
export function tagSpecifications(...specifications: readonly (Parameter | undefined)[]): readonly Typed[] {
  const byKind = new Map<string, Record<string, string>>();
  for (const one of specifications.flatMap(listOf).map(recordOf)) {
    const tags = byKind.get(textOf(one.ResourceType)) ?? {};
    for (const tag of listOf(one.Tag).map(recordOf)) tags[textOf(tag.Key)] = textOf(tag.Value);
    byKind.set(textOf(one.ResourceType), tags);
  }
  return [...byKind].map(([ResourceType, tags]) => ({
    ResourceType,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}
