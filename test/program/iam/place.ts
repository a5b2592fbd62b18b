/** Where resources are, and whose: a cluster in a region of an account. */

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
}

/** Places of somebody else: each differs from the own one in one thing. */
export function elsewhere(own: Place): Readonly<Record<"other cluster" | "other region" | "other account", Place>> {
  return {
    "other cluster": { ...own, cluster: `${own.cluster}-2` },
    "other region": { ...own, region: otherRegions[own.region]! },
    "other account": { ...own, account: "999988887777" },
  };
}

/** A second region of the same partition. */
const otherRegions: Readonly<Record<string, string>> = {
  "us-east-1": "eu-west-1",
  "cn-north-1": "cn-northwest-1",
  "us-gov-west-1": "us-gov-east-1",
};

/** ARN of an EC2 resource; images and snapshots have no account in theirs. */
export function ec2Arn({ partition, region, account }: Place, kind: string, id = "*"): string {
  const owner = kind === "image" || kind === "snapshot" ? "" : account;
  return `arn:${partition}:ec2:${region}:${owner}:${kind}/${id}`;
}

export function clusterArn({ partition, region, account, cluster }: Place): string {
  return `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;
}

export function roleArn({ partition, account }: Place, name: string): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** The interruption queue has the cluster's name. */
export function queueArn({ partition, region, account, cluster }: Place): string {
  return `arn:${partition}:sqs:${region}:${account}:${cluster}`;
}

/** `/karpenter/<region>/<cluster>/<uid of the node class>/` is the path of the profiles that Karpenter makes. */
export function profileArn({ partition, account, region, cluster }: Place): string {
  const uid = "0c7b3a51-6b1e-4f0e-9d6e-6f3d0f6c2a11";
  return `arn:${partition}:iam::${account}:instance-profile/karpenter/${region}/${cluster}/${uid}/${cluster}_1234567890`;
}
