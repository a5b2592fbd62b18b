/** The VPC: made here, or one that exists. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type CreatedNetwork, type NetworkConfig, secondaryRange, zoneRanges } from "../../config";
import type { Account } from "../iam/account";
import { attachedRole, serviceTrust } from "../iam/role";

/** Zones where EKS cannot place a control plane. Source: EKS user guide, network requirements. */
const zonesWithoutEks = ["use1-az3", "usw1-az2", "cac1-az3"];

/** Tags by which the load balancer controller finds subnets. Source: EKS user guide, network load balancing. */
const loadBalancerTags = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  intra: {},
} as const;
type Tier = keyof typeof loadBalancerTags;

/** Days that flow logs are kept. */
const flowLogDays = 30;

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
    const made =
      args.network.kind === "existing"
        ? existingNetwork(args.network.vpcId, args.network.privateSubnetIds)
        : createNetwork(name, args.network, args, this);
    this.vpcId = made.vpcId;
    this.publicSubnetIds = made.publicSubnetIds;
    this.privateSubnetIds = made.privateSubnetIds;
    this.controlPlaneSubnetIds = made.controlPlaneSubnetIds;
    this.nodeSubnetIds = made.nodeSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      controlPlaneSubnetIds: this.controlPlaneSubnetIds,
      nodeSubnetIds: this.nodeSubnetIds,
    });
  }
}

type Made = Pick<Network, "vpcId" | "publicSubnetIds" | "privateSubnetIds" | "controlPlaneSubnetIds" | "nodeSubnetIds">;

function existingNetwork(vpcId: string, subnetIds: readonly string[]): Made {
  const privateSubnetIds = subnetIds.map((id) => pulumi.output(id));
  return {
    vpcId: pulumi.output(vpcId),
    publicSubnetIds: [],
    privateSubnetIds,
    controlPlaneSubnetIds: privateSubnetIds,
    nodeSubnetIds: privateSubnetIds,
  };
}

function createNetwork(
  name: string,
  network: CreatedNetwork,
  { tags, account, permissionsBoundary }: NetworkArgs,
  parent: pulumi.Resource,
): Made {
  const own = { parent };
  const named = (suffix: string) => ({ ...tags, Name: `${name}-${suffix}` });
  const ordinals = Array.from({ length: network.zoneCount }, (_, ordinal) => ordinal);
  const zones = zoneNames(network, own);

  const vpc = new aws.ec2.Vpc(
    name,
    { cidrBlock: network.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { ...tags, Name: name } },
    own,
  );
  const subnet = (tier: Tier | "pods", ordinal: number, cidrBlock: string, opts: pulumi.CustomResourceOptions = own) =>
    new aws.ec2.Subnet(
      `${name}-${tier}-${ordinal + 1}`,
      {
        vpcId: vpc.id,
        cidrBlock,
        availabilityZone: zones[ordinal]!,
        tags: { ...named(`${tier}-${ordinal + 1}`), ...(tier === "pods" ? {} : loadBalancerTags[tier]) },
      },
      opts,
    );
  const tier = (of: Tier) => ordinals.map((ordinal) => subnet(of, ordinal, zoneRanges(network.cidr, ordinal)[of]));

  const privateSubnets = tier("private");
  const intraSubnets = tier("intra");
  const podSubnets = secondarySubnets(name, network, vpc, ordinals, subnet, own);
  const nodeSubnets = podSubnets.length > 0 ? podSubnets : privateSubnets;

  const table = (suffix: string, subnets: readonly (readonly [string, aws.ec2.Subnet])[]) => {
    const routeTable = new aws.ec2.RouteTable(`${name}-${suffix}`, { vpcId: vpc.id, tags: named(suffix) }, own);
    for (const [label, member] of subnets) {
      new aws.ec2.RouteTableAssociation(`${name}-${label}`, { routeTableId: routeTable.id, subnetId: member.id }, own);
    }
    return routeTable;
  };
  const labelled = (of: string, subnets: readonly aws.ec2.Subnet[]) =>
    subnets.map((member, ordinal) => [`${of}-${ordinal + 1}`, member] as const);
  // One table a zone even with a single NAT gateway, so that a change of `nat` moves routes, not subnets.
  const privateTables = ordinals.map((ordinal) =>
    table(`private-${ordinal + 1}`, [
      [`private-${ordinal + 1}`, privateSubnets[ordinal]!],
      ...podSubnets.slice(ordinal, ordinal + 1).map((member) => [`pods-${ordinal + 1}`, member] as const),
    ]),
  );
  const intraTable = table("intra", labelled("intra", intraSubnets));

  const publicSubnets = network.nat === "none" ? [] : tier("public");
  if (network.nat !== "none") {
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { ...tags, Name: name } }, own);
    const publicTable = table("public", labelled("public", publicSubnets));
    const way = new aws.ec2.Route(
      `${name}-public`,
      { routeTableId: publicTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      own,
    );
    // A NAT gateway answers only once its own subnet has the way out.
    const nats = publicSubnets
      .slice(0, network.nat === "single" ? 1 : network.zoneCount)
      .map((member, ordinal) =>
        natGateway(`${name}-nat-${ordinal + 1}`, member, named(`nat-${ordinal + 1}`), parent, way),
      );
    for (const [ordinal, routeTable] of privateTables.entries()) {
      new aws.ec2.Route(
        `${name}-private-${ordinal + 1}`,
        {
          routeTableId: routeTable.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: (nats[ordinal] ?? nats[0]!).id,
        },
        own,
      );
    }
  }

  endpoints(name, network, vpc, [...privateTables, intraTable], privateSubnets, { tags, account }, parent);
  if (network.flowLogs) flowLogs(name, vpc, { tags, account, permissionsBoundary }, parent);

  const ids = (subnets: readonly aws.ec2.Subnet[]) => subnets.map(({ id }) => id);
  return {
    vpcId: vpc.id,
    publicSubnetIds: ids(publicSubnets),
    privateSubnetIds: ids(privateSubnets),
    controlPlaneSubnetIds: ids(intraSubnets),
    nodeSubnetIds: ids(nodeSubnets),
  };
}

