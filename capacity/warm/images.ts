/** Images that placeholders carry: in which form, and where a node keeps them. */

/**
 * First minor whose ImageVolume is on by default, in the API server and in kubelets; 1.33 and 1.34 have it as a beta that is
 * off, for which EKS has no switch. Source: kubernetes v1.35.0 and v1.34.4, pkg/features/kube_features.go.
 */
const imageVolumesSince = 35;

/** Whether pods may have image volumes on a Kubernetes version such as "1.35". */
export function hasImageVolumes(kubernetesVersion: string): boolean {
  const [major = 0, minor = 0] = kubernetesVersion.replace(/^v/, "").split(".").map(Number);
  return major > 1 || (major === 1 && minor >= imageVolumesSince);
}

/**
 * Share of the disk above which the kubelet deletes images again. Source: kubernetes v1.35.0
 * pkg/kubelet/apis/config/v1beta1/defaults.go.
 */
export const imageGcHighPercent = 85;

/** GiB of the volume that has a node's images, where no `disks` say: Karpenter's own (amifamily, al2023.go and bottlerocket.go). */
export const familyImageGiB = { AL2023: 20, Bottlerocket: 20, Custom: undefined } as const;
