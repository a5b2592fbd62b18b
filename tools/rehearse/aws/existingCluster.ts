/** A cluster that the stack uses and does not make, as resources: AWS has it before anything of the stack is made. */
import type { StackConfig } from "../../../config";
import type { AwsResource } from "./credentials/roles";
import type { Place } from "./front/needs/need";

const resource = (type: string, name: string): Omit<AwsResource, "inputs" | "outputs"> => ({
  urn: `existing::${type}::${name}`,
  type,
  name,
  id: name,
  parent: "",
});

/**
 * The cluster itself and, with IRSA, IAM's provider of its issuer; what the config does not say of them is assumed. Empty for a
 * cluster that the stack makes.
 */
export function existingClusterResources(
  { cluster, network }: StackConfig,
  { partition, account }: Pick<Place, "partition" | "account">,
): readonly AwsResource[] {
  if (cluster.kind !== "existing" || network.kind !== "existing") return [];
  const { name, endpoint, oidc, securityGroup } = cluster.existing;
  const issuer = oidc === undefined ? undefined : `https://${oidc.slice(oidc.indexOf("/") + 1)}`;
  return [
    {
      ...resource("aws:eks/cluster:Cluster", name),
      inputs: {
        name,
        version: cluster.version,
        roleArn: `arn:${partition}:iam::${account}:role/existing-control-plane`,
        vpcConfig: { subnetIds: [...new Set([...network.privateSubnetIds, ...network.nodeSubnetIds])] },
        // access entries, which the stack makes, are refused by clusters without them
        accessConfig: { authenticationMode: "API" },
      },
      outputs: {
        endpoint,
        vpcConfig: { clusterSecurityGroupId: securityGroup },
        ...(issuer === undefined ? {} : { identities: [{ oidcs: [{ issuer }] }] }),
      },
    },
    ...(issuer === undefined || oidc === undefined
      ? []
      : [
          {
            ...resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", name),
            inputs: { url: issuer, clientIdLists: ["sts.amazonaws.com"] },
            outputs: { arn: oidc },
          },
        ]),
  ];
}
