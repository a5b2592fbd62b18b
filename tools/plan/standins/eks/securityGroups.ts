/** Security groups of control plane and nodes. Source: pulumi-eks v4.3.0, cluster.ts and nodes/securitygroup.ts. */
import { isProperties } from "../../engine/property";
import { all, type Made, plain, type Sourced } from "../construction";
import { aws, type Parts, tagsOf } from "./parts";

const allPorts = { fromPort: plain(0), toPort: plain(0), protocol: plain("-1") };
const tcp = (from: number, to: number) => ({ fromPort: plain(from), toPort: plain(to), protocol: plain("tcp") });
const anywhere = plain(["0.0.0.0/0"]);

export async function clusterSecurityGroup({ name, input, tags, child }: Parts): Promise<Made> {
  const full = `${name}-eksClusterSecurityGroup`;
  const group = await child(
    "aws:ec2/securityGroup:SecurityGroup",
    full,
    {
      vpcId: input("vpcId"),
      revokeRulesOnDelete: plain(true),
      tags: tagsOf({ Name: full }, input("clusterSecurityGroupTags"), tags),
    },
    aws,
  );
  await child(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    `${name}-eksClusterInternetEgressRule`,
    {
      description: plain("Allow internet access."),
      type: plain("egress"),
      ...allPorts,
      cidrBlocks: anywhere,
      securityGroupId: group.id,
    },
    aws,
  );
  return group;
}

export async function nodeSecurityGroup(
  parts: Parts,
  cluster: Made,
  clusterGroup: Sourced,
): Promise<{ group: Made; ingress: Made }> {
  const { name, input, tags, child } = parts;
  const full = `${name}-nodeSecurityGroup`;
  const owned = all([input("nodeSecurityGroupTags"), tags, cluster.output("name")], ([own, shared, clusterName]) => ({
    Name: full,
    [`kubernetes.io/cluster/${String(clusterName)}`]: "owned",
    ...(isProperties(own) ? own : {}),
    ...(isProperties(shared) ? shared : {}),
  }));
  const group = await child(
    "aws:ec2/securityGroup:SecurityGroup",
    full,
    { vpcId: input("vpcId"), revokeRulesOnDelete: plain(true), tags: owned },
    aws,
  );
  const rule = (
    suffix: string,
    type: "ingress" | "egress",
    description: string,
    inputs: Readonly<Record<string, Sourced>>,
  ) =>
    child(
      "aws:ec2/securityGroupRule:SecurityGroupRule",
      `${name}-${suffix}`,
      { description: plain(description), type: plain(type), ...inputs },
      aws,
    );
  const here = { securityGroupId: group.id };
  const fromCluster = { ...here, sourceSecurityGroupId: clusterGroup };
  await rule("eksNodeIngressRule", "ingress", "Allow nodes to communicate with each other", {
    ...allPorts,
    ...here,
    self: plain(true),
  });
  await rule(
    "eksNodeClusterIngressRule",
    "ingress",
    "Allow worker Kubelets and pods to receive communication from the cluster control plane",
    { ...tcp(1025, 65535), ...fromCluster },
  );
  await rule(
    "eksExtApiServerClusterIngressRule",
    "ingress",
    "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
    { ...tcp(443, 443), ...fromCluster },
  );
  await rule("eksNodeInternetEgressRule", "egress", "Allow internet access.", {
    ...allPorts,
    ...here,
    cidrBlocks: anywhere,
  });
  const ingress = await rule(
    "eksClusterIngressRule",
    "ingress",
    "Allow pods to communicate with the cluster API Server",
    {
      ...tcp(443, 443),
      securityGroupId: clusterGroup,
      sourceSecurityGroupId: group.id,
    },
  );
  return { group, ingress };
}
