/** Launch templates as Karpenter made them, shown and compared with what the node class says. The comparison is ours. */
import { labelKeys } from "../../../../capacity/kubernetes/labels";
import { recordOf as objectRecord } from "../../../../capacity/units/fields";
import { type NodeClass, objectName } from "../../api/kubeObject";
import { type RehearsalFinding, subjectOf } from "../../finding";
import type { ShownTemplate } from "../../shownTemplate";
import type { Images } from "../ec2/images";
import { type LaunchTemplate, listOf, recordOf, textOf } from "../front/needs/need";
import { decodedUserData, readUserData } from "../nodes/userData";

const nodeClassTag = labelKeys.nodeClass;

export function shownTemplate({ tags, data }: LaunchTemplate): ShownTemplate {
  const userData = decodedUserData(textOf(data.UserData));
  const interfaces = listOf(data.NetworkInterface).map(recordOf);
  return {
    nodeClass: tags[nodeClassTag] ?? "",
    nodePool: tags[labelKeys.nodePool] ?? "",
    image: textOf(data.ImageId),
    instanceProfile: textOf(recordOf(data.IamInstanceProfile).Name),
    securityGroups: [
      ...listOf(data.SecurityGroupId).map(textOf),
      ...interfaces.flatMap((each) => listOf(each.SecurityGroupId).map(textOf)),
    ],
    disks: listOf(data.BlockDeviceMapping)
      .map(recordOf)
      .map(({ DeviceName, Ebs }) => {
        const { Encrypted, VolumeSize, VolumeType } = recordOf(Ebs);
        return {
          device: textOf(DeviceName),
          encrypted: Encrypted === "true",
          sizeGiB: VolumeSize === undefined ? undefined : Number(VolumeSize),
          type: textOf(VolumeType),
        };
      }),
    metadataOptions: Object.fromEntries(
      Object.entries(recordOf(data.MetadataOptions)).map(([key, value]) => [key, textOf(value)]),
    ),
    tags,
    maxPods: readUserData(userData).maxPods,
    userData,
  };
}

/** A template as a line of the timeline. */
export function templateText(shown: ShownTemplate, images: Images): string {
  const { nodeClass, nodePool, disks, metadataOptions, maxPods, securityGroups, instanceProfile, tags } = shown;
  const image = images.byId(shown.image);
  const diskTexts = disks.map(
    ({ device, encrypted, sizeGiB, type }) =>
      `${device} ${sizeGiB ?? "?"} GiB ${type}${encrypted ? " encrypted" : " not encrypted"}`,
  );
  return [
    `${nodePool === "" ? `${nodeClass} (Karpenter's own check)` : `${nodePool} of ${nodeClass}`}: ${image?.name ?? shown.image}`,
    `disks ${diskTexts.join(", ") || "as the AMI has them"}`,
    `IMDS hop limit ${metadataOptions.HttpPutResponseHopLimit ?? "?"}, tokens ${metadataOptions.HttpTokens ?? "?"}`,
    `max pods ${maxPods ?? "by type"}`,
    `profile ${instanceProfile}`,
    `groups ${securityGroups.join(", ") || "none"}`,
    `tags ${Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(", ")}`,
  ].join("; ");
}

/** Names that AWS gives the images of each family. */
const familyNames: Readonly<Record<string, RegExp>> = {
  AL2023: /al2023|amazon-linux-2023/,
  Bottlerocket: /bottlerocket/,
};

/** What a template says otherwise than its class, and what the class leaves open to the AMI. */
function differences(
  shown: ShownTemplate,
  nodeClass: NodeClass,
  images: Images,
): readonly (readonly [field: string, message: string])[] {
  const found: (readonly [string, string])[] = [];
  const spec = objectRecord(nodeClass.spec);
  const { maxPods, podsPerCore } = objectRecord(spec.kubelet);
  if (typeof maxPods === "number" && shown.maxPods !== maxPods)
    found.push([
      "spec.kubelet.maxPods",
      `the plan says ${maxPods}, the user data of its launch template ${shown.maxPods ?? "nothing"}: the kubelet takes what the AMI computes`,
    ]);
  if (podsPerCore !== undefined && !shown.userData.includes("podsPerCore") && !shown.userData.includes("pods-per-core"))
    found.push([
      "spec.kubelet.podsPerCore",
      `the plan says ${String(podsPerCore)}, the user data of its launch template nothing`,
    ]);
  const hops = objectRecord(spec.metadataOptions).httpPutResponseHopLimit;
  if (hops !== undefined && shown.metadataOptions.HttpPutResponseHopLimit !== String(hops))
    found.push([
      "spec.metadataOptions.httpPutResponseHopLimit",
      `the plan says ${String(hops)}, the launch template ${shown.metadataOptions.HttpPutResponseHopLimit ?? "nothing"}`,
    ]);
  for (const { device, encrypted } of shown.disks) {
    if (!encrypted) found.push(["spec.blockDeviceMappings", `${device} is not encrypted in the launch template`]);
  }
  const image = images.byId(shown.image);
  const named = Object.entries(familyNames).find(([, name]) => name.test(image?.name ?? ""))?.[0];
  const { amiFamily } = spec;
  if (named !== undefined && typeof amiFamily === "string" && amiFamily !== "Custom" && amiFamily !== named)
    found.push([
      "spec.amiFamily",
      `the user data is that of ${amiFamily}, the name of the AMI says ${named}: ${image?.name}; such a node does not join`,
    ]);
  const root = image?.rootDevice;
  if (root !== undefined && !shown.disks.some(({ device }) => device === root))
    found.push([
      "spec.blockDeviceMappings",
      `the launch template does not name the AMI's root volume ${root}: it comes as the AMI has it, of the AMI's size and encrypted only if the account encrypts by default`,
    ]);
  return found;
}

/**
 * One finding for each field of a class that its launch templates do not have as planned.
 * @param originOf where the config decides a field of a class
 */
export function compareTemplates(
  shown: readonly ShownTemplate[],
  classes: readonly NodeClass[],
  images: Images,
  originOf: (name: string, field: string) => string | undefined,
): readonly RehearsalFinding[] {
  const findings = new Map<string, RehearsalFinding>();
  for (const template of shown) {
    const nodeClass = classes.find(({ metadata }) => metadata.name === template.nodeClass);
    if (nodeClass === undefined) continue;
    for (const [field, message] of differences(template, nodeClass, images)) {
      const subject = subjectOf(originOf(template.nodeClass, field), objectName(nodeClass));
      findings.set(`${subject} ${field} ${message}`, {
        check: "nodeClass",
        by: "rehearsal",
        subject,
        field,
        message: `${message} (our comparison)`,
      });
    }
  }
  return [...findings.values()];
}
