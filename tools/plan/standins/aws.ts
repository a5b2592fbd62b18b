/** Stand-ins for the AWS resources that a cluster needs: what @pulumi/aws 7 computes beside the inputs. */
import type { Properties, Value } from "../engine/property";
import { isProperties } from "../engine/property";
import type { Subject } from "../engine/providers";
import { zoneId } from "./regions";
import { accountId, arn, digits, dnsSuffixOf, globalArn, type StandIn, textOf } from "./standIn";

type Known = Subject & { readonly id: string };

/** An EC2 resource: id `vpc-0123456789abcdef0`, ARN `arn:aws:ec2:…:vpc/<id>`. */
function ec2(
  prefix: string,
  kind: string,
  more: (known: Known) => Properties = () => ({}),
  autonamed?: string,
): StandIn {
  return {
    ...(autonamed === undefined ? {} : { autonamed }),
    id: ({ urn }) => `${prefix}-${digits(urn, 17)}`,
    outputs: (known) => ({ arn: arn("ec2", known.account, `${kind}/${known.id}`), ownerId: accountId, ...more(known) }),
  };
}

/** A resource whose id is one of its own inputs. */
function named(
  input: string,
  more: (known: Known, name: string) => Properties,
  options: Partial<StandIn> = {},
): StandIn {
  const nameOf = ({ inputs, name }: Subject) => textOf(inputs[input], name);
  return {
    autonamed: input,
    id: nameOf,
    outputs: (known) => more(known, textOf(known.inputs[input], known.id)),
    ...options,
  };
}

/** A link between two others, which computes nothing but its id. */
const link: StandIn = { id: ({ urn, name }) => `${name}-${digits(urn, 8)}`, outputs: () => ({}) };

const eksOf = ({ inputs }: Subject) => textOf(inputs.clusterName, "cluster");

function address(urn: string): string {
  return [0, 2, 4].map((at) => Number.parseInt(digits(urn, 6).slice(at, at + 2), 16) % 254).join(".");
}

function vpcConfig({ urn, inputs }: Known): Properties {
  const given: Properties = isProperties(inputs.vpcConfig) ? inputs.vpcConfig : {};
  return {
    clusterSecurityGroupId: `sg-${digits(`${urn}#cluster`, 17)}`,
    vpcId: `vpc-${digits(urn, 17)}`,
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: given.endpointPublicAccess === false ? [] : ["0.0.0.0/0"],
  };
}

/** EKS's own id in the cluster's endpoint and issuer. */
function clusterIdentity(known: Known): { endpoint: string; issuer: string } {
  const { region, partition } = known.account;
  const identity = digits(known.urn, 32).toUpperCase();
  const suffix = dnsSuffixOf(partition);
  return {
    endpoint: `https://${identity}.gr7.${region}.eks.${suffix}`,
    issuer: `https://oidc.eks.${region}.${suffix}/id/${identity}`,
  };
}

