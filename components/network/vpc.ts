/** The VPC that the stack makes. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CreatedNetwork } from "../../config";

/** A VPC of this stack: its subnets, route tables and gateways take their names, tags and parent from it. */
export interface CreatedVpc {
  /** Logical name of the VPC, with which those of its parts begin. */
  readonly name: string;
  /** Ranges, zones, NAT and endpoints as the config has them. */
  readonly network: CreatedNetwork;
  /** AWS's id of the VPC: unknown in a first preview. */
  readonly id: pulumi.Output<string>;
  /** The stack's own, without `Name`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Parent of the VPC and of every part. */
  readonly opts: { readonly parent: pulumi.Resource };
}

/** Makes the VPC with DNS names, which private endpoints of EKS and of AWS services need. */
export function createVpc(
  name: string,
  network: CreatedNetwork,
  tags: Readonly<Record<string, string>>,
  parent: pulumi.Resource,
): CreatedVpc {
  const opts = { parent };
  const { id } = new aws.ec2.Vpc(
    name,
    { cidrBlock: network.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { ...tags, Name: name } },
    opts,
  );
  return { name, network, id, tags, opts };
}

/** The stack's tags, and as `Name` the VPC's with the part's behind it. */
export function partTags({ name, tags }: CreatedVpc, part: string): Record<string, string> {
  return { ...tags, Name: `${name}-${part}` };
}
