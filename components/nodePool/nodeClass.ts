/** EC2NodeClass objects: AMI, disks, network and kubelet of a pool's nodes. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { NodeClassConfig } from "../../config";
import type { ClusterParts } from "./clusterParts";
import { deleteMinutes } from "./deletion";

/**
 * Makes an EC2NodeClass under the name that the config gives it.
 * @param drainSeconds longest terminationGracePeriod of the pools that use it: deletion waits for their nodes
 */
export function nodeClassObject(
  nodeClass: NodeClassConfig,
  drainSeconds: number,
  { cluster, network, karpenter }: ClusterParts,
  parent: pulumi.Resource,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    nodeClass.name,
    {
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: nodeClass.name, annotations: { "pulumi.com/waitFor": "condition=Ready" } },
      spec: {
        ...nodeClassSpec(nodeClass),
        ...(karpenter.instanceProfileName === undefined
          ? { role: karpenter.nodeRoleName }
          : { instanceProfile: karpenter.instanceProfileName }),
        // By id: other clusters may have the same tags, and terms are alternatives.
        subnetSelectorTerms: network.nodeSubnetIds.map((id) => ({ id })),
        securityGroupSelectorTerms: [cluster.securityGroupId, ...nodeClass.securityGroupIds].map((id) => ({ id })),
      },
    },
    {
      parent,
      provider: cluster.provider,
      ...(karpenter.controller === undefined ? {} : { dependsOn: karpenter.controller }),
      customTimeouts: { delete: `${deleteMinutes(drainSeconds)}m` },
    },
  );
}

/** The spec but for what is the cluster's: its role or instance profile, subnets and security groups. */
export function nodeClassSpec(nodeClass: NodeClassConfig): Record<string, pulumi.Input<unknown>> {
  return {
    amiFamily: nodeClass.amiFamily,
    amiSelectorTerms: amiTerms(nodeClass),
    ...optionalSpec(nodeClass),
    metadataOptions: { ...nodeClass.metadataOptions },
    tags: { ...nodeClass.tags },
  };
}

function amiTerms({ amiAlias, amiSelectorTerms = [] }: NodeClassConfig): readonly object[] {
  if (amiAlias !== undefined) return [{ alias: amiAlias }];
  return amiSelectorTerms.map(({ ...term }) => term);
}

function optionalSpec(nodeClass: NodeClassConfig): Record<string, pulumi.Input<unknown>> {
  const { disks, kubelet, userData, capacityReservations, instanceStorePolicy, detailedMonitoring } = nodeClass;
  const fields: Record<string, pulumi.Input<unknown> | undefined> = {
    blockDeviceMappings: disks?.map(({ deviceName, rootVolume, sizeGiB, type, kmsKeyId, snapshotId, ...ebs }) => ({
      deviceName,
      ...(rootVolume ? { rootVolume } : {}),
      ebs: defined({
        volumeSize: `${sizeGiB}Gi`,
        volumeType: type,
        ...ebs,
        kmsKeyID: kmsKeyId,
        snapshotID: snapshotId,
      }),
    })),
    kubelet,
    userData: userData !== undefined && nodeClass.userDataIsSecret ? pulumi.secret(userData) : userData,
    capacityReservationSelectorTerms:
      capacityReservations.length === 0
        ? undefined
        : capacityReservations.map(({ ownerId, ...term }) => defined({ ...term, ownerID: ownerId })),
    instanceStorePolicy,
    detailedMonitoring,
    ...nodeClass.launch,
  };
  return defined(fields);
}

/** Without undefined fields: what the config leaves out, the API server's defaults decide. */
function defined<T>(fields: Record<string, T | undefined>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<string, T>;
}
