/** Keys of a node class for how EC2 launches its instances, by the names of EC2NodeClass. Ranges are those of its CRD (1.14). */
import { z } from "zod";
import { integer, text } from "./frame/kind";

const connectionTracking = z.strictObject({
  tcpEstablishedTimeout: integer({ min: 60, max: 432_000, examples: [350, 86_400] })
    .meta({
      description: "Seconds until an idle established TCP connection is forgotten. Default: EC2's, by instance type.",
    })
    .optional(),
  udpStreamTimeout: integer({ min: 60, max: 180, examples: [60, 180] })
    .meta({ description: "Seconds for UDP flows with more than one request and response. Default: EC2's 180." })
    .optional(),
  udpTimeout: integer({ min: 30, max: 60, examples: [30, 60] })
    .meta({
      description: "Seconds for UDP flows in one direction, or with one request and response. Default: EC2's 30.",
    })
    .optional(),
});

const networkInterface = z.strictObject({
  networkCardIndex: integer({ min: 0, max: 64, examples: [0, 1] }).meta({ description: "Network card, from 0." }),
  deviceIndex: integer({ min: 0, max: 64, examples: [0, 1] }).meta({ description: "Interface of the card, from 0." }),
  interfaceType: z
    .enum(["interface", "efa-only"])
    .meta({ description: "interface carries IP; efa-only is an Elastic Fabric Adapter without it." }),
});

export const launchSettings = {
  placementGroupSelector: z
    .strictObject({
      name: text({ what: "placement group", write: "its name", maxLength: 255, examples: ["training"] })
        .meta({ description: "Its name." })
        .optional(),
      id: text({
        what: "placement group id",
        write: 'the id that AWS shows, such as "pg-0123456789abcdef0"',
        pattern: /^pg-[0-9a-z]+$/,
        examples: ["pg-0123456789abcdef0"],
      })
        .meta({ description: "Its id." })
        .optional(),
    })
    .meta({ description: "Placement group of the instances, by name or by id; it must exist." })
    .optional(),
  networkInterfaces: z
    .array(networkInterface)
    .min(1)
    .max(150)
    .meta({
      description:
        "Network interfaces of each instance, such as EFA for training; card 0, device 0 must be an `interface`. Pools must then admit types that have them all.",
    })
    .optional(),
  connectionTracking: connectionTracking
    .meta({ description: "How long security groups remember idle connections; on Nitro types only." })
    .optional(),
  cpuOptions: z
    .strictObject({
      nestedVirtualization: z
        .enum(["enabled", "disabled"])
        .meta({ description: "Virtual machines inside the instance." })
        .optional(),
    })
    .meta({ description: "CPU features of the instances." })
    .optional(),
  ipPrefixCount: integer({ min: 0, max: 100, examples: [0, 1] })
    .meta({
      description:
        "/28 prefixes that EC2 assigns to the first interface at launch, before the VPC CNI asks for more. Takes part in no drift.",
    })
    .optional(),
} as const;

/** Their names. */
export const launchKeys = Object.keys(launchSettings) as readonly (keyof typeof launchSettings)[];
