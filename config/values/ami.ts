/** AMI families and the aliases that name their releases. Source: EC2NodeClass CRD v1.14.1. */

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

/** The family that an alias names, such as AL2023 for "al2023@v20250715". */
export function aliasFamily(alias: string): AmiFamily | undefined {
  const prefix = alias.split("@")[0];
  return amiFamilies.find((family) => aliasPrefixes[family] === prefix);
}

/** The alias of a family's newest release: `al2023@latest`; undefined for Custom. */
export function latestAlias(family: AmiFamily): string | undefined {
  const prefix = aliasPrefixes[family];
  return prefix === undefined ? undefined : `${prefix}@latest`;
}

export function isWindows(family: AmiFamily): boolean {
  return family.startsWith("Windows");
}
