import { unknown } from "../../../support/analyzer";
import type { Case } from "../../case";
import { eksCluster } from "../../objects";

const open = (...publicAccessCidrs: unknown[]) =>
  eksCluster("blue", { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs } });

export const cases: readonly Case[] = [
  {
    title: "accepts a private endpoint",
    resources: [eksCluster("blue", { vpcConfig: { publicAccessCidrs: ["0.0.0.0/0"] } })],
  },
  { title: "accepts the office", resources: [open("203.0.113.0/24", "2001:db8::/32")] },
  { title: "accepts the widest range that is allowed", resources: [open("10.0.0.0/8")] },
  {
    title: "refuses the world",
    resources: [open("203.0.113.0/24", "0.0.0.0/0")],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs[1] is 0.0.0.0/0; a range needs at least /8. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
  },
  {
    title: "refuses the world in IPv6",
    resources: [open("::/0")],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs[0] is ::/0; a range needs at least /8. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
  },
  {
    title: "refuses the world in two halves",
    resources: [open("0.0.0.0/1", "128.0.0.0/1")],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs[0] is 0.0.0.0/1; a range needs at least /8. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
      'EKS cluster "blue": vpcConfig.publicAccessCidrs[1] is 128.0.0.0/1; a range needs at least /8. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
  },
  {
    title: "refuses a public endpoint without ranges, which EKS opens to the world",
    resources: [eksCluster("blue", { vpcConfig: { endpointPublicAccess: true } })],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs is missing, so the public endpoint is open to 0.0.0.0/0. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
  },
  {
    title: "refuses a cluster that does not say, as EKS then opens it",
    resources: [eksCluster("blue", { vpcConfig: { endpointPublicAccess: undefined } })],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs is missing, so the public endpoint is open to 0.0.0.0/0. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
  },
  {
    title: "refuses the second range although the first is not known yet",
    resources: [open(unknown, "0.0.0.0/0")],
    violates: [
      'EKS cluster "blue": vpcConfig.publicAccessCidrs[1] is 0.0.0.0/0; a range needs at least /8. To fix it, set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs.',
    ],
    cannotTell: [
      'EKS cluster "blue": cannot tell yet: vpcConfig.publicAccessCidrs[0] is known only when it is deployed; the rule decides then.',
    ],
  },
];
