/**
 * The tags that Karpenter sends. Source: karpenter-provider-aws v1.14.1, pkg/utils/utils.go (GetTags),
 * pkg/apis/v1/ec2nodeclass.go (InstanceProfileTags), pkg/controllers/nodeclaim/tagging/controller.go.
 */
import type { Tags } from "../../../tools/iam/request";
import type { Place } from "./place";

export const nodePoolTag = "karpenter.sh/nodepool";
export const nodeClassTag = "karpenter.k8s.aws/ec2nodeclass";
export const clusterNameTag = "eks:eks-cluster-name";
export const regionTag = "topology.kubernetes.io/region";
export const ownedTag = ({ cluster }: Place) => `kubernetes.io/cluster/${cluster}`;

/** On everything that a launch makes. */
export function launchTags(place: Place, classTags: Tags): Tags {
  return {
    ...classTags,
    [ownedTag(place)]: "owned",
    [nodePoolTag]: "alpha-general",
    [clusterNameTag]: place.cluster,
    [nodeClassTag]: "alpha",
  };
}

/** The check of a node class (its dry runs, and the launch template that it really makes) has no node pool to name. */
export function checkTags(place: Place, classTags: Tags): Tags {
  return { ...launchTags(place, classTags), [nodePoolTag]: "" };
}

/** On an instance that has become a node. It has the cluster's name from its launch, so that is not sent again. */
export const nodeTags: Tags = { Name: "ip-10-0-1-23.ec2.internal", "karpenter.sh/nodeclaim": "alpha-general-x7k2p" };

/** On an instance profile. */
export function profileTags(place: Place, classTags: Tags): Tags {
  return {
    ...classTags,
    [ownedTag(place)]: "owned",
    [clusterNameTag]: place.cluster,
    [nodeClassTag]: "alpha",
    [regionTag]: place.region,
  };
}

/** A way to have fewer or other tags than Karpenter's. */
export interface Tagging {
  readonly variation: string;
  readonly tags: Tags;
}

/**
 * The tags spoiled: none, each of the decisive ones missing by itself, and the cluster's tag as load balancers and add-ons
 * set it on what they share.
 * @param decisive those by which the policies tell a cluster's resources from others'
 */
export function spoiled(place: Place, tags: Tags, decisive: readonly string[]): readonly Tagging[] {
  const without = (key: string) => Object.fromEntries(Object.entries(tags).filter(([tag]) => tag !== key));
  return [
    { variation: "untagged", tags: {} },
    ...decisive.map((key) => ({
      variation: `without ${key.replace(place.cluster, "<cluster>")}`,
      tags: without(key),
    })),
    { variation: "shared", tags: { ...tags, [ownedTag(place)]: "shared" } },
  ];
}
