/** The VPC: made here, or one that exists. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CreatedNetwork, NetworkConfig } from "../../config";
import type { Account } from "../iam/account";
import { gatewayEndpoints, interfaceEndpoints } from "./endpoints";
import { flowLogs } from "./flowLogs";
import { internetAccess } from "./internetAccess";
import { privateRouteTables, tierRouteTable } from "./routeTables";
import { podSubnets, tierSubnets } from "./subnets";
import { createVpc } from "./vpc";
import { zoneNames } from "./zones";

export interface NetworkArgs {
  readonly network: NetworkConfig;
  readonly account: Account;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Public, private and intra subnets over the zones, with the ways out that the config asks for. */
export class Network extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Network";
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: readonly pulumi.Output<string>[];
  readonly privateSubnetIds: readonly pulumi.Output<string>[];
  /** Where the control plane puts its network interfaces. */
  readonly controlPlaneSubnetIds: readonly pulumi.Output<string>[];
  /** Where Karpenter's nodes and their pods live. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Network.__pulumiType, name, { network: args.network }, opts);
    const { network } = args;
    const ids = network.kind === "existing" ? existingNetwork(network) : createNetwork(name, network, args, this);
    this.vpcId = ids.vpcId;
    this.publicSubnetIds = ids.publicSubnetIds;
    this.privateSubnetIds = ids.privateSubnetIds;
    this.controlPlaneSubnetIds = ids.controlPlaneSubnetIds;
    this.nodeSubnetIds = ids.nodeSubnetIds;
    this.registerOutputs({ ...ids });
  }
}

type NetworkIds = Pick<
  Network,
  "vpcId" | "publicSubnetIds" | "privateSubnetIds" | "controlPlaneSubnetIds" | "nodeSubnetIds"
>;

function existingNetwork({ vpcId, privateSubnetIds }: Extract<NetworkConfig, { kind: "existing" }>): NetworkIds {
  const subnetIds = privateSubnetIds.map((id) => pulumi.output(id));
  return {
    vpcId: pulumi.output(vpcId),
    publicSubnetIds: [],
    privateSubnetIds: subnetIds,
    controlPlaneSubnetIds: subnetIds,
    nodeSubnetIds: subnetIds,
  };
}

function createNetwork(
  name: string,
  network: CreatedNetwork,
  { account, permissionsBoundary, tags }: NetworkArgs,
  parent: pulumi.Resource,
): NetworkIds {
  const zones = zoneNames(network, { parent });
  const vpc = createVpc(name, network, tags, parent);
  const privateSubnets = tierSubnets(vpc, "private", zones);
  const intraSubnets = tierSubnets(vpc, "intra", zones);
  const secondarySubnets = podSubnets(vpc, zones);
  const privateTables = privateRouteTables(vpc, privateSubnets, secondarySubnets);
  const intraTable = tierRouteTable(vpc, "intra", intraSubnets);
  const publicSubnets = network.nat === "none" ? [] : tierSubnets(vpc, "public", zones);
  if (network.nat !== "none") internetAccess(vpc, publicSubnets, privateTables);
  gatewayEndpoints(vpc, account, [...privateTables, intraTable]);
  interfaceEndpoints(vpc, account, privateSubnets);
  if (network.flowLogs) flowLogs(vpc, account, permissionsBoundary);
  return {
    vpcId: vpc.id,
    publicSubnetIds: idsOf(publicSubnets),
    privateSubnetIds: idsOf(privateSubnets),
    controlPlaneSubnetIds: idsOf(intraSubnets),
    nodeSubnetIds: idsOf(secondarySubnets.length > 0 ? secondarySubnets : privateSubnets),
  };
}

function idsOf(subnets: readonly aws.ec2.Subnet[]): readonly pulumi.Output<string>[] {
  return subnets.map(({ id }) => id);
}
