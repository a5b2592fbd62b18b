/** Keys of an entry of a node class's `disks`: an EBS volume. */
import { z } from "zod";
import { leftOut, withDefault } from "./frame/default";
import { awsId, integer, text } from "./frame/kind";

export const diskSchema = z.strictObject({
  deviceName: text({
    what: "device name",
    write: '"/dev/xvda"',
    pattern: /^\/dev\/[a-z0-9]+$/,
    examples: ["/dev/xvda", "/dev/xvdb"],
  }).meta({
    description: "Device that the AMI expects: AL2023 boots from /dev/xvda; Bottlerocket keeps data on /dev/xvdb.",
  }),
  sizeGiB: integer({ min: 1, max: 59000, examples: [50, 200] }).meta({ description: "Size in GiB." }),
  type: withDefault(
    z.enum(["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"]).meta({ description: "EBS volume type." }),
    "gp3",
  ),
  iops: integer({ min: 100, max: 256000, examples: [3000, 6000] })
    .meta({ description: "Provisioned IOPS (gp3, io1, io2)." })
    .optional(),
  throughput: integer({ min: 125, max: 2000, examples: [125, 500] })
    .meta({ description: "Throughput in MiB/s (gp3)." })
    .optional(),
  encrypted: withDefault(z.boolean().meta({ description: "Encrypt the volume." }), true),
  kmsKeyId: leftOut(
    text({
      what: "KMS key",
      write: 'its id, "alias/<name>", or the ARN of either',
      pattern:
        /^((arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?alias\/[\w/-]{1,250}|(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/)?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}))$/,
      examples: [
        "alias/node-volumes",
        "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        "11111111-2222-3333-4444-555555555555",
      ],
    }).meta({
      description:
        "KMS key that encrypts the volume. Karpenter's role may then use exactly this one through EC2; the key's own policy must allow it as well, or nodes fail at launch.",
    }),
    "the account's EBS key",
  ),
  snapshotId: awsId("snap").meta({ description: "Snapshot that the volume starts from." }).optional(),
  volumeInitializationRate: integer({ min: 100, max: 300, examples: [100, 300] })
    .meta({
      description:
        "MiB/s at which the snapshot's blocks are loaded, so that the volume is not slow at first. EBS bills it by the GiB.",
    })
    .optional(),
  rootVolume: withDefault(
    z.boolean().meta({ description: "Marks the volume whose size counts as the node's ephemeral storage." }),
    false,
  ),
  deleteOnTermination: withDefault(z.boolean().meta({ description: "Delete the volume with its node." }), true),
});
