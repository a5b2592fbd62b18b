/** Resources of EC2: instances and what they leave behind. */
import {
  type DescribeInstancesCommandInput,
  EC2Client,
  type Filter,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeVolumes,
} from "@aws-sdk/client-ec2";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Leftover, LeftoverKind, Search, Target } from "../leftover";
import { pageSize as largestPage } from "../leftover";
import { clusterTags, foundBy, type GivenTags, tagValue } from "../tags";
import { clientSettings } from "./settings";

/** What the searches need of a resource. */
interface Described {
  readonly id: string | undefined;
  readonly tags: GivenTags | undefined;
  readonly about: readonly (string | undefined)[];
  readonly goesWith?: string | undefined;
}

/** States of an instance that is still there. */
const alive = ["pending", "running", "stopping", "stopped", "shutting-down"];

/** EKS's own interfaces in the cluster's subnets have no tag of the cluster, and this description. Source: EKS user guide. */
const controlPlaneInterface = (cluster: string) => `Amazon EKS ${cluster}`;

/** A filter for each tag: EC2 takes several filters for "and", and each tag alone is enough here. */
function tagFilters(target: Target): readonly Filter[] {
  return clusterTags(target).map(({ key, value }) => ({ Name: `tag:${key}`, Values: [value] }));
}

type Pages<T> = (client: EC2Client, filters: readonly Filter[], pageSize: number) => AsyncIterable<readonly T[]>;

/** A search of one operation, once for each filter, each resource once. */
function search<T>(
  kind: LeftoverKind,
  pages: Pages<T>,
  described: (resource: T, target: Target) => Described,
  more: (target: Target) => readonly (Filter & { readonly foundBy: string })[] = () => [],
): (target: Target, pageSize?: number) => Promise<readonly Leftover[]> {
  return async (target, pageSize = largestPage) => {
    const client = new EC2Client(clientSettings(target.region));
    const found = new Map<string, Leftover>();
    const add = (resource: T, because?: string) => {
      const { id, tags, about, goesWith } = described(resource, target);
      // a filter's value may hold wildcards; a name that is compared here does not
      const by = foundBy(tags, target) ?? because;
      if (id === undefined || by === undefined || found.has(id)) return;
      const text = about.filter((each) => each !== undefined && each !== "").join(", ");
      found.set(id, { kind, id, about: text, foundBy: by, ...(goesWith === undefined ? {} : { goesWith }) });
    };
    for (const filter of tagFilters(target))
      for await (const page of pages(client, [filter], pageSize)) for (const resource of page) add(resource);
    for (const { foundBy: because, ...filter } of more(target))
      for await (const page of pages(client, [filter], pageSize)) for (const resource of page) add(resource, because);
    client.destroy();
    return [...found.values()];
  };
}

/** Filters as the SDK wants them, whose lists it could change. */
const plain = (filters: readonly Filter[]): DescribeInstancesCommandInput["Filters"] => [...filters];

/** Instances that are not terminated; those of a managed node group go with it. */
export const instances = search(
  "instance",
  async function* (client, filters, pageSize) {
    const states = { Name: "instance-state-name", Values: alive };
    for await (const page of paginateDescribeInstances({ client, pageSize }, { Filters: plain([...filters, states]) }))
      yield (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
  },
  ({ InstanceId, InstanceType, State, Tags }) => {
    const group = tagValue(Tags, "eks:nodegroup-name");
    return {
      id: InstanceId,
      tags: Tags,
      about: [InstanceType, State?.Name, tagValue(Tags, labelKeys.nodePool)],
      goesWith: group === undefined ? undefined : `node-group ${group}`,
    };
  },
);

/** Volumes, those of PersistentVolumes among them: data of the cluster's users. */
export const volumes = search(
  "volume",
  async function* (client, filters, pageSize) {
    for await (const page of paginateDescribeVolumes({ client, pageSize }, { Filters: plain(filters) }))
      yield page.Volumes ?? [];
  },
  ({ VolumeId, Size, State, Tags, Attachments }) => {
    const claim = tagValue(Tags, "kubernetes.io/created-for/pvc/name");
    const [attachment] = Attachments ?? [];
    const deleted = attachment?.DeleteOnTermination === true ? attachment.InstanceId : undefined;
    return {
      id: VolumeId,
      tags: Tags,
      about: [
        `${Size} GiB`,
        State,
        claim === undefined ? undefined : `data of the PersistentVolumeClaim ${claim}: make a snapshot if it is needed`,
      ],
      goesWith: deleted === undefined ? undefined : `instance ${deleted}`,
    };
  },
);

/** Launch templates of Karpenter, and those that EKS makes for a managed node group. */
export const launchTemplates = search(
  "launch-template",
  async function* (client, filters, pageSize) {
    for await (const page of paginateDescribeLaunchTemplates({ client, pageSize }, { Filters: plain(filters) }))
      yield page.LaunchTemplates ?? [];
  },
  ({ LaunchTemplateId, LaunchTemplateName, Tags }) => {
    const group = tagValue(Tags, "eks:nodegroup-name");
    return {
      id: LaunchTemplateId,
      tags: Tags,
      about: [LaunchTemplateName],
      goesWith: group === undefined ? undefined : `node-group ${group}`,
    };
  },
);

/** Network interfaces: of nodes, of pods, of the control plane. */
export const networkInterfaces = search(
  "network-interface",
  async function* (client, filters, pageSize) {
    for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize }, { Filters: plain(filters) }))
      yield page.NetworkInterfaces ?? [];
  },
  ({ NetworkInterfaceId, Description, Status, TagSet, Attachment }, { cluster }) => {
    const own = Attachment?.DeleteOnTermination === true ? Attachment.InstanceId : undefined;
    return {
      id: NetworkInterfaceId,
      tags: TagSet,
      about: [Status, Description],
      goesWith:
        own !== undefined
          ? `instance ${own}`
          : Description === controlPlaneInterface(cluster)
            ? `cluster ${cluster}`
            : undefined,
    };
  },
  ({ cluster }) => [
    {
      Name: "description",
      Values: [controlPlaneInterface(cluster)],
      foundBy: `description ${controlPlaneInterface(cluster)}`,
    },
  ],
);

/** Security groups that EKS, a load balancer controller or somebody else has made for the cluster. */
export const securityGroups = search(
  "security-group",
  async function* (client, filters, pageSize) {
    for await (const page of paginateDescribeSecurityGroups({ client, pageSize }, { Filters: plain(filters) }))
      yield page.SecurityGroups ?? [];
  },
  ({ GroupId, GroupName, VpcId, Tags }, { cluster }) => ({
    id: GroupId,
    tags: Tags,
    about: [GroupName, VpcId],
    goesWith: tagValue(Tags, "aws:eks:cluster-name") === cluster ? `cluster ${cluster}` : undefined,
  }),
) satisfies Search;
