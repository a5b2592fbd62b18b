/** What AWS calls by an id of its own: nobody knows it before the thing exists, and nothing in the config says it. */
import { ownValue } from "../../../capacity/units/ownValue";

/** A kind of id. */
export interface AwsMadeId {
  /** Begins the placeholder's name: `SUBNET` of `<SUBNET_NETWORK_PRIVATE_1>`. */
  readonly word: string;
  /** Shows the ids that there are; `NAME` stands for the value of the tag `Name`, where things have one. */
  readonly command: string;
}

const byName = (list: string, query: string) =>
  `aws ec2 ${list} --filters Name=tag:Name,Values=NAME --query '${query}' --output text`;

/** By type. */
const ids: Readonly<Record<string, AwsMadeId>> = {
  "aws:ec2/vpc:Vpc": { word: "VPC", command: byName("describe-vpcs", "Vpcs[].VpcId") },
  "aws:ec2/subnet:Subnet": { word: "SUBNET", command: byName("describe-subnets", "Subnets[].SubnetId") },
  "aws:ec2/internetGateway:InternetGateway": {
    word: "INTERNET_GATEWAY",
    command: byName("describe-internet-gateways", "InternetGateways[].InternetGatewayId"),
  },
  "aws:ec2/routeTable:RouteTable": {
    word: "ROUTE_TABLE",
    command: byName("describe-route-tables", "RouteTables[].RouteTableId"),
  },
  "aws:ec2/natGateway:NatGateway": {
    word: "NAT_GATEWAY",
    command:
      "aws ec2 describe-nat-gateways --filter Name=tag:Name,Values=NAME --query 'NatGateways[].NatGatewayId' --output text",
  },
  "aws:ec2/eip:Eip": { word: "ADDRESS", command: byName("describe-addresses", "Addresses[].AllocationId") },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    word: "VPC_ENDPOINT",
    command: byName("describe-vpc-endpoints", "VpcEndpoints[].VpcEndpointId"),
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    word: "SECURITY_GROUP",
    command: byName("describe-security-groups", "SecurityGroups[].GroupId"),
  },
  "aws:ec2/flowLog:FlowLog": {
    word: "FLOW_LOG",
    command:
      "aws ec2 describe-flow-logs --filter Name=tag:Name,Values=NAME --query 'FlowLogs[].FlowLogId' --output text",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    word: "LAUNCH_TEMPLATE",
    command:
      "aws ec2 describe-launch-templates --query 'LaunchTemplates[].[LaunchTemplateId,LaunchTemplateName]' --output text",
  },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": {
    word: "CIDR_ASSOCIATION",
    command: byName("describe-vpcs", "Vpcs[].CidrBlockAssociationSet[].[AssociationId,CidrBlock]"),
  },
  "aws:kms/key:Key": { word: "KEY", command: "aws kms list-keys --query 'Keys[].KeyId' --output text" },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    word: "POD_IDENTITY_ASSOCIATION",
    command:
      "aws eks list-pod-identity-associations --cluster-name CLUSTER --namespace NAMESPACE --service-account ACCOUNT --query 'associations[].associationId' --output text",
  },
};

/** The id of a type; undefined where the id follows from names. */
export function awsMadeId(type: string): AwsMadeId | undefined {
  return ownValue(ids, type);
}
