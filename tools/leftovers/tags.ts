/**
 * Tags and names by which something is one cluster's.
 *
 * Sources: karpenter-provider-aws v1.14.1 pkg/utils/utils.go (GetTags: instances, volumes, fleets, network interfaces, launch
 * templates) and pkg/apis/v1/ec2nodeclass.go (InstanceProfileTags), pkg/providers/instanceprofile (path of a profile). EKS user
 * guide: `aws:eks:cluster-name` and `kubernetes.io/cluster/<name>: owned` of the cluster's security group, `eks:cluster-name` of
 * what a managed node group makes. amazon-vpc-cni-k8s: `cluster.k8s.amazonaws.com/name` of a node's interfaces. aws-load-balancer-controller:
 * `elbv2.k8s.aws/cluster`. Not `karpenter.sh/discovery`: users give it to groups and subnets that outlive a cluster, and Karpenter
 * itself sets it on nothing; nor `karpenter.sh/nodepool`, which names no cluster.
 */
import type { Target } from "./leftover";

/** A tag with the value that it must have. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags of which each says alone that a resource of EC2 is the cluster's. */
export function clusterTags({ cluster }: Pick<Target, "cluster">): readonly Tag[] {
  return [
    // not "shared": that is somebody else's subnet or group, which the cluster only uses
    { key: `kubernetes.io/cluster/${cluster}`, value: "owned" },
    ...[
      "eks:eks-cluster-name",
      "aws:eks:cluster-name",
      "eks:cluster-name",
      "cluster.k8s.amazonaws.com/name",
      "elbv2.k8s.aws/cluster",
    ].map((key) => ({ key, value: cluster })),
  ];
}

/** A resource's tags as EC2 and IAM give them. */
export type GivenTags = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];

/** The value of a tag. */
export function tagValue(tags: GivenTags | undefined, key: string): string | undefined {
  return tags?.find((tag) => tag.Key === key)?.Value;
}

/** The first tag that says that the resource is the cluster's, as a reader sees it: `eks:cluster-name=dev`. */
export function foundBy(tags: GivenTags | undefined, target: Pick<Target, "cluster">): string | undefined {
  const found = clusterTags(target).find(({ key, value }) => tagValue(tags, key) === value);
  return found === undefined ? undefined : `tag ${found.key}=${found.value}`;
}
