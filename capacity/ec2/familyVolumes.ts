/**
 * The volumes that an AMI family expects. A list of block device mappings replaces all of Karpenter's own, which are gp3 and
 * encrypted; a device that the list lacks is made as the AMI says. Source: karpenter-provider-aws v1.14.1, amifamily.
 */

export interface FamilyVolume {
  readonly deviceName: string;
  /** root boots; data keeps images and pods. */
  readonly role: "root" | "data";
  /** What happens without it, behind "lack /dev/xvda,". */
  readonly consequence: string;
}

const root = (family: string): FamilyVolume => ({
  deviceName: "/dev/xvda",
  role: "root",
  consequence: `from which ${family} boots: disks replace the family's, so the volume has the size that the AMI gives it, and is not encrypted`,
});

/** By AMI family; a custom AMI has volumes of its own. */
export const familyVolumes: Readonly<Record<"AL2023" | "Bottlerocket" | "Custom", readonly FamilyVolume[]>> = {
  AL2023: [root("AL2023")],
  Bottlerocket: [
    root("Bottlerocket"),
    {
      deviceName: "/dev/xvdb",
      role: "data",
      consequence: "where Bottlerocket keeps images and pods, and replace its 20 GiB default",
    },
  ],
  Custom: [],
};
