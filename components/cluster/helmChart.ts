/** Where the charts of the cluster's Helm releases come from. */

/** Seconds until a release fails and is rolled back: images come slowly through a NAT gateway that was just made. */
export const releaseTimeoutSeconds = 600;

/** The fields of a release that say which chart it installs. */
export interface HelmChart {
  /** Name in the repository, `oci://` address, or path of a folder. */
  readonly chart: string;
  /** Version to install; absent for a folder, which has a version of its own. */
  readonly version?: string;
  /** Only for a Helm repository. */
  readonly repositoryOpts?: { readonly repo: string };
}

/** The chart `name` at a location: a Helm repository (`https://`), a registry (`oci://`, with the chart's name) or a local folder. */
export function helmChart(name: string, location: string, version: string): HelmChart {
  if (location.startsWith("oci://")) return { chart: location, version };
  if (location.startsWith("https://")) return { chart: name, version, repositoryOpts: { repo: location } };
  return { chart: location };
}
