/** What a pool's node class says of the room for pods on its nodes. */
import type { NodeSettings } from "../../capacity/ec2/allocatable";
import { kubeletKept } from "../../capacity/ec2/kubeletKept";
import type { NodeClassConfig } from "../stack";

/** Of a node class what decides how much of a node its pods can use. */
export function nodeSettings({ kubelet, amiFamily }: Pick<NodeClassConfig, "kubelet" | "amiFamily">): NodeSettings {
  const kept = kubelet && kubeletKept(kubelet);
  return {
    ...(kubelet?.maxPods === undefined ? {} : { maxPods: kubelet.maxPods }),
    bottlerocket: amiFamily === "Bottlerocket",
    ...(kept === undefined ? {} : { kept }),
  };
}
