/** Subnets of a created VPC: one of each tier in every zone. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { secondaryRange, zoneRanges } from "../../config";
import { type CreatedVpc, partTags } from "./vpc";

/** Tags by which the load balancer controller finds subnets. Source: EKS user guide, network load balancing. */
const loadBalancerTags = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  intra: {},
} as const;

/** `public` has a way in and out, `private` only out, `intra` neither: the control plane's interfaces are there. */
type Tier = keyof typeof loadBalancerTags;

/** Zone of each ordinal, from 0. */
type Zones = readonly pulumi.Input<string>[];

/** Makes the tier's subnets, `<name>-<tier>-1` and so on: by ordinal, so that another zone renames none. */
export function tierSubnets(vpc: CreatedVpc, tier: Tier, zones: Zones): readonly aws.ec2.Subnet[] {
  return zones.map((zone, ordinal) => {
    const part = `${tier}-${ordinal + 1}`;
    const range = zoneRanges(vpc.network.cidr, ordinal)[tier];
    return subnet(vpc, part, zone, range, loadBalancerTags[tier], vpc.opts);
  });
}

/** Makes the subnets of the secondary range, where Karpenter's nodes and their pods run; none without such a range. */
export function podSubnets(vpc: CreatedVpc, zones: Zones): readonly aws.ec2.Subnet[] {
  const { secondaryCidr } = vpc.network;
  if (secondaryCidr === undefined) return [];
  const association = new aws.ec2.VpcIpv4CidrBlockAssociation(
    vpc.name,
    { vpcId: vpc.id, cidrBlock: secondaryCidr },
    vpc.opts,
  );
  return zones.map((zone, ordinal) => {
    const range = secondaryRange(secondaryCidr, ordinal);
    return subnet(vpc, `pods-${ordinal + 1}`, zone, range, {}, { ...vpc.opts, dependsOn: association });
  });
}

function subnet(
  vpc: CreatedVpc,
  part: string,
  availabilityZone: pulumi.Input<string>,
  cidrBlock: string,
  tags: Readonly<Record<string, string>>,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.Subnet {
  return new aws.ec2.Subnet(
    `${vpc.name}-${part}`,
    { vpcId: vpc.id, cidrBlock, availabilityZone, tags: { ...partTags(vpc, part), ...tags } },
    opts,
  );
}
