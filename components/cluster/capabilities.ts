/** EKS capabilities: controllers that EKS runs for the cluster on machines of its own, each with a role of its own. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import type { CapabilitiesInput } from "../../config";
import type { RoleSettings } from "../iam/role";

/** Whose trust a capability's role has. Source: EKS user guide, capability-role. */
const capabilityTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Principal: { Service: "capabilities.eks.amazonaws.com" },
    },
  ],
});

/** EKS's word for each. */
const types = { ack: "ACK", kro: "KRO", argocd: "ARGOCD" } as const;

/**
 * Makes the capabilities that the config names, with names that are their keys: EKS has one of a kind in a cluster. It makes
 * their access entries by itself.
 */
export function makeCapabilities(
  name: string,
  capabilities: CapabilitiesInput,
  control: eks.Cluster,
  { permissionsBoundary, tags }: RoleSettings,
  parent: pulumi.Resource,
): void {
  for (const [capabilityName, type] of Object.entries(types) as [keyof typeof types, string][]) {
    if (capabilities[capabilityName] === undefined) continue;
    const label = `${name}-capability-${capabilityName}`;
    const role = new aws.iam.Role(
      label,
      {
        assumeRolePolicy: capabilityTrust,
        ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
        tags,
      },
      { parent },
    );
    const policies = capabilityName === "ack" ? (capabilities.ack?.policies ?? []) : [];
    const attachments = policies.map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(`${label}-${policyArn}`, { role: role.name, policyArn }, { parent }),
    );
    new aws.eks.Capability(
      label,
      {
        clusterName: control.eksCluster.name,
        capabilityName,
        type,
        roleArn: role.arn,
        // the only one that EKS has: what its custom resources made stays when the capability goes
        deletePropagationPolicy: "RETAIN",
        ...(capabilityName === "argocd" ? { configuration: { argoCd: argoCdOf(capabilities.argocd!) } } : {}),
        tags: { ...tags },
      },
      { parent, dependsOn: attachments },
    );
  }
}

function argoCdOf({
  idcInstanceArn,
  idcRegion,
  namespace,
  vpceIds,
  rbacRoleMappings,
}: NonNullable<CapabilitiesInput["argocd"]>): aws.types.input.eks.CapabilityConfigurationArgoCd {
  return {
    awsIdc: { idcInstanceArn, ...(idcRegion === undefined ? {} : { idcRegion }) },
    ...(namespace === undefined ? {} : { namespace }),
    ...(vpceIds === undefined ? {} : { networkAccess: { vpceIds } }),
    ...(rbacRoleMappings === undefined ? {} : { rbacRoleMappings }),
  };
}
