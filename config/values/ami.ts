/** AMI families and the aliases that name their releases. Source: EC2NodeClass CRD v1.14.1. */
import type { AmiReleaseFamily } from "../../capacity/ec2/amiReleases";

export const amiFamilies = ["AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Windows2025", "Custom"] as const;
export type AmiFamily = (typeof amiFamilies)[number];

/** What is before the `@` of an alias; Custom has none. */
const aliasPrefixes: Readonly<Partial<Record<AmiFamily, string>>> = {
  AL2023: "al2023",
  Bottlerocket: "bottlerocket",
  Windows2019: "windows2019",
  Windows2022: "windows2022",
  Windows2025: "windows2025",
};

/** The family that an alias names, such as AL2023 for "al2023@v20260610". */
export function aliasFamily(alias: string): AmiFamily | undefined {
  const prefix = alias.split("@")[0];
  return amiFamilies.find((family) => aliasPrefixes[family] === prefix);
}

/** The alias of a family's newest release: `al2023@latest`; undefined for Custom. */
export function latestAlias(family: AmiFamily): string | undefined {
  const prefix = aliasPrefixes[family];
  return prefix === undefined ? undefined : `${prefix}@latest`;
}

/** The family of an alias in the table of releases, and the release that it pins; undefined for `@latest`. */
export function pinnedRelease(
  alias: string,
): { readonly family: AmiReleaseFamily; readonly version: string } | undefined {
  const [family, version] = alias.split("@");
  if ((family !== "al2023" && family !== "bottlerocket") || version === undefined || version === "latest")
    return undefined;
  return { family, version };
}

/** How the table of releases calls a family; undefined for those that it does not have. */
export function releaseFamily(family: AmiFamily): AmiReleaseFamily | undefined {
  return ({ AL2023: "al2023", Bottlerocket: "bottlerocket" } as const)[family as "AL2023" | "Bottlerocket"];
}

export function isWindows(family: AmiFamily): boolean {
  return family.startsWith("Windows");
}
