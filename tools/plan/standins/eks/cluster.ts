/**
 * Stand-in for `eks:index:Cluster` of @pulumi/eks 4.3.0: the children that the plugin makes for the options given, under
 * their own names. Source: nodejs/eks/cluster/cluster.ts, servicerole.ts, authenticationMode.ts and
 * nodes/securitygroup.ts of pulumi-eks v4.3.0.
 */
import { PlanError } from "../../../cli/errors";
import { hasUnknown, isProperties, reference, unknown, type Value } from "../../engine/property";
import { all, type ConstructedParts, type Construction, type Made, object, plain, type Sourced } from "../construction";

import { addOns } from "./addOns";
import { aws, kubernetesVersion, type Parts, tagsOf } from "./parts";
import { clusterSecurityGroup, nodeSecurityGroup } from "./securityGroups";
import { serviceRole } from "./serviceRole";

/** Options that make children which this stand-in does not know; each with the value that makes none. */
const unsupported: Readonly<Record<string, readonly (Value | undefined)[]>> = {
  autoMode: [undefined],
  fargate: [undefined, false],
  storageClasses: [undefined],
  createInstanceRole: [undefined, false],
  instanceRole: [undefined],
  skipDefaultNodeGroup: [true],
  authenticationMode: ["API"],
  creationRoleProvider: [undefined],
};

function subnetIds({ input }: Parts): Sourced {
  const given = input("subnetIds");
  // the plugin takes the list as one value: one new subnet and none is known
  if (given !== undefined) return all([given], ([ids]) => ids as Value);
  return all([input("publicSubnetIds"), input("privateSubnetIds")], ([publicIds, privateIds]) => [
    ...((publicIds ?? []) as readonly Value[]),
    ...((privateIds ?? []) as readonly Value[]),
  ]);
}

async function controlPlane(
  parts: Parts,
  role: { arn: Sourced; ready: readonly string[] },
  groupId: Sourced | undefined,
): Promise<Made> {
  const { name, input, tags, child } = parts;
  const range = input("kubernetesServiceIpAddressRange");
  const family = input("ipFamily");
  const network = all([range, family], ([serviceIpv4Cidr, ipFamily]) => ({
    ...(serviceIpv4Cidr === undefined || (ipFamily ?? "ipv4") !== "ipv4" ? {} : { serviceIpv4Cidr }),
    ipFamily: ipFamily ?? "ipv4",
  }));
  const keyArn = input("encryptionConfigKeyArn");
  const vpcConfig = object({
    securityGroupIds: groupId === undefined ? undefined : { value: [groupId.value], from: groupId.from },
    subnetIds: subnetIds(parts),
    endpointPrivateAccess: input("endpointPrivateAccess"),
    endpointPublicAccess: input("endpointPublicAccess"),
    publicAccessCidrs: input("publicAccessCidrs"),
  });
  return child(
    "aws:eks/cluster:Cluster",
    `${name}-eksCluster`,
    {
      name: input("name"),
      roleArn: role.arn,
      kubernetesNetworkConfig: range === undefined && family === undefined ? undefined : network,
      bootstrapSelfManagedAddons: input("bootstrapSelfManagedAddons") ?? plain(true),
      vpcConfig,
      version: input("version"),
      enabledClusterLogTypes: input("enabledClusterLogTypes"),
      tags: tagsOf({ Name: `${name}-eksCluster` }, input("clusterTags"), tags),
      encryptionConfig:
        keyArn === undefined
          ? undefined
          : all([keyArn], ([arn]) => ({ provider: { keyArn: arn as Value }, resources: ["secrets"] })),
      accessConfig: plain({ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true }),
      upgradePolicy: input("upgradePolicy"),
      deletionProtection: input("deletionProtection"),
    },
    {
      ...aws,
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
      dependsOn: role.ready,
    },
  );
}

function kubeconfigOf(cluster: Made): Sourced {
  const sources = ["name", "endpoint", "certificateAuthority", "arn"].map((output) => cluster.output(output));
  return all(sources, ([name, endpoint, authority, arn]) => ({
    apiVersion: "v1",
    clusters: [
      {
        cluster: {
          server: endpoint as Value,
          "certificate-authority-data": isProperties(authority) ? (authority.data ?? "") : "",
        },
        name: "kubernetes",
      },
    ],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [
      {
        name: "aws",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: [
              "--region",
              String(arn).split(":")[3] ?? "",
              "eks",
              "get-token",
              "--cluster-name",
              name as Value,
              "--output",
              "json",
            ],
            env: [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }],
          },
        },
      },
    ],
  }));
}

/** The issuer's address, out of `identities[0].oidcs[0].issuer`. */
function issuerOf(cluster: Made): Sourced {
  return all([cluster.output("identities")], ([identities]) => {
    const [first] = (identities ?? []) as readonly { oidcs?: readonly { issuer?: string }[] }[];
    return first?.oidcs?.[0]?.issuer ?? "";
  });
}

