/** What a stack may say of its network. */
import { z } from "zod";
import { isCidr } from "../values/cidr";
import { mostZones } from "../values/subnets";
import { awsId, integer, text, zoneName } from "./kind";

const cidr = (examples: readonly string[]) =>
  text({
    what: "IPv4 range",
    write: `an address, zeros behind the prefix, such as ${JSON.stringify(examples[0])}`,
    pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
    accepts: isCidr,
    examples,
  });

/** AWS services that an interface endpoint can stand in for, by the name in `com.amazonaws.<region>.<name>`. */
export const interfaceEndpointServices = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "sts",
  "ssm",
  "sqs",
  "eks",
  "eks-auth",
  "arc-zonal-shift",
  "elasticloadbalancing",
  "autoscaling",
  "logs",
  "kms",
  "secretsmanager",
] as const;

export const networkSchema = z
  .strictObject({
    cidr: cidr(["10.0.0.0/16", "10.40.0.0/18", "172.31.0.0/20"])
      .meta({ description: "Range of the VPC, /16 to /22.", default: "10.0.0.0/16" })
      .optional(),
    zones: z
      .union([
        integer({ min: 2, max: mostZones, what: "number of zones", examples: [2, 3] }),
        z.array(zoneName()).min(2).max(mostZones),
      ])
      .register(z.globalRegistry, {
        description:
          "How many availability zones, 2 to 6, or their names. By number, AWS's list decides which (only zones that need no opt-in and that EKS accepts); name them in production, since that list can change. Subnets are named by ordinal: append names, never reorder.",
        default: 3,
      })
      .optional(),
    nat: z
      .enum(["none", "single", "perZone"])
      .meta({
        description:
          "NAT gateways: none (private endpoints needed), a single one (its zone's failure cuts all zones off), or one per zone. Cost: about 33 USD a month each in us-east-1, and 0.045 USD per GB. Default: perZone in production, single in development.",
      })
      .optional(),
    interfaceEndpoints: z
      .array(z.enum(interfaceEndpointServices))
      .meta({
        description:
          "AWS services reached by interface endpoints inside the VPC. Cost: about 7.30 USD a month for each service and zone in us-east-1. Default: none; with `nat: none`, all that nodes and Karpenter need.",
      })
      .optional(),
    gatewayEndpoints: z
      .array(z.enum(["s3", "dynamodb"]))
      .meta({ description: "AWS services reached by gateway endpoints; they cost nothing.", default: ["s3"] })
      .optional(),
    secondaryCidr: cidr(["100.64.0.0/16", "100.65.0.0/18"])
      .meta({
        description:
          "A second range, /16 to /22, whose extra private subnets take all nodes and pods of Karpenter's pools. Default: none.",
      })
      .optional(),
    flowLogs: z
      .boolean()
      .meta({
        description:
          "VPC flow logs to CloudWatch, kept 30 days. Cost: about 0.50 USD per GB. Default: on in production, off in development.",
      })
      .optional(),
    existing: z
      .strictObject({
        vpcId: awsId("vpc").meta({ description: "The VPC to use; nothing in it is changed." }),
        privateSubnetIds: z.array(awsId("subnet")).min(2).max(16).meta({
          description:
            "Its private subnets, in at least two zones: the control plane's interfaces, nodes and pods live there.",
        }),
      })
      .meta({ description: "Use a VPC that is there already, in place of every other network key." })
      .optional(),
  })
  .meta({ description: "The VPC." });

export type NetworkInput = z.output<typeof networkSchema>;
