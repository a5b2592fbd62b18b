/**
 * The known releases of the EKS-optimized AMIs, and the first and last one for each Kubernetes minor, from
 * amiReleases.json beside this file, which tools/generate/amiReleases.ts makes from the change logs.
 *
 * An alias that names no image leaves the EC2NodeClass not ready, so no node is launched. What Karpenter accepts
 * (v1.14.1, ec2nodeclass.go and pkg/providers/amifamily): al2023, bottlerocket and al2 aliases take a release or
 * "latest"; windows2019, windows2022 and windows2025 take "latest" only, so they are not in the table.
 */
import { ownValue } from "../units/ownValue";
import file from "./amiReleases.json";

export type AmiReleaseFamily = "al2023" | "bottlerocket";

/** Releases that have images for one Kubernetes minor. */
export interface MinorReleases {
  /** The oldest known release with the minor. */
  readonly first: string;
  /** The newest known release with the minor; absent while releases still have it. */
  readonly last?: string;
}

/** What is known of one AMI family. */
export interface FamilyReleases {
  /** Change log that the list is from, and how far it reaches. */
  readonly log: string;
  /** Sources of the releases that the change log does not have. */
  readonly checked: readonly string[];
  /** Oldest first, as an alias writes them: "v20260610", "v1.53.0". */
  readonly releases: readonly string[];
  /** Releases for which nothing says that the one before them in `releases` is the one before them in fact. */
  readonly incompleteBefore: readonly string[];
  /** By Kubernetes minor, as "1.35". */
  readonly minors: Readonly<Record<string, MinorReleases>>;
}

/** The shape of amiReleases.json. */
export interface AmiReleaseTable {
  readonly about: string;
  readonly checkedOn: string;
  readonly families: Readonly<Record<AmiReleaseFamily, FamilyReleases>>;
}

/** What the table says of a release on a Kubernetes minor. */
export type AmiReleaseFinding =
  /** The release has images for the minor. */
  | { readonly kind: "known" }
  /** Not the family's form of a version; `example` is. "latest" is not a version either. */
  | { readonly kind: "malformed"; readonly example: string }
  /** The table does not have the minor; it has `oldestMinor` to `newestMinor`. */
  | { readonly kind: "unknownMinor"; readonly oldestMinor: string; readonly newestMinor: string }
  /** Older than `first`, the first release with the minor. */
  | { readonly kind: "tooOld"; readonly first: string }
  /** Newer than `last`, the last release with the minor. */
  | { readonly kind: "dropped"; readonly last: string }
  /** Between two releases that follow each other. */
  | { readonly kind: "notARelease"; readonly before: string; readonly after: string }
  /** Between two known releases, where the change log has gaps: it may be a release. */
  | { readonly kind: "unconfirmed"; readonly before: string; readonly after: string }
  /** Newer than every release of the table: it may be a release. */
  | { readonly kind: "newerThanTable"; readonly newest: string };

/** The committed table. */
export const amiReleaseTable: AmiReleaseTable = file;

/**
 * Karpenter looks an AL2023 version up as it is written, and drops every leading v of a Bottlerocket one.
 * Source: v1.14.1 pkg/providers/amifamily, al2023.go and bottlerocket.go.
 */
const versionForm: Readonly<Record<AmiReleaseFamily, RegExp>> = {
  al2023: /^v\d{8}$/,
  bottlerocket: /^v*\d+\.\d+\.\d+$/,
};

/** Negative, zero or positive, as release `a` is older than, equal to or newer than `b` of the same family. */
export function compareAmiReleases(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const part = left.findIndex((number, index) => number !== right[index]);
  return part === -1 ? 0 : left[part]! - right[part]!;
}

function numbersOf(release: string): readonly number[] {
  return (release.match(/\d+/g) ?? []).map(Number);
}

/**
 * What is known of the release that an alias names, such as v20251103 of "al2023@v20251103", on a Kubernetes minor.
 * Sure that no node can launch: malformed, tooOld, dropped, notARelease. Not known either way: unconfirmed,
 * newerThanTable, unknownMinor; {@link listCommand} tells.
 */
export function amiReleaseFinding(
  alias: { readonly family: AmiReleaseFamily; readonly version: string; readonly kubernetesMinor: string },
  table: AmiReleaseTable = amiReleaseTable,
): AmiReleaseFinding {
  const { releases, incompleteBefore, minors } = table.families[alias.family];
  const newest = releases.at(-1)!;
  if (!versionForm[alias.family].test(alias.version)) return { kind: "malformed", example: newest };
  const minor = ownValue(minors, alias.kubernetesMinor);
  if (minor === undefined) return unknownMinor(minors);

  const first = releases.indexOf(minor.first);
  const last = minor.last === undefined ? releases.length : releases.indexOf(minor.last);
  const at = releases.findIndex((release) => compareAmiReleases(release, alias.version) >= 0);
  if (at === -1)
    return minor.last === undefined ? { kind: "newerThanTable", newest } : { kind: "dropped", last: minor.last };
  const [before, after] = [releases[at - 1], releases[at]!];
  if (compareAmiReleases(after, alias.version) === 0) {
    if (at < first) return { kind: "tooOld", first: minor.first };
    return at > last ? { kind: "dropped", last: minor.last! } : { kind: "known" };
  }
  const unconfirmed = incompleteBefore.includes(after);
  if (before === undefined || at < first || (at === first && !unconfirmed))
    return { kind: "tooOld", first: minor.first };
  if (at > last + 1 || (at === last + 1 && !unconfirmed)) return { kind: "dropped", last: minor.last! };
  return { kind: unconfirmed ? "unconfirmed" : "notARelease", before, after };
}

function unknownMinor(minors: FamilyReleases["minors"]): AmiReleaseFinding {
  const sorted = Object.keys(minors).sort(compareAmiReleases);
  return { kind: "unknownMinor", oldestMinor: sorted[0]!, newestMinor: sorted.at(-1)! };
}

/**
 * Alias of the newest known release with the minor, such as "al2023@v20261023"; undefined for a minor that the table
 * does not have. An example for messages and docs, not a release that anybody tested.
 */
export function recommendedAlias(
  family: AmiReleaseFamily,
  kubernetesMinor: string,
  table: AmiReleaseTable = amiReleaseTable,
): string | undefined {
  const { releases, minors } = table.families[family];
  const minor = ownValue(minors, kubernetesMinor);
  return minor && `${family}@${minor.last ?? releases.at(-1)}`;
}

/** Where AWS publishes the image ids of each release. Source: as {@link versionForm}. */
const parameterPath: Readonly<Record<AmiReleaseFamily, (minor: string, architecture: string) => string>> = {
  al2023: (minor, architecture) => `/aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${architecture}/standard`,
  bottlerocket: (minor, architecture) => `/aws/service/bottlerocket/aws-k8s-${minor}/${architecture}`,
};

const parameterArchitecture = { amd64: "x86_64", arm64: "arm64" } as const;

/**
 * The command that lists the releases with images for the minor, one SSM parameter each; the release stands in the
 * last part but one of its name. Recursive, because the parameters are two levels below the path.
 */
export function listCommand(
  family: AmiReleaseFamily,
  kubernetesMinor: string,
  region: string,
  architecture: keyof typeof parameterArchitecture,
): string {
  const path = parameterPath[family](kubernetesMinor, parameterArchitecture[architecture]);
  return `aws ssm get-parameters-by-path --region ${region} --path ${path} --recursive --query "Parameters[?ends_with(Name, '/image_id')].Name"`;
}
