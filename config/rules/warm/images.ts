/** Images that placeholders carry: whether anything can pull them, and whether the nodes have room for them. */
import { familyVolumes } from "../../../capacity/ec2/familyVolumes";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { familyImageGiB, hasImageVolumes, imageGcHighPercent } from "../../../capacity/warm/images";
import type { Level } from "../../finding";
import type { WarmImage } from "../../schema/warm";
import type { NodeClassConfig, PoolConfig, StackConfig } from "../../stack";
import { allPools, inPools, type Report, type Rule, repeated } from "../rule";

/** A rule on all images of a pool together. */
function imagesRule(
  name: string,
  level: Level,
  check: (images: readonly WarmImage[], path: string, report: Report, pool: PoolConfig, stack: StackConfig) => void,
): Rule {
  return {
    name,
    level,
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) {
        const images = pool.written.warm?.images;
        if (images !== undefined) check(images, `${pool.path}.warm.images`, report, pool, stack);
      }
    },
  };
}

/** A rule on each image of a pool's `warm.images`. */
function imageRule(
  name: string,
  level: Level,
  check: (image: WarmImage, path: string, report: Report, pool: PoolConfig, stack: StackConfig) => void,
): Rule {
  return imagesRule(name, level, (images, path, report, pool, stack) => {
    for (const [index, image] of images.entries()) check(image, `${path}[${index}]`, report, pool, stack);
  });
}

export const warmImageRules: readonly Rule[] = [
  imageRule("warm-image-can-be-pulled", "error", ({ command }, path, report, _, { cluster }) => {
    if (hasImageVolumes(cluster.version) || command !== undefined) return;
    report({
      path: `${path}.command`,
      message: `is missing: Kubernetes ${cluster.version} has no image volumes (on by default from 1.35 on), so that a container has to pull the image, and must keep running`,
      suggestion: 'write what the image has for that, such as ["/bin/sleep", "infinity"], or cluster.version "1.35"',
    });
  }),
  imageRule("warm-image-command-is-used", "warning", ({ command }, path, report, _, { cluster }) => {
    if (command === undefined || !hasImageVolumes(cluster.version)) return;
    report({
      path: `${path}.command`,
      value: command,
      message: `is not run: Kubernetes ${cluster.version} pulls the image as an image volume`,
      suggestion: "delete it",
    });
  }),
  imagesRule("warm-images-differ", "error", (images, path, report) => {
    for (const { item, index } of repeated(images, ({ image }) => image))
      report({
        path: `${path}[${index}].image`,
        value: item.image,
        message: "is named twice",
        suggestion: "delete one",
      });
  }),
  imagesRule("warm-images-have-placeholders", "error", (images, path, report, { written }) => {
    if (written.warm?.engine !== "capacityBuffer") return;
    report({
      path,
      message: `${images.length === 1 ? "is" : "are"} pulled by nothing: a CapacityBuffer has no pods`,
      suggestion: "delete it, or write engine: placeholders",
    });
  }),
  imageRule("warm-image-secret-is-named", "error", ({ pullSecret }, path, report, _, { placeholders }) => {
    const named = placeholders?.pullSecrets ?? [];
    if (pullSecret === undefined || named.includes(pullSecret)) return;
    report({
      path: `${path}.pullSecret`,
      value: pullSecret,
      message: `is not among placeholders.pullSecrets (${named.join(", ") || "none"}): the kubelet would pull without it`,
      suggestion: "name it there, and make the Secret in namespace warm-capacity",
      absentFrom: ["placeholders.pullSecrets"],
    });
  }),
  {
    name: "pull-secrets-are-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      const used = allPools(stack).flatMap(({ warm }) => (warm?.images ?? []).map(({ pullSecret }) => pullSecret));
      for (const [index, secret] of (input.placeholders?.pullSecrets ?? []).entries()) {
        if (used.includes(secret)) continue;
        report({
          path: `placeholders.pullSecrets[${index}]`,
          value: secret,
          message: "pulls nothing: no image of warm.images names it",
          suggestion: "delete it",
          absentFrom: inPools("warm"),
        });
      }
    },
  },
  imageRule("warm-image-suits-the-architectures", "error", ({ architectures }, path, report, pool, { region }) => {
    if (architectures === undefined) return;
    const lacks = admittedArchitectures(pool, region).filter((architecture) => !architectures.includes(architecture));
    if (lacks.length === 0) return;
    report({
      path: `${path}.architectures`,
      value: architectures,
      message: `leaves out ${lacks.join(" and ")}, of which the pool's nodes may be: the pull fails there`,
      suggestion: `build the image for ${lacks.join(" and ")}, or admit ${architectures.join(" and ")} alone`,
    });
  }),
  imageRule("warm-image-says-its-architectures", "warning", ({ architectures, image }, path, report, pool, stack) => {
    if (architectures !== undefined) return;
    const admitted = admittedArchitectures(pool, stack.region);
    report({
      path: `${path}.architectures`,
      message: `is missing: whether ${image} is built for ${admitted.join(" and ")}, as the pool's nodes are, cannot be checked`,
      suggestion: `write ${JSON.stringify(admitted)} once it is`,
    });
  }),
  imageRule("warm-image-says-its-size", "warning", ({ sizeGiB, image }, path, report) => {
    if (sizeGiB !== undefined) return;
    report({
      path: `${path}.sizeGiB`,
      message: `is missing: whether ${image} fits the nodes' disk cannot be checked`,
      suggestion: "write its size on a disk, unpacked and rounded up",
    });
  }),
  imagesRule("warm-images-fit-the-disk", "error", (images, path, report, { nodeClass }) => {
    const gib = imageVolumeGiB(nodeClass);
    if (gib === undefined) return;
    const taken = images.reduce((sum, { sizeGiB = 0 }) => sum + sizeGiB, 0);
    const percent = nodeClass.kubelet?.imageGCHighThresholdPercent ?? imageGcHighPercent;
    // the kubelet deletes from the share itself on: pkg/kubelet/images/image_gc_manager.go, usagePercent >= HighThresholdPercent
    if (taken * 100 < gib * percent) return;
    report({
      path,
      message: `take ${taken} GiB, which is not below ${percent} % of the ${gib} GiB volume that has a node's images: the kubelet deletes images there (imageGCHighThresholdPercent), and a full disk evicts pods`,
      suggestion: `write ${nodeClass.pathOf("disks")} with a larger sizeGiB, or fewer images`,
    });
  }),
];

/** Of the types that the pool admits, in alphabetical order. */
function admittedArchitectures(pool: PoolConfig, region: string | undefined): readonly ("amd64" | "arm64")[] {
  return [...new Set(poolSelection(pool, region).types.map(({ arch }) => arch))].sort();
}

/**
 * Size of the volume that has the images: of two the data volume. Undefined where a custom AMI or a snapshot decides it, or
 * instance store takes its place.
 */
function imageVolumeGiB({ amiFamily, disks, instanceStorePolicy }: NodeClassConfig): number | undefined {
  if (instanceStorePolicy === "RAID0") return undefined;
  if (disks === undefined) return familyImageGiB[amiFamily];
  const volumes = familyVolumes[amiFamily];
  const volume = volumes.find(({ role }) => role === "data") ?? volumes.find(({ role }) => role === "root");
  return disks.find(({ deviceName }) => deviceName === volume?.deviceName)?.sizeGiB;
}
