/**
 * AMI releases that were looked up by hand, because the change logs lack them: the log of amazon-eks-ami leaves some
 * releases out, and a stored log ends before today. Delete what a newer log has; keep what no log will ever have.
 */
import type { AmiReleaseFamily } from "../../capacity/ec2/amiReleases";

/** Releases with one source. */
export interface CheckedReleases {
  readonly source: string;
  readonly releases: readonly string[];
  /** Whether the source leaves no release out between these and the known one before them. */
  readonly complete?: boolean;
}

/** What was looked up for one family. */
export interface CheckedFamily {
  readonly groups: readonly CheckedReleases[];
  /** First known release with a Kubernetes minor. */
  readonly firstWith: Readonly<Record<string, string>>;
  /** First known release without a minor that earlier ones had. */
  readonly firstWithout: Readonly<Record<string, string>>;
}

/** Day of the look-up. */
export const checkedOn = "2026-11-25";

export const checkedAmiReleases: Readonly<Record<AmiReleaseFamily, CheckedFamily>> = {
  al2023: {
    groups: [
      {
        source: "release pages of github.com/awslabs/amazon-eks-ami, with the AMI names of each minor",
        releases: ["v20260709", "v20260728", "v20260810", "v20260818", "v20260903", "v20261012", "v20261023"],
      },
      {
        source: "release page of v20261012, which names them as releases with a fault",
        releases: ["v20260930", "v20261003"],
      },
      { source: "Karpenter's docs, concepts/nodeclasses.md, as an example", releases: ["v20240807"] },
      {
        source: "names of AMIs in use in public repositories",
        releases: ["v20251103", "v20260529", "v20260827", "v20260917", "v20260923"],
      },
    ],
    firstWith: { "1.36": "v20260529", "1.37": "v20261012" },
    firstWithout: { "1.30": "v20260728" },
  },
  bottlerocket: {
    groups: [
      {
        source: "github.com/bottlerocket-os/bottlerocket-project-website, version-information/packages: every release",
        releases: [
          ...["v1.51.0", "v1.52.0", "v1.53.0", "v1.54.0", "v1.55.0", "v1.56.0", "v1.57.0", "v1.58.0", "v1.59.0"],
          ...["v1.60.0", "v1.61.0", "v1.62.0", "v1.62.1", "v1.63.0", "v1.64.0", "v1.65.0", "v1.66.0"],
        ],
        complete: true,
      },
      {
        source: "bottlerocket.dev, version-information/packages of 1.67.x and 1.68.x",
        releases: ["v1.67.0", "v1.68.0", "v1.68.1"],
        complete: true,
      },
      { source: "release page of github.com/bottlerocket-os/bottlerocket", releases: ["v1.70.0"] },
    ],
    // Release notes of these releases.
    firstWith: { "1.35": "v1.53.0", "1.36": "v1.61.0", "1.37": "v1.66.0" },
    firstWithout: { "1.30": "v1.64.0" },
  },
};
