/**
 * AMIs, and the SSM parameters that name them: those of the releases that are known for the cluster's Kubernetes minor, and
 * those that a scenario declares. Paths: Karpenter v1.14.1 pkg/providers/amifamily, al2023.go, bottlerocket.go, windows.go.
 */

import { createHash } from "node:crypto";
import { type AmiReleaseFamily, amiReleaseFinding, recommendedAlias } from "../../../../capacity/ec2/amiReleases";
import { ownValue } from "../../../../capacity/units/ownValue";

export interface Image {
  readonly id: string;
  readonly name: string;
  readonly architecture: "x86_64" | "arm64";
  readonly owner: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Device of the image's first volume. */
  readonly rootDevice: string;
}

/** What a scenario says of an own image. */
export interface DeclaredImage {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly ssmParameter?: string | undefined;
  readonly architecture?: "x86_64" | "arm64" | undefined;
  readonly owner?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly rootDevice?: string | undefined;
}

/** What the table says of a release where it cannot be sure: Karpenter finds it here, and the report says so. */
const mayExist = new Set(["known", "unconfirmed", "newerThanTable"]);

const forms: readonly {
  readonly family: AmiReleaseFamily;
  readonly path: RegExp;
  /** Groups of the path: minor, variant, architecture, release. */
  readonly read: (groups: readonly string[]) => { minor: string; architecture: string; release: string };
  readonly rootDevice: string;
}[] = [
  {
    family: "al2023",
    path: /^\/aws\/service\/eks\/optimized-ami\/([\d.]+)\/amazon-linux-2023\/(x86_64|arm64)\/(?:standard|nvidia|neuron)\/(?:recommended|amazon-eks-node-al2023-\S+-(v\d+))\/image_id$/,
    read: ([minor = "", architecture = "", release = ""]) => ({ minor, architecture, release }),
    rootDevice: "/dev/xvda",
  },
  {
    family: "bottlerocket",
    path: /^\/aws\/service\/bottlerocket\/aws-k8s-([\d.]+)(?:-nvidia)?\/(x86_64|arm64)\/(latest|[\d.]+)\/image_id$/,
    read: ([minor = "", architecture = "", release = ""]) => ({
      minor,
      architecture,
      release: release === "latest" ? "" : `v${release}`,
    }),
    rootDevice: "/dev/xvda",
  },
];

const windowsPath =
  /^\/aws\/service\/ami-windows-latest\/Windows_Server-(\d{4})-English-\w+-EKS_Optimized-[\d.]+\/image_id$/;

function imageId(text: string): string {
  return `ami-0${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}

export class Images {
  private readonly images = new Map<string, Image>();
  private readonly parameters = new Map<string, string>();
  /** Releases that the table is not sure of. */
  readonly unsure = new Set<string>();

  /** @param withdrawn aliases of releases that AWS does not have: "al2023@v20261023" */
  constructor(
    declared: readonly DeclaredImage[],
    account: string,
    private readonly withdrawn: readonly string[] = [],
  ) {
    for (const [index, image] of declared.entries()) {
      const name = image.name ?? `declared-${index + 1}`;
      const id = image.id ?? imageId(name);
      if (image.ssmParameter !== undefined) this.parameters.set(image.ssmParameter, id);
      this.images.set(id, {
        id,
        name,
        architecture: image.architecture ?? "x86_64",
        owner: image.owner ?? account,
        tags: image.tags ?? {},
        rootDevice: image.rootDevice ?? "/dev/xvda",
      });
    }
  }

  /** The image that a parameter names; undefined when AWS has no such parameter. */
  parameter(path: string): Image | undefined {
    const declared = this.parameters.get(path);
    if (declared !== undefined) return this.images.get(declared);
    const image = this.published(path);
    if (image !== undefined) this.images.set(image.id, image);
    return image;
  }

  private published(path: string): Image | undefined {
    if (windowsPath.test(path)) return this.image(path, "x86_64", "/dev/sda1");
    for (const { family, path: form, read, rootDevice } of forms) {
      const groups = form.exec(path)?.slice(1);
      if (groups === undefined) continue;
      const { minor, architecture, release } = read(groups);
      const newest = recommendedAlias(family, minor)?.split("@")[1];
      if (newest === undefined) return undefined;
      const version = release || newest;
      const { kind } = amiReleaseFinding({ family, version, kubernetesMinor: minor });
      if (!mayExist.has(kind) || this.withdrawn.includes(`${family}@${version}`)) return undefined;
      if (kind !== "known") this.unsure.add(`${family}@${version}`);
      const exact = path.replace(/\/(recommended|latest)\//, `/${version}/`);
      return this.image(exact, architecture as Image["architecture"], rootDevice);
    }
    return undefined;
  }

  private image(path: string, architecture: Image["architecture"], rootDevice: string): Image {
    const name = path.split("/").slice(4, -1).join("-");
    return { id: imageId(path), name, architecture, owner: "amazon", tags: {}, rootDevice };
  }

  /** The image of an id; undefined when there is none. */
  byId(id: string): Image | undefined {
    return this.images.get(id);
  }

  /**
   * Images that fit all filters, as EC2 has them.
   * @param owners "self", "amazon" or account numbers; empty for all
   */
  described(
    filters: ReadonlyMap<string, readonly string[]>,
    owners: readonly string[],
    account: string,
  ): readonly Image[] {
    const isOwned = ({ owner }: Image) =>
      owners.length === 0 || owners.includes(owner) || (owners.includes("self") && owner === account);
    return [...this.images.values()].filter(
      (image) => isOwned(image) && [...filters].every(([name, values]) => fits(image, name, values)),
    );
  }
}

function fits(image: Image, name: string, values: readonly string[]): boolean {
  const matches = (text: string | undefined) =>
    text !== undefined &&
    values.some((value) =>
      new RegExp(
        `^${value
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replace(/\*/g, ".*")
          .replace(/\?/g, ".")}$`,
      ).test(text),
    );
  if (name === "image-id") return matches(image.id);
  if (name === "name") return matches(image.name);
  if (name === "architecture") return matches(image.architecture);
  if (name === "state") return matches("available");
  if (name === "tag-key") return Object.keys(image.tags).some(matches);
  if (name.startsWith("tag:")) return matches(ownValue(image.tags, name.slice("tag:".length)));
  throw new RangeError(`DescribeImages: the filter ${name} is not modelled`);
}
