/** What a call needs: the actions that AWS checks for it, each on a resource. */
import type { Request, Tags } from "../../../../iam/request";
import type { Parameter, Parameters } from "../call";

/** One action on one resource, still without who asks. */
export type Need = Omit<Request, "principal">;

/** Where the calls go, and whose resources they are about. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What is there already, as far as policies ask for it. */
export interface Existing {
  /** Tags of EC2 resources by id; none for what is not there. */
  tags(ids: readonly string[]): Promise<ReadonlyMap<string, Tags>>;
  /** The launch template of a name or id; undefined when there is none. */
  template(name: string): LaunchTemplate | undefined;
  /** Undefined when there is none of that name. */
  profile(name: string): Promise<InstanceProfile | undefined>;
}

export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  /** LaunchTemplateData, as CreateLaunchTemplate got it. */
  readonly data: Parameters;
}

export interface InstanceProfile {
  readonly arn: string;
  readonly tags: Tags;
  /** ARNs of its roles: none or one. */
  readonly roles: readonly string[];
}

export function textOf(value: Parameter | undefined): string {
  return typeof value === "string" ? value : "";
}

export function recordOf(value: Parameter | undefined): Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Parameters) : {};
}

export function listOf(value: Parameter | undefined): readonly Parameter[] {
  return Array.isArray(value) ? value : [];
}

/** Tags of a list of Key and Value. */
export function tagsOf(list: Parameter | undefined): Tags {
  return Object.fromEntries(listOf(list).map((tag) => [textOf(recordOf(tag).Key), textOf(recordOf(tag).Value)]));
}

/** Tags that TagSpecifications give to a kind: "instance". Undefined when they give it none. */
export function specifiedTags(specifications: Parameter | undefined, kind: string): Tags | undefined {
  const ofKind = listOf(specifications)
    .map(recordOf)
    .filter(({ ResourceType }) => ResourceType === kind);
  if (ofKind.length === 0) return undefined;
  return Object.assign({}, ...ofKind.map(({ Tag, Tags }) => tagsOf(Tag ?? Tags)));
}

/** ARN of an EC2 resource; images and snapshots have no account in theirs. */
export function ec2Arn({ partition, region, account }: Place, kind: string, id = "*"): string {
  const owner = kind === "image" || kind === "snapshot" ? "" : account;
  return `arn:${partition}:ec2:${region}:${owner}:${kind}/${id}`;
}
