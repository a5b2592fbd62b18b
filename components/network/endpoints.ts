/** VPC endpoints: AWS services that are reached without a way to the internet. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointKind, endpointServiceCandidates, endpointServiceName } from "../../capacity/ec2/partitions";
import type { Account } from "../iam/account";
import { type CreatedVpc, partTags } from "./vpc";

/** Makes the gateway endpoints, which cost nothing: routes in each of the tables. */
export function gatewayEndpoints(vpc: CreatedVpc, account: Account, routeTables: readonly aws.ec2.RouteTable[]): void {
  for (const service of vpc.network.gatewayEndpoints) {
    new aws.ec2.VpcEndpoint(
      `${vpc.name}-${service}`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: serviceName(account, service, "gateway", vpc.opts),
        routeTableIds: routeTables.map(({ id }) => id),
        tags: partTags(vpc, service),
      },
      vpc.opts,
    );
  }
}

/** Makes the interface endpoints, about 7.30 USD a month for each service and zone: an address in each of the subnets. */
export function interfaceEndpoints(vpc: CreatedVpc, account: Account, subnets: readonly aws.ec2.Subnet[]): void {
  const { cidr, secondaryCidr, interfaceEndpoints: services } = vpc.network;
  if (services.length === 0) return;
  const securityGroup = new aws.ec2.SecurityGroup(
    `${vpc.name}-endpoints`,
    {
      vpcId: vpc.id,
      description: "HTTPS from the VPC to interface endpoints",
      ingress: [
        {
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: [cidr, ...(secondaryCidr === undefined ? [] : [secondaryCidr])],
        },
      ],
      tags: partTags(vpc, "endpoints"),
    },
    vpc.opts,
  );
  for (const service of services) {
    new aws.ec2.VpcEndpoint(
      `${vpc.name}-${service}`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Interface",
        serviceName: serviceName(account, service, "interface", vpc.opts),
        subnetIds: subnets.map(({ id }) => id),
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: true,
        tags: partTags(vpc, service),
      },
      vpc.opts,
    );
  }
}

/** The service's name in the partition of the region: from the table, or from AWS's own list where the table does not say. */
function serviceName(
  { region }: Account,
  service: string,
  kind: EndpointKind,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string> {
  return region.apply((name) => {
    const known = endpointServiceName(name, service, kind);
    return known === undefined ? lookedUpServiceName(name, service, kind, opts) : pulumi.output(known);
  });
}

/** Fails in `pulumi preview`, when AWS has no such service in the region. */
function lookedUpServiceName(
  region: string,
  service: string,
  kind: EndpointKind,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string> {
  return aws.ec2.getVpcEndpointServiceOutput(
    {
      serviceType: kind === "gateway" ? "Gateway" : "Interface",
      filters: [{ name: "service-name", values: [...endpointServiceCandidates(region, service)] }],
    },
    opts,
  ).serviceName;
}