/** By type token. */
export const awsStandIns: Readonly<Record<string, StandIn>> = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", ({ urn, inputs }) => ({
    defaultSecurityGroupId: `sg-${digits(`${urn}#default`, 17)}`,
    defaultRouteTableId: `rtb-${digits(`${urn}#default`, 17)}`,
    defaultNetworkAclId: `acl-${digits(`${urn}#default`, 17)}`,
    mainRouteTableId: `rtb-${digits(`${urn}#default`, 17)}`,
    cidrBlock: inputs.cidrBlock ?? "10.0.0.0/16",
    dhcpOptionsId: `dopt-${digits(urn, 17)}`,
    instanceTenancy: "default",
  })),
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": {
    id: ({ urn }) => `vpc-cidr-assoc-${digits(urn, 17)}`,
    outputs: () => ({}),
  },
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet", ({ urn, account, inputs }) => ({
    availabilityZone: `${account.region}a`,
    availabilityZoneId: zoneId(account.region, textOf(inputs.availabilityZone, `${account.region}a`)),
    vpcId: `vpc-${digits(urn, 17)}`,
    cidrBlock: "10.0.0.0/20",
  })),
  "aws:ec2/subnetCidrReservation:SubnetCidrReservation": {
    id: ({ urn }) => `scr-${digits(urn, 17)}`,
    outputs: ({ account }) => ({ ownerId: account.id, region: account.region }),
  },
  "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip", ({ urn, id }) => ({
    allocationId: id,
    publicIp: `198.51.${address(urn).split(".").slice(0, 2).join(".")}`,
    domain: "vpc",
  })),
  "aws:ec2/natGateway:NatGateway": ec2("nat", "natgateway", ({ urn }) => ({
    publicIp: `198.51.${address(urn).split(".").slice(0, 2).join(".")}`,
    privateIp: `10.${address(urn)}`,
    networkInterfaceId: `eni-${digits(urn, 17)}`,
  })),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": ec2("eigw", "egress-only-internet-gateway"),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: ({ urn }) => `rtbassoc-${digits(urn, 17)}`,
    outputs: () => ({}),
  },
  "aws:ec2/route:Route": {
    id: ({ urn }) => `r-rtb-${digits(urn, 17)}`,
    outputs: () => ({ origin: "CreateRoute", state: "active" }),
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", ({ urn }) => ({
    state: "available",
    prefixListId: `pl-${digits(urn, 8)}`,
    networkInterfaceIds: [`eni-${digits(urn, 17)}`],
    dnsEntries: [],
    cidrBlocks: [],
  })),
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": link,
  "aws:ec2/securityGroup:SecurityGroup": ec2(
    "sg",
    "security-group",
    () => ({ description: "Managed by Pulumi" }),
    "name",
  ),
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: ({ urn }) => `sgrule-${Number.parseInt(digits(urn, 8), 16)}`,
    outputs: ({ urn }) => ({ securityGroupRuleId: `sgr-${digits(urn, 17)}` }),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule", ({ id }) => ({
    securityGroupRuleId: id,
  })),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule", ({ id }) => ({
    securityGroupRuleId: id,
  })),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
  "aws:ec2/launchTemplate:LaunchTemplate": ec2(
    "lt",
    "launch-template",
    () => ({ latestVersion: 1, defaultVersion: 1 }),
    "name",
  ),
  "aws:ec2/tag:Tag": link,

  "aws:iam/role:Role": named("name", ({ urn, account, inputs }, name) => ({
    arn: globalArn("iam", account, `role${textOf(inputs.path, "/")}${name}`),
    uniqueId: `AROA${digits(urn, 17).toUpperCase()}`,
    path: "/",
    maxSessionDuration: 3600,
  })),
  "aws:iam/policy:Policy": {
    autonamed: "name",
    id: ({ account, inputs, name }) =>
      globalArn("iam", account, `policy${textOf(inputs.path, "/")}${textOf(inputs.name, name)}`),
    outputs: ({ urn, id }) => ({
      arn: id,
      policyId: `ANPA${digits(urn, 17).toUpperCase()}`,
      path: "/",
      attachmentCount: 0,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": named("name", () => ({})),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": link,
  "aws:iam/instanceProfile:InstanceProfile": named("name", ({ urn, account }, name) => ({
    arn: globalArn("iam", account, `instance-profile/${name}`),
    uniqueId: `AIPA${digits(urn, 17).toUpperCase()}`,
  })),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: ({ account, inputs }) =>
      globalArn("iam", account, `oidc-provider/${textOf(inputs.url).replace(/^https:\/\//, "")}`),
    outputs: ({ id }) => ({ arn: id, thumbprintLists: [] }),
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    id: ({ account, inputs }) =>
      globalArn("iam", account, `role/aws-service-role/${textOf(inputs.awsServiceName)}/AWSServiceRole`),
    outputs: ({ urn, id, inputs }) => ({
      arn: id,
      name: "AWSServiceRole",
      path: `/aws-service-role/${textOf(inputs.awsServiceName)}/`,
      uniqueId: `AROA${digits(urn, 17).toUpperCase()}`,
    }),
  },

  "aws:sqs/queue:Queue": {
    autonamed: "name",
    id: ({ account, inputs, name }) =>
      `https://sqs.${account.region}.${dnsSuffixOf(account.partition)}/${account.id}/${textOf(inputs.name, name)}`,
    outputs: ({ account, inputs, id, name }) => ({ arn: arn("sqs", account, textOf(inputs.name, name)), url: id }),
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: ({ inputs, name }) => textOf(inputs.queueUrl, name), outputs: () => ({}) },
  "aws:cloudwatch/eventRule:EventRule": named("name", ({ account }, name) => ({
    arn: arn("events", account, `rule/${name}`),
    eventBusName: "default",
  })),
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: ({ inputs, name }) => `${textOf(inputs.rule, name)}-${name}`,
    outputs: ({ urn }) => ({ targetId: `terraform-${digits(urn, 26)}`, eventBusName: "default" }),
  },
  "aws:cloudwatch/logGroup:LogGroup": named("name", ({ account }, name) => ({
    arn: arn("logs", account, `log-group:${name}`),
  })),

  "aws:kms/key:Key": {
    id: ({ urn }) => digits(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    outputs: ({ account, id }) => ({ arn: arn("kms", account, `key/${id}`), keyId: id }),
  },
  "aws:kms/alias:Alias": {
    id: ({ inputs, name }) => textOf(inputs.name, `alias/${name}`),
    outputs: ({ account, id, inputs }) => ({
      name: id,
      arn: arn("kms", account, id),
      targetKeyArn: arn("kms", account, `key/${textOf(inputs.targetKeyId)}`),
    }),
  },

  "aws:eks/cluster:Cluster": named("name", (known, name) => {
    const { endpoint, issuer } = clusterIdentity(known);
    return {
      arn: arn("eks", known.account, `cluster/${name}`),
      endpoint,
      certificateAuthority: { data: Buffer.from(`stand-in authority of ${name}`).toString("base64") },
      certificateAuthorities: [{ data: Buffer.from(`stand-in authority of ${name}`).toString("base64") }],
      identities: [{ oidcs: [{ issuer }] }],
      vpcConfig: vpcConfig(known),
      kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16", ipFamily: "ipv4" },
      version: known.inputs.version ?? "1.34",
      platformVersion: "eks.1",
      status: "ACTIVE",
      createdAt: "2026-01-01T00:00:00Z",
      clusterId: "",
    };
  }),
  "aws:eks/addon:Addon": {
    id: ({ inputs, name }) => `${textOf(inputs.clusterName, "cluster")}:${textOf(inputs.addonName, name)}`,
    outputs: ({ urn, account, inputs, name }) => ({
      arn: arn(
        "eks",
        account,
        `addon/${textOf(inputs.clusterName, "cluster")}/${textOf(inputs.addonName, name)}/${digits(urn, 12)}`,
      ),
      addonVersion: inputs.addonVersion ?? "v1.0.0-eksbuild.1",
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
    }),
  },
  "aws:eks/nodeGroup:NodeGroup": named(
    "nodeGroupName",
    (known, name) => ({
      arn: arn("eks", known.account, `nodegroup/${eksOf(known)}/${name}/${digits(known.urn, 12)}`),
      status: "ACTIVE",
      resources: [
        { autoscalingGroups: [{ name: `eks-${name}-${digits(known.urn, 8)}` }], remoteAccessSecurityGroupId: "" },
      ],
    }),
    { id: (subject) => `${eksOf(subject)}:${textOf(subject.inputs.nodeGroupName, subject.name)}` },
  ),
  "aws:eks/fargateProfile:FargateProfile": named(
    "fargateProfileName",
    (known, name) => ({
      arn: arn("eks", known.account, `fargateprofile/${eksOf(known)}/${name}/${digits(known.urn, 12)}`),
      status: "ACTIVE",
    }),
    { id: (subject) => `${eksOf(subject)}:${textOf(subject.inputs.fargateProfileName, subject.name)}` },
  ),
  "aws:eks/accessEntry:AccessEntry": {
    id: ({ inputs, name }) => `${textOf(inputs.clusterName, "cluster")}:${textOf(inputs.principalArn, name)}`,
    outputs: ({ urn, account, inputs }) => ({
      accessEntryArn: arn(
        "eks",
        account,
        `access-entry/${textOf(inputs.clusterName, "cluster")}/role/${account.id}/${digits(urn, 8)}`,
      ),
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
      userName: textOf(inputs.principalArn),
    }),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: ({ inputs, name }) =>
      [inputs.clusterName, inputs.principalArn, inputs.policyArn].map((part) => textOf(part, name)).join("#"),
    outputs: () => ({ associatedAt: "2026-01-01T00:00:00Z", modifiedAt: "2026-01-01T00:00:00Z" }),
  },
  "aws:eks/capability:Capability": {
    id: ({ inputs, name }) => [inputs.clusterName, inputs.capabilityName].map((part) => textOf(part, name)).join(","),
    outputs: (known) => ({
      arn: arn(
        "eks",
        known.account,
        `capability/${eksOf(known)}/${textOf(known.inputs.type).toLowerCase()}/${textOf(known.inputs.capabilityName)}/${digits(known.urn, 8)}`,
      ),
      version: "1",
    }),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: ({ urn }) => `a-${digits(urn, 17)}`,
    outputs: (known) => ({
      associationId: known.id,
      associationArn: arn("eks", known.account, `podidentityassociation/${eksOf(known)}/${known.id}`),
      externalId: digits(known.urn, 16),
    }),
  },
};

/** An AWS resource that is not in the table: an id, and an ARN made of the service and kind in its type. */
export const genericAws: StandIn = {
  id: ({ urn, name }) => `${name}-${digits(urn, 8)}`,
  outputs: ({ type, account, id }) => {
    const [service = "", kind = ""] = (type.split(":")[1] ?? "").split("/");
    return { arn: arn(service, account, `${kind}/${id}`) };
  },
};

/** What the provider adds to every taggable resource. */
export function tagsOf(inputs: Properties): { readonly tagsAll?: Value } {
  return inputs.tags === undefined ? {} : { tagsAll: inputs.tags };
}
