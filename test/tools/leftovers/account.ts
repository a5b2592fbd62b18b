/** What a failed destroy leaves, in moto: as Karpenter v1.14.1, EKS and the CSI driver tag it. */
import { listOf, recordOf, textOf } from "../../../capacity/units/fields";
import type { SdkCall } from "../../../tools/rehearse/aws/moto/sdk";

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const specification = (type: string, tags: Readonly<Record<string, string>>) => [
  { ResourceType: type, Tags: tagList(tags) },
];

/** Tags that Karpenter gives to what it launches. */
const karpenterTags = (cluster: string) => ({
  [`kubernetes.io/cluster/${cluster}`]: "owned",
  "eks:eks-cluster-name": cluster,
  "karpenter.sh/nodepool": "dotori-general",
  "karpenter.k8s.aws/ec2nodeclass": "dotori",
});

/** What is made for one cluster, by id. */
export interface Made {
  readonly instance: string;
  readonly volume: string;
  readonly template: string;
  readonly networkInterface: string;
  readonly controlPlaneInterface: string;
  readonly group: string;
  readonly sharedGroup: string;
}

/** Leaves one of each kind that Karpenter and EKS make; `shared` and discovered groups beside them are nobody's leftover. */
export async function leaveBehind(sdk: SdkCall, cluster: string, region: string, account: string): Promise<Made> {
  const tags = karpenterTags(cluster);
  const owned = { [`kubernetes.io/cluster/${cluster}`]: "owned" };
  const [subnet] = listOf((await sdk("ec2", "describe_subnets", {})).Subnets).map(recordOf);
  const [image] = listOf((await sdk("ec2", "describe_images", {})).Images).map(recordOf);
  const SubnetId = textOf(subnet?.SubnetId);
  const VpcId = textOf(subnet?.VpcId);
  const launch = { ImageId: image?.ImageId, InstanceType: "m6a.large", MinCount: 1, MaxCount: 1, SubnetId };
  const ran = await sdk("ec2", "run_instances", { ...launch, TagSpecifications: specification("instance", tags) });
  const volume = await sdk("ec2", "create_volume", {
    AvailabilityZone: textOf(subnet?.AvailabilityZone),
    Size: 20,
    TagSpecifications: specification("volume", { ...owned, "kubernetes.io/created-for/pvc/name": "ledger" }),
  });
  const template = await sdk("ec2", "create_launch_template", {
    LaunchTemplateName: `karpenter.k8s.aws/${cluster}`,
    LaunchTemplateData: { ImageId: "ami-12345678" },
    TagSpecifications: specification("launch-template", tags),
  });
  const interfaceOf = async (more: object) =>
    textOf(
      recordOf((await sdk("ec2", "create_network_interface", { SubnetId, ...more })).NetworkInterface)
        .NetworkInterfaceId,
    );
  const networkInterface = await interfaceOf({
    TagSpecifications: specification("network-interface", { "cluster.k8s.amazonaws.com/name": cluster }),
  });
  const controlPlaneInterface = await interfaceOf({ Description: `Amazon EKS ${cluster}` });
  const groupOf = async (name: string, groupTags: Readonly<Record<string, string>>) => {
    const named = { GroupName: `${name}-${cluster}`, Description: name, VpcId };
    const made = await sdk("ec2", "create_security_group", {
      ...named,
      TagSpecifications: specification("security-group", groupTags),
    });
    return textOf(made.GroupId);
  };
  const group = await groupOf("eks-cluster-sg", owned);
  const sharedGroup = await groupOf("shared", {
    [`kubernetes.io/cluster/${cluster}`]: "shared",
    "karpenter.sh/discovery": cluster,
  });
  const InstanceProfileName = `${cluster}_4711`;
  await sdk("iam", "create_instance_profile", {
    InstanceProfileName,
    Path: `/karpenter/${region}/${cluster}/0b5c/`,
    Tags: tagList({ ...owned, "topology.kubernetes.io/region": region, "karpenter.k8s.aws/ec2nodeclass": "dotori" }),
  });
  const RoleName = `KarpenterNodeRole-${cluster}-${region}`;
  await sdk("iam", "create_role", { RoleName, AssumeRolePolicyDocument: "{}" });
  await sdk("iam", "add_role_to_instance_profile", { InstanceProfileName, RoleName });
  await sdk("sqs", "create_queue", { QueueName: cluster });
  await sdk("events", "put_rule", { Name: `Karpenter-spot-${cluster}`, EventPattern: '{"source":["aws.ec2"]}' });
  await sdk("events", "put_targets", {
    Rule: `Karpenter-spot-${cluster}`,
    Targets: [{ Id: "KarpenterInterruptionQueueTarget", Arn: `arn:aws:sqs:${region}:${account}:${cluster}` }],
  });
  await sdk("logs", "create_log_group", { logGroupName: `/aws/eks/${cluster}/cluster` });
  return {
    instance: textOf(recordOf(listOf(ran.Instances)[0]).InstanceId),
    volume: textOf(volume.VolumeId),
    template: textOf(recordOf(template.LaunchTemplate).LaunchTemplateId),
    networkInterface,
    controlPlaneInterface,
    group,
    sharedGroup,
  };
}
