/** The network as EC2's API makes it. */
import { listOf, recordOf } from "../../../../capacity/units/fields";
import { type Creator, pascalCase, tagsOf } from "./made";

/** One call of EC2; the id that it answers is at a path of the answer. */
function ec2(
  operation: string,
  kind: string,
  idAt: readonly [outer: string, id: string],
  parameters: (inputs: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Creator {
  return async ({ id, inputs }, made) => {
    const answer = await made.call("ec2", operation, {
      ...parameters(inputs),
      TagSpecifications: tagsOf(kind, inputs.tags),
    });
    made.is(id, recordOf(answer[idAt[0]])[idAt[1]]);
  };
}

const vpc: Creator = async ({ id, inputs, outputs }, made) => {
  const answer = await made.call("ec2", "create_vpc", {
    CidrBlock: inputs.cidrBlock,
    TagSpecifications: tagsOf("vpc", inputs.tags),
  });
  const { VpcId } = recordOf(answer.Vpc);
  made.is(id, VpcId);
  for (const [input, attribute] of [
    ["enableDnsSupport", "EnableDnsSupport"],
    ["enableDnsHostnames", "EnableDnsHostnames"],
  ] as const) {
    if (inputs[input] !== undefined)
      await made.call("ec2", "modify_vpc_attribute", { VpcId, [attribute]: { Value: inputs[input] } });
  }
  const groups = await made.call("ec2", "describe_security_groups", {
    Filters: [
      { Name: "vpc-id", Values: [VpcId] },
      { Name: "group-name", Values: ["default"] },
    ],
  });
  made.is(outputs.defaultSecurityGroupId, recordOf(listOf(groups.SecurityGroups)[0]).GroupId);
};

const securityGroup: Creator = async ({ id, inputs }, made) => {
  const { GroupId } = await made.call("ec2", "create_security_group", {
    GroupName: inputs.name,
    Description: inputs.description,
    VpcId: inputs.vpcId,
    TagSpecifications: tagsOf("security-group", inputs.tags),
  });
  made.is(id, GroupId);
  const IpPermissions = listOf(inputs.ingress).map((rule) => {
    const { cidrBlocks, fromPort, toPort, protocol } = recordOf(rule);
    return {
      IpProtocol: protocol,
      FromPort: fromPort,
      ToPort: toPort,
      IpRanges: listOf(cidrBlocks).map((CidrIp) => ({ CidrIp })),
    };
  });
  if (IpPermissions.length > 0) await made.call("ec2", "authorize_security_group_ingress", { GroupId, IpPermissions });
};

const launchTemplate: Creator = async ({ id, inputs }, made) => {
  const { name, blockDeviceMappings, metadataOptions, tagSpecifications, tags } = inputs;
  const answer = await made.call("ec2", "create_launch_template", {
    LaunchTemplateName: name,
    TagSpecifications: tagsOf("launch-template", tags),
    LaunchTemplateData: {
      BlockDeviceMappings: listOf(pascalCase(blockDeviceMappings)).map(withBooleans),
      MetadataOptions: pascalCase(metadataOptions),
      TagSpecifications: listOf(tagSpecifications).flatMap((one) => {
        const { resourceType, tags: given } = recordOf(one);
        return tagsOf(String(resourceType), given) ?? [];
      }),
    },
  });
  made.is(id, recordOf(answer.LaunchTemplate).LaunchTemplateId);
};

/** Pulumi has booleans of disks as texts, EC2 as booleans. */
function withBooleans(mapping: unknown): unknown {
  const { Ebs, ...rest } = recordOf(mapping);
  const ebs = Object.entries(recordOf(Ebs)).map(([key, value]) => [
    key,
    value === "true" || value === "false" ? value === "true" : value,
  ]);
  return { ...rest, Ebs: Object.fromEntries(ebs) };
}

/** By Pulumi's type. */
export const networkCreators: Readonly<Record<string, Creator>> = {
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": async ({ inputs }, made) => {
    await made.call("ec2", "associate_vpc_cidr_block", { VpcId: inputs.vpcId, CidrBlock: inputs.cidrBlock });
  },
  "aws:ec2/subnet:Subnet": ec2("create_subnet", "subnet", ["Subnet", "SubnetId"], (inputs) => ({
    VpcId: inputs.vpcId,
    CidrBlock: inputs.cidrBlock,
    AvailabilityZone: inputs.availabilityZone,
  })),
  "aws:ec2/internetGateway:InternetGateway": async (resource, made) => {
    await ec2("create_internet_gateway", "internet-gateway", ["InternetGateway", "InternetGatewayId"], () => ({}))(
      resource,
      made,
    );
    const { vpcId: VpcId } = resource.inputs;
    if (VpcId !== undefined)
      await made.call("ec2", "attach_internet_gateway", { VpcId, InternetGatewayId: made.real(resource.id) });
  },
  "aws:ec2/eip:Eip": async ({ id, inputs }, made) => {
    const { AllocationId } = await made.call("ec2", "allocate_address", {
      Domain: inputs.domain,
      TagSpecifications: tagsOf("elastic-ip", inputs.tags),
    });
    made.is(id, AllocationId);
  },
  "aws:ec2/natGateway:NatGateway": ec2(
    "create_nat_gateway",
    "natgateway",
    ["NatGateway", "NatGatewayId"],
    (inputs) => ({
      SubnetId: inputs.subnetId,
      AllocationId: inputs.allocationId,
    }),
  ),
  "aws:ec2/routeTable:RouteTable": ec2(
    "create_route_table",
    "route-table",
    ["RouteTable", "RouteTableId"],
    (inputs) => ({
      VpcId: inputs.vpcId,
    }),
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": async ({ inputs }, made) => {
    await made.call("ec2", "associate_route_table", { RouteTableId: inputs.routeTableId, SubnetId: inputs.subnetId });
  },
  "aws:ec2/route:Route": async ({ inputs }, made) => {
    await made.call("ec2", "create_route", {
      RouteTableId: inputs.routeTableId,
      DestinationCidrBlock: inputs.destinationCidrBlock,
      GatewayId: inputs.gatewayId,
      NatGatewayId: inputs.natGatewayId,
    });
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2(
    "create_vpc_endpoint",
    "vpc-endpoint",
    ["VpcEndpoint", "VpcEndpointId"],
    (inputs) => ({
      VpcEndpointType: inputs.vpcEndpointType,
      VpcId: inputs.vpcId,
      ServiceName: inputs.serviceName,
      RouteTableIds: inputs.routeTableIds,
      SubnetIds: inputs.subnetIds,
      SecurityGroupIds: inputs.securityGroupIds,
      PrivateDnsEnabled: inputs.privateDnsEnabled,
    }),
  ),
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
  "aws:ec2/flowLog:FlowLog": async ({ inputs }, made) => {
    await made.call("ec2", "create_flow_logs", {
      ResourceIds: [inputs.vpcId],
      ResourceType: "VPC",
      TrafficType: inputs.trafficType,
      LogDestination: inputs.logDestination,
      LogDestinationType: "cloud-watch-logs",
      DeliverLogsPermissionArn: inputs.iamRoleArn,
      TagSpecifications: tagsOf("vpc-flow-log", inputs.tags),
    });
  },
};
