/** Launch templates in the report. */

/** A template as the report shows it. */
export interface ShownTemplate {
  readonly nodeClass: string;
  /** "" for the one that Karpenter makes to check the class. */
  readonly nodePool: string;
  readonly image: string;
  readonly instanceProfile: string;
  readonly securityGroups: readonly string[];
  readonly disks: readonly Disk[];
  readonly metadataOptions: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly maxPods: number | undefined;
  /** Decoded. */
  readonly userData: string;
}

interface Disk {
  readonly device: string;
  readonly encrypted: boolean;
  readonly sizeGiB: number | undefined;
  readonly type: string;
}