const referenceTo = (made: Made): Sourced => ({
  value: reference(made.urn, made.id.value === unknown ? "" : String(made.id.value)),
  from: [made.urn],
});

function refuseUnsupported({ type, inputs }: Construction["component"]): void {
  for (const [option, known] of Object.entries(unsupported)) {
    const value = inputs[option];
    if (!known.includes(value)) {
      throw new PlanError(
        `the offline plan's stand-in for ${type} does not know ${option}: ${JSON.stringify(value) ?? "unset"}; it knows ${known.map((each) => JSON.stringify(each) ?? "unset").join(", ")}`,
      );
    }
  }
  if (inputs.endpointPublicAccess === false && inputs.publicAccessCidrs !== undefined) {
    throw new PlanError("`publicAccessCidrs` can only be set when `endpointPublicAccess` is true");
  }
  if (inputs.vpcId === undefined)
    throw new PlanError(`the offline plan's stand-in for ${type} needs vpcId: without it the default VPC is looked up`);
}

export async function eksCluster(construction: Construction): Promise<ConstructedParts> {
  const { component, input, child } = construction;
  refuseUnsupported(component);
  const name = component.name;
  const parts: Parts = { ...construction, name, partition: construction.account.partition, tags: input("tags") };

  const given = construction.resource("serviceRole");
  const role = given === undefined ? await serviceRole(parts) : { arn: given.output("arn"), ready: [] };
  const skipsGroups = component.inputs.skipDefaultSecurityGroups === true;
  const group =
    construction.resource("clusterSecurityGroup") ?? (skipsGroups ? undefined : await clusterSecurityGroup(parts));
  const cluster = await controlPlane(parts, role, group?.id);
  const kubeconfig = kubeconfigOf(cluster);
  const kubeconfigJson = all([kubeconfig], ([value]) => JSON.stringify(value));
  const provider = await child(
    "pulumi:providers:kubernetes",
    `${name}-eks-k8s`,
    { kubeconfig: kubeconfigJson, enableConfigMapMutable: input("enableConfigMapMutable") },
    { version: kubernetesVersion },
  );
  await addOns(parts, cluster);
  const issuer = issuerOf(cluster);
  const oidc =
    component.inputs.createOidcProvider !== true
      ? undefined
      : await child(
          "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
          `${name}-oidcProvider`,
          {
            clientIdLists: plain(["sts.amazonaws.com"]),
            url: issuer,
            thumbprintLists: plain(["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]),
          },
          aws,
        );
  const nodes = skipsGroups || group === undefined ? undefined : await nodeSecurityGroup(parts, cluster, group.id);

  const inCluster = all([cluster.output("vpcConfig")], ([config]) =>
    isProperties(config) ? (config.clusterSecurityGroupId ?? "") : "",
  );
  // one unknown subnet makes all of vpcConfig unknown to `all`; its own group is never among the inputs
  const ownGroup: Sourced = hasUnknown(cluster.output("vpcConfig").value)
    ? { value: unknown, from: [cluster.urn] }
    : inCluster;
  return {
    outputs: {
      eksCluster: referenceTo(cluster),
      kubeconfig,
      kubeconfigJson,
      clusterSecurityGroup: group === undefined ? undefined : referenceTo(group),
      clusterSecurityGroupId: group?.id ?? ownGroup,
      nodeSecurityGroup: nodes === undefined ? undefined : referenceTo(nodes.group),
      nodeSecurityGroupId: nodes?.group.id ?? ownGroup,
      eksClusterIngressRule: nodes === undefined ? undefined : referenceTo(nodes.ingress),
      clusterIngressRuleId: nodes?.ingress.output("securityGroupRuleId") ?? plain(""),
      instanceRoles: plain([]),
      defaultNodeGroupAsgName: plain(""),
      fargateProfileId: plain(""),
      fargateProfileStatus: plain(""),
      oidcProviderArn: oidc?.output("arn") ?? plain(""),
      oidcProviderUrl: issuer,
      oidcIssuer: all([issuer], ([url]) => String(url).replace("https://", "")),
      autoModeNodeRoleName: plain(""),
      core: object({
        cluster: referenceTo(cluster),
        vpcId: input("vpcId"),
        subnetIds: subnetIds(parts),
        endpoint: cluster.output("endpoint"),
        provider: referenceTo(provider),
        kubeconfig,
        instanceRoles: plain([]),
        tags: parts.tags,
        nodeSecurityGroupTags: input("nodeSecurityGroupTags"),
        clusterSecurityGroup: group === undefined ? undefined : referenceTo(group),
        oidcProvider: oidc === undefined ? undefined : referenceTo(oidc),
        autoModeNodeRoleName: plain(""),
      }),
    },
  };
}
