/** NodeClasses of EKS Auto Mode: eks.amazonaws.com v1. Its nodes run a Bottlerocket of AWS's own. */
import type { Model } from "../model";
import { Field, type SourceObject } from "../source/sourceObject";
import { defined } from "./disks";
import { noteWithoutEquivalent, securityGroupsOf } from "./ec2NodeClass";
import { settleMetadata } from "./metadata";
import { noteUnknown } from "./unknownFields";

const withoutEquivalent: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  networkPolicy: [
    "is a default for pods of the nodes; teams have network policies of their own",
    "set the team's networkPolicy",
  ],
  networkPolicyEventLogs: ["is a setting of Auto Mode's own network agent", "leave it out"],
  snatPolicy: [
    "is a setting of Auto Mode's own network agent",
    "set env.AWS_VPC_K8S_CNI_EXTERNALSNAT under cluster.addons.vpc-cni.configurationValues",
  ],
  podSubnetSelectorTerms: [
    "puts pods in other subnets than nodes",
    "use a secondary range of the network, or custom networking of the VPC CNI",
  ],
  podSecurityGroupSelectorTerms: [
    "gives pods security groups of their own",
    "use SecurityGroupPolicy objects of the VPC CNI",
  ],
  advancedNetworking: [
    "is a setting of Auto Mode's own network agent",
    "see which of its parts the subnets and the VPC CNI have",
  ],
  advancedSecurity: ["is a setting of Auto Mode's own AMI", "build an AMI of your own where it is needed"],
  certificateBundles: [
    "adds certificates to Auto Mode's own AMI",
    "write them under nodeClass.userData as Bottlerocket settings",
  ],
};

/** Reads an Auto Mode NodeClass. */
export function readAutoModeNodeClass(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const spec = top.at("spec");
  const storage = spec.at("ephemeralStorage");
  settleMetadata(top, model);
  noteWithoutEquivalent(spec, model);
  noteUnknown(storage, ["size", "iops", "throughput", "kmsKeyID"], model);
  model.notes.push((ledger) => {
    for (const [key, [message, advice]] of Object.entries(withoutEquivalent)) {
      const field = spec.at(key);
      if (field.isThere) ledger.noEquivalent(field.from, message, advice);
    }
  });
  const size = /^(\d+)Gi$/.exec(storage.at("size").text()?.value ?? "")?.[1];
  model.nodeClasses.push({
    object,
    name: object.name,
    amiFamily: top.at("kind").said("Bottlerocket"),
    amiTerms: [],
    // The volume that pods use; the other boots. Source: karpenter-provider-aws, amifamily/bottlerocket.go.
    disks:
      size === undefined
        ? []
        : [
            storage.said({ deviceName: "/dev/xvda", sizeGiB: 4, type: "gp3", encrypted: true }),
            storage.said(
              defined({
                deviceName: "/dev/xvdb",
                sizeGiB: Number(size),
                type: "gp3",
                encrypted: true,
                iops: storage.at("iops").number()?.value,
                throughput: storage.at("throughput").number()?.value,
                kmsKeyId: storage.at("kmsKeyID").text()?.value,
              }),
            ),
          ],
    tags: spec.at("tags").pairs(),
    securityGroupIds: securityGroupsOf(spec.at("securityGroupSelectorTerms"), model),
    settings: [],
  });
}
