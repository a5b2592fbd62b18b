import { createHash } from "node:crypto";
import { partitionOfRegion, partitions } from "../../../capacity/ec2/partitions";
import type { Properties, Value } from "../engine/property";
import type { Account, Subject } from "../engine/providers";

/** One type of resource: what its provider computes. */
export interface StandIn {
  /** Input that the provider fills in before policies run, when the program gives none. */
  readonly autonamed?: string;
  /** The id of a created resource. */
  readonly id?: (subject: Subject) => string;
  /** Outputs beside the inputs, as after a creation; the id is in `subject.id`. */
  readonly outputs: (subject: Subject & { readonly id: string }) => Properties;
}

/** Account number of the AWS documentation. */
export const accountId = "123456789012";

/** Hexadecimal digits that depend on a text alone, so that two plans agree. */
export function digits(text: string, count: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, count);
}

/** A uuid that depends on a text alone. */
export function uuid(text: string): string {
  const hex = digits(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}

/** An input's text; `otherwise` when it is absent or not a text. */
export function textOf(value: Value | undefined, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}

/** Partition of a region; AWS's own where no partition has such a region. */
export function partitionOf(region: string): string {
  return partitionOfRegion(region)?.name ?? "aws";
}

/** Domain under which a partition's services answer. */
export function dnsSuffixOf(partition: string): string {
  return partitions.find(({ name }) => name === partition)?.dnsSuffix ?? "amazonaws.com";
}

/** The stand-in account, working in a region. */
export function accountIn(region: string): Account {
  return { region, partition: partitionOf(region), id: accountId };
}

/** A regional ARN: `arn:aws:sqs:eu-west-1:123456789012:name`. */
export function arn(service: string, { partition, region, id }: Account, resource: string): string {
  return `arn:${partition}:${service}:${region}:${id}:${resource}`;
}

/** An ARN of a service without regions, such as IAM. */
export function globalArn(service: string, { partition, id }: Account, resource: string): string {
  return `arn:${partition}:${service}::${id}:${resource}`;
}