/** Zone of each ordinal: as named, or from AWS's list of zones that need no opt-in and that EKS accepts. */
function zoneNames(network: CreatedNetwork, opts: pulumi.InvokeOptions): readonly pulumi.Input<string>[] {
  if (typeof network.zones !== "number") return network.zones;
  const count = network.zones;
  const { names } = aws.getAvailabilityZonesOutput(
    {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: zonesWithoutEks,
    },
    opts,
  );
  return Array.from({ length: count }, (_, ordinal) =>
    names.apply((offered) => {
      const zone = offered[ordinal];
      if (zone !== undefined) return zone;
      throw new pulumi.RunError(
        `network.zones: ${count} zones are asked for and this region offers ${offered.length} (${offered.join(", ")}); write ${offered.length} or fewer`,
      );
    }),
  );
}

function secondarySubnets(
  name: string,
  network: CreatedNetwork,
  vpc: aws.ec2.Vpc,
  ordinals: readonly number[],
  subnet: (tier: "pods", ordinal: number, cidr: string, opts: pulumi.CustomResourceOptions) => aws.ec2.Subnet,
  own: { parent: pulumi.Resource },
): readonly aws.ec2.Subnet[] {
  const { secondaryCidr } = network;
  if (secondaryCidr === undefined) return [];
  const range = new aws.ec2.VpcIpv4CidrBlockAssociation(name, { vpcId: vpc.id, cidrBlock: secondaryCidr }, own);
  return ordinals.map((ordinal) =>
    subnet("pods", ordinal, secondaryRange(secondaryCidr, ordinal), { ...own, dependsOn: range }),
  );
}

function natGateway(
  name: string,
  subnet: aws.ec2.Subnet,
  tags: Record<string, string>,
  parent: pulumi.Resource,
  way: aws.ec2.Route,
): aws.ec2.NatGateway {
  const address = new aws.ec2.Eip(name, { domain: "vpc", tags }, { parent, dependsOn: way });
  return new aws.ec2.NatGateway(name, { subnetId: subnet.id, allocationId: address.id, tags }, { parent });
}

function endpoints(
  name: string,
  network: CreatedNetwork,
  vpc: aws.ec2.Vpc,
  routeTables: readonly aws.ec2.RouteTable[],
  subnets: readonly aws.ec2.Subnet[],
  { tags, account }: Pick<NetworkArgs, "tags" | "account">,
  parent: pulumi.Resource,
): void {
  const serviceName = (service: string) => pulumi.interpolate`com.amazonaws.${account.region}.${service}`;
  for (const service of network.gatewayEndpoints) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: serviceName(service),
        routeTableIds: routeTables.map(({ id }) => id),
        tags: { ...tags, Name: `${name}-${service}` },
      },
      { parent },
    );
  }
  if (network.interfaceEndpoints.length === 0) return;
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      vpcId: vpc.id,
      description: "HTTPS from the VPC to interface endpoints",
      ingress: [
        {
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: [network.cidr, ...(network.secondaryCidr === undefined ? [] : [network.secondaryCidr])],
        },
      ],
      tags: { ...tags, Name: `${name}-endpoints` },
    },
    { parent },
  );
  for (const service of network.interfaceEndpoints) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Interface",
        serviceName: serviceName(service),
        subnetIds: subnets.map(({ id }) => id),
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: true,
        tags: { ...tags, Name: `${name}-${service}` },
      },
      { parent },
    );
  }
}

function flowLogs(
  name: string,
  vpc: aws.ec2.Vpc,
  { tags, account, permissionsBoundary }: Pick<NetworkArgs, "tags" | "account" | "permissionsBoundary">,
  parent: pulumi.Resource,
): void {
  const group = new aws.cloudwatch.LogGroup(`${name}-flow-logs`, { retentionInDays: flowLogDays, tags }, { parent });
  const { role } = attachedRole(
    `${name}-flow-logs`,
    { account, trust: serviceTrust("vpc-flow-logs.amazonaws.com"), managedPolicies: [], permissionsBoundary, tags },
    parent,
  );
  new aws.iam.RolePolicy(
    `${name}-flow-logs`,
    {
      role: role.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: pulumi.interpolate`${group.arn}:*`,
          },
        ],
      }),
    },
    { parent },
  );
  new aws.ec2.FlowLog(
    `${name}-flow-logs`,
    { vpcId: vpc.id, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn, tags },
    { parent },
  );
}
