import type { Violation } from "../violation";
import { onePool } from "../violation";

const network = (settings: object) => ({ network: settings });
const existing = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-1a2b3c4d"] };
const mirrors = {
  charts: { karpenter: "oci://mirror.example.com/karpenter", "karpenter-crd": "./charts/karpenter-crd" },
  values: { controller: { image: { repository: "mirror.example.com/karpenter" } } },
};

export const networkViolations: readonly Violation[] = [
  {
    rule: "existing-vpc-stands-alone",
    config: network({ existing, nat: "single" }),
    paths: ["network.nat"],
    text: 'network.nat: "single" cannot be said of a VPC that exists; delete it, or network.existing',
    good: network({ existing }),
  },
  {
    rule: "existing-subnets-differ",
    config: network({ existing: { ...existing, privateSubnetIds: ["subnet-1a2b3c4d", "subnet-1a2b3c4d"] } }),
    paths: ["network.existing.privateSubnetIds[1]"],
    good: network({ existing }),
  },
  {
    rule: "vpc-range-has-room",
    config: network({ cidr: "10.0.2.0/23" }),
    paths: ["network.cidr"],
    text: 'network.cidr: "10.0.2.0/23" is /23; a VPC here is /16 to /22; write "10.0.0.0/22"',
    good: network({ cidr: "10.0.0.0/22" }),
  },
  {
    rule: "vpc-range-has-room",
    config: network({ cidr: "10.0.0.0/15" }),
    paths: ["network.cidr"],
    good: network({ cidr: "10.0.0.0/16" }),
  },
  {
    rule: "secondary-range-has-room",
    config: network({ secondaryCidr: "100.64.0.0/23" }),
    paths: ["network.secondaryCidr"],
    good: network({ secondaryCidr: "100.64.0.0/22" }),
  },
  {
    rule: "ranges-do-not-overlap",
    config: network({ cidr: "10.0.0.0/16", secondaryCidr: "10.0.252.0/22" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "10.2.0.0/16", secondaryCidr: "10.3.0.0/22" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "10.2.0.0/16", secondaryCidr: "192.168.0.0/16" }),
    paths: ["network.secondaryCidr"],
    text: 'network.secondaryCidr: "192.168.0.0/16" is in 192.168.0.0/16, which AWS refuses beside network.cidr 10.2.0.0/16; write "100.64.0.0/16"',
    good: network({ cidr: "10.2.0.0/16", secondaryCidr: "100.64.0.0/16" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "10.1.0.0/16", secondaryCidr: "10.0.0.0/16" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "10.1.0.0/16", secondaryCidr: "10.2.0.0/16" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "100.64.0.0/16", secondaryCidr: "10.0.0.0/16" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "100.64.0.0/16", secondaryCidr: "100.65.0.0/16" }),
  },
  {
    rule: "service-range-is-apart",
    config: { cluster: { serviceCidr: "10.0.128.0/20" } },
    paths: ["cluster.serviceCidr"],
    good: { cluster: { serviceCidr: "10.1.0.0/20" } },
  },
  {
    rule: "service-range-is-private",
    config: { cluster: { serviceCidr: "172.32.0.0/16" } },
    paths: ["cluster.serviceCidr"],
    good: { cluster: { serviceCidr: "172.31.0.0/16" } },
  },
  {
    rule: "range-avoids-docker",
    config: network({ cidr: "172.17.0.0/16" }),
    paths: ["network.cidr"],
    good: network({ cidr: "172.18.0.0/16" }),
  },
  {
    rule: "zones-differ",
    config: network({ zones: ["us-east-1a", "us-east-1b", "us-east-1a"] }),
    paths: ["network.zones[2]"],
    good: network({ zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    rule: "zones-are-in-the-region",
    config: network({ zones: ["us-east-1a", "us-west-2b"] }),
    paths: ["network.zones[1]"],
    text: 'network.zones[1]: "us-west-2b" is not in aws:region us-east-1; write "us-east-1b"',
    good: network({ zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    rule: "zones-are-named-in-production",
    config: { environment: "production", network: { zones: 3 } },
    paths: ["network.zones"],
    good: { environment: "production", network: { zones: ["us-east-1a", "us-east-1b"] } },
  },
  {
    rule: "private-network-reaches-aws",
    config: {
      network: {
        nat: "none",
        interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"],
        gatewayEndpoints: [],
      },
      karpenter: mirrors,
    },
    paths: ["network.interfaceEndpoints", "network.gatewayEndpoints"],
    good: {
      network: {
        nat: "none",
        interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks", "eks-auth"],
        gatewayEndpoints: ["s3"],
      },
      karpenter: mirrors,
    },
  },
  {
    rule: "private-network-has-mirrors",
    config: network({ nat: "none" }),
    paths: [
      "karpenter.charts.karpenter",
      "karpenter.charts.karpenter-crd",
      "karpenter.values.controller.image.repository",
    ],
    good: { network: { nat: "none" }, karpenter: mirrors },
  },
  {
    rule: "private-network-has-mirrors",
    config: {
      network: { nat: "none" },
      karpenter: {
        ...mirrors,
        values: { controller: { image: { repository: "public.ecr.aws/karpenter/controller" } } },
      },
    },
    paths: ["karpenter.values.controller.image.repository"],
    good: network({ nat: "single" }),
  },
  {
    rule: "private-network-is-isolated",
    config: {
      network: { nat: "none" },
      karpenter: { ...mirrors, values: { ...mirrors.values, settings: { isolatedVPC: false } } },
    },
    paths: ["karpenter.values.settings.isolatedVPC"],
    good: {
      network: { nat: "none" },
      karpenter: { ...mirrors, values: { ...mirrors.values, settings: { isolatedVPC: true } } },
    },
  },
  {
    rule: "endpoints-differ",
    config: network({ interfaceEndpoints: ["sts", "sts"], gatewayEndpoints: ["s3", "dynamodb", "s3"] }),
    paths: ["network.interfaceEndpoints[1]", "network.gatewayEndpoints[2]"],
    good: network({ interfaceEndpoints: ["sts"], gatewayEndpoints: ["s3"] }),
  },
  {
    // Three eighths of a /22 are 384 addresses: 24 nodes of 16.
    rule: "addresses-cover-the-pools",
    config: onePool({ limits: { cpu: "64", memory: "256Gi", nodes: 25 } }, network({ cidr: "10.0.0.0/22" })),
    paths: ["network.cidr"],
    text: 'network.cidr: "10.0.0.0/22" gives nodes and pods 384 addresses; the pools\' 25 nodes take at least 400; set network.secondaryCidr, such as "100.64.0.0/16"',
    good: onePool({ limits: { cpu: "64", memory: "256Gi", nodes: 24 } }, network({ cidr: "10.0.0.0/22" })),
  },
];
