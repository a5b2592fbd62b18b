/** The VPC: one that the stack makes, or one that exists. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CreatedNetwork, ExistingNetwork, NetworkConfig } from "../../config";
import type { RoleSettings } from "../iam/role";
import { gatewayEndpoints, interfaceEndpoints } from "./endpoints";
import { flowLogs } from "./flowLogs";
import { internetAccess } from "./internetAccess";
import { reserveListed, reservePrefixes } from "./prefixReservations";
import { privateRouteTables, tierRouteTable } from "./routeTables";
import { podSubnets, tierSubnets } from "./subnets";
import { createVpc } from "./vpc";
import { zoneNames } from "./zones";

export interface NetworkArgs extends RoleSettings {
  /** Ranges, zones, NAT and endpoints of a new VPC, or the ids of one that exists. */
  readonly network: NetworkConfig;
}

/** A VPC with public, private and intra subnets in each zone and the internet access that the config asks for; or one that exists. */
export class Network extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Network";
  /** Known in preview only for a VPC that exists. */
  readonly vpcId: pulumi.Output<string>;
  /** Subnets of load balancers and NAT gateways, one a zone; empty without NAT, and for a VPC that exists. */
  readonly publicSubnetIds: readonly pulumi.Output<string>[];
  /** Subnets with a way out only, one a zone: bootstrap nodes, Fargate pods and interface endpoints. */
  readonly privateSubnetIds: readonly pulumi.Output<string>[];
  /** Subnets of the control plane's network interfaces. */
  readonly controlPlaneSubnetIds: readonly pulumi.Output<string>[];
  /** Subnets of Karpenter's nodes and their pods: those of the secondary range where there is one, else the private ones. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Network.__pulumiType, name, { network: args.network }, opts);
    const { network } = args;
    const ids =
      network.kind === "existing" ? existingNetwork(name, network, this) : createNetwork(name, network, args, this);
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

function existingNetwork(name: string, network: ExistingNetwork, parent: pulumi.Resource): NetworkIds {
  reserveListed(name, network, parent);
  const outputs = (ids: readonly string[]) => ids.map((id) => pulumi.output(id));
  return {
    vpcId: pulumi.output(network.vpcId),
    publicSubnetIds: [],
    privateSubnetIds: outputs(network.privateSubnetIds),
    controlPlaneSubnetIds: outputs(network.controlPlaneSubnetIds),
    nodeSubnetIds: outputs(network.nodeSubnetIds),
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
  const nodeSubnets = secondarySubnets.length > 0 ? secondarySubnets : privateSubnets;
  reservePrefixes(vpc, secondarySubnets.length > 0 ? "pods" : "private", nodeSubnets);
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
    nodeSubnetIds: idsOf(nodeSubnets),
  };
}

function idsOf(subnets: readonly aws.ec2.Subnet[]): readonly pulumi.Output<string>[] {
  return subnets.map(({ id }) => id);
}
