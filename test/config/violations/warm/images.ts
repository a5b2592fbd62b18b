import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const xlarge = { instanceCategories: ["m"], instanceSizes: ["xlarge"] };
const web = { image: "registry.example.com/web:1", architectures: ["amd64"], sizeGiB: 2 };
const batch = { ...web, image: "registry.example.com/batch:1" };
/** A pool with images on Kubernetes 1.35, which has image volumes. */
const images = (entries: readonly object[], more: object = {}, stack: Readonly<Record<string, unknown>> = {}) =>
  onePool({ ...xlarge, warm: { always: 2, images: entries }, ...more }, { cluster: { version: "1.35" }, ...stack });
const older = { cluster: { version: "1.34" } };
const command = ["/bin/sleep", "infinity"];

export const warmImageViolations: readonly Violation[] = [
  {
    rule: "warm-image-can-be-pulled",
    config: images([web], {}, older),
    paths: [`${at}.warm.images[0].command`],
    text: `${at}.warm.images[0].command: is missing: Kubernetes 1.34 has no image volumes (on by default from 1.35 on), so that a container has to pull the image, and must keep running; write what the image has for that, such as ["/bin/sleep", "infinity"], or cluster.version "1.35"`,
    good: images([{ ...web, command }], {}, older),
  },
  {
    rule: "warm-image-command-is-used",
    config: images([{ ...web, command }]),
    paths: [`${at}.warm.images[0].command`],
    text: `${at}.warm.images[0].command: ["/bin/sleep","infinity"] is not run: Kubernetes 1.35 pulls the image as an image volume; delete it`,
    good: images([web]),
  },
  {
    rule: "warm-images-differ",
    config: images([web, batch, web]),
    paths: [`${at}.warm.images[2].image`],
    good: images([web, batch]),
  },
  {
    rule: "warm-images-have-placeholders",
    config: onePool(
      { ...xlarge, warm: { engine: "capacityBuffer", always: 2, images: [web] } },
      { cluster: { version: "1.35" }, karpenter: { featureGates: { capacityBuffer: true } } },
    ),
    paths: [`${at}.warm.images`],
    text: `${at}.warm.images: is pulled by nothing: a CapacityBuffer has no pods; delete it, or write engine: placeholders`,
    good: images([web]),
  },
  {
    rule: "warm-image-secret-is-named",
    config: images([{ ...web, pullSecret: "registry" }], {}, { placeholders: { pullSecrets: ["mirror"] } }),
    also: ["pull-secrets-are-used"],
    paths: [`${at}.warm.images[0].pullSecret`],
    text: `${at}.warm.images[0].pullSecret: "registry" is not among placeholders.pullSecrets (mirror): the kubelet would pull without it; name it there, and make the Secret in namespace warm-capacity`,
    good: images([{ ...web, pullSecret: "registry" }], {}, { placeholders: { pullSecrets: ["registry"] } }),
  },
  {
    rule: "pull-secrets-are-used",
    config: images([web], {}, { placeholders: { pullSecrets: ["registry"] } }),
    paths: ["placeholders.pullSecrets[0]"],
    good: images([{ ...web, pullSecret: "registry" }], {}, { placeholders: { pullSecrets: ["registry"] } }),
  },
  {
    rule: "warm-image-suits-the-architectures",
    config: images([web], { architectures: ["amd64", "arm64"] }),
    paths: [`${at}.warm.images[0].architectures`],
    text: `${at}.warm.images[0].architectures: ["amd64"] leaves out arm64, of which the pool's nodes may be: the pull fails there; build the image for arm64, or admit amd64 alone`,
    good: images([{ ...web, architectures: ["arm64", "amd64"] }], { architectures: ["amd64", "arm64"] }),
  },
  {
    rule: "warm-image-says-its-architectures",
    config: images([{ ...web, architectures: undefined }]),
    paths: [`${at}.warm.images[0].architectures`],
    text: `${at}.warm.images[0].architectures: is missing: whether registry.example.com/web:1 is built for amd64, as the pool's nodes are, cannot be checked; write ["amd64"] once it is`,
    good: images([web]),
  },
  {
    rule: "warm-image-says-its-size",
    config: images([{ ...web, sizeGiB: undefined }]),
    paths: [`${at}.warm.images[0].sizeGiB`],
    good: images([web]),
  },
  {
    // 85 % of Karpenter's own 20 GiB are 17
    rule: "warm-images-fit-the-disk",
    config: images([web, { ...batch, sizeGiB: 15 }]),
    paths: [`${at}.warm.images`],
    text: `${at}.warm.images: take 17 GiB, which is not below 85 % of the 20 GiB volume that has a node's images: the kubelet deletes images there (imageGCHighThresholdPercent), and a full disk evicts pods; write teams.dotori.nodeClass.disks with a larger sizeGiB, or fewer images`,
    good: images([web, { ...batch, sizeGiB: 14 }]),
  },
  {
    rule: "warm-images-fit-the-disk",
    config: images([{ ...web, sizeGiB: 50 }], { nodeClass: { disks: [{ deviceName: "/dev/xvda", sizeGiB: 50 }] } }),
    paths: [`${at}.warm.images`],
    good: images([{ ...web, sizeGiB: 42 }], { nodeClass: { disks: [{ deviceName: "/dev/xvda", sizeGiB: 50 }] } }),
  },
  {
    rule: "warm-images-fit-the-disk",
    config: images([{ ...web, sizeGiB: 10 }], {
      nodeClass: { kubelet: { imageGCHighThresholdPercent: 50, imageGCLowThresholdPercent: 40 } },
    }),
    also: [],
    paths: [`${at}.warm.images`],
    good: images([{ ...web, sizeGiB: 9 }], {
      nodeClass: { kubelet: { imageGCHighThresholdPercent: 50, imageGCLowThresholdPercent: 40 } },
    }),
  },
];
