/** Keys under `network`. */
import { z } from "zod";
import { isCidr } from "../values/cidr";
import { mostZones } from "../values/subnets";
import { byEnvironment, leftOut, withDefault, withDerivedDefault } from "./frame/default";
import { awsId, integer, text, zoneName } from "./frame/kind";

const cidr = (examples: readonly string[]) =>
  text({
    what: "IPv4 range",
    write: `an address with zeros behind the prefix, such as ${JSON.stringify(examples[0])}`,
    pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
    accepts: isCidr,
    examples,
  });

/** What of a stack decides which services its nodes and Karpenter call. */
export interface Callers {
  readonly identity: "podIdentity" | "irsa";
  /** Karpenter asks ARC for shifts of the cluster. @default false */
  readonly zonalShift?: boolean | undefined;
  /** Whether pods of some team get a role by Pod Identity, whatever Karpenter has. @default false */
  readonly podIdentities?: boolean;
}

/** Services that nodes and Karpenter cannot do without when nothing leads out of the VPC. Source: facts karpenter 6 #9. */
export function privateEndpointServices({ identity, zonalShift = false, podIdentities = false }: Callers): string[] {
  const always = ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"];
  return [
    ...always,
    ...(identity === "podIdentity" || podIdentities ? ["eks-auth"] : []),
    ...(zonalShift ? ["arc-zonal-shift"] : []),
  ];
}

const prefixReservation = z.strictObject({
  subnetId: awsId("subnet").meta({ description: "One of the subnets above." }),
  cidr: cidr(["10.0.64.0/20", "100.64.128.0/18"]).meta({
    description: "The range in it, /28 or larger. EC2 refuses one that is not inside the subnet.",
  }),
});

/** Keys of a VPC that exists already. */
export const existingSchema = z.strictObject({
  vpcId: awsId("vpc").meta({
    description: "The VPC to use; nothing in it is changed, but for `prefixReservations`.",
  }),
  privateSubnetIds: z.array(awsId("subnet")).min(2).max(16).meta({
    description:
      "Its private subnets, in at least two zones, for bootstrap nodes and Fargate pods, and for all that has no subnets of its own below.",
  }),
  nodeSubnetIds: withDerivedDefault(
    z.array(awsId("subnet")).min(1).max(16).meta({
      description: "Subnets of Karpenter's nodes and their pods, for example in a second range of 100.64.0.0/10.",
    }),
    "`privateSubnetIds`",
    (privateSubnetIds: string[]) => privateSubnetIds,
  ),
  controlPlaneSubnetIds: withDerivedDefault(
    z.array(awsId("subnet")).min(2).max(16).meta({
      description:
        "Subnets of the control plane's network interfaces, in at least two zones. EKS takes only other subnets of the very same zones for a cluster that exists; with others `pulumi up` fails.",
    }),
    "`privateSubnetIds`",
    (privateSubnetIds: string[]) => privateSubnetIds,
  ),
  prefixReservations: z
    .array(prefixReservation)
    .min(1)
    .max(64)
    .meta({
      description:
        "Ranges of node subnets that only /28 prefixes are taken from (subnet CIDR reservations of type prefix): what others put into a shared subnet cannot break them up. Free.",
    })
    .optional(),
});

export const networkSchema = z
  .strictObject({
    cidr: withDefault(
      cidr(["10.0.0.0/16", "10.40.0.0/18", "172.31.0.0/20"]).meta({
        description: "Range of the VPC, /16 to /22. A change replaces the network.",
      }),
      "10.0.0.0/16",
    ),
    zones: withDefault(
      z
        .union([
          integer({ min: 2, max: mostZones, what: "number of zones", examples: [2, 3] }),
          z.array(zoneName()).min(2).max(mostZones),
        ])
        .register(z.globalRegistry, {
          description:
            "Availability zones: how many, 2 to 6, or their names. A number takes the first of AWS's list that need no opt-in and that EKS accepts; name them in production, since that list can change. Subnets are numbered in this order: never reorder. Choose them once: EKS refuses other zones, more of them too, for a cluster that exists.",
        }),
      3,
    ),
    nat: byEnvironment(
      z.enum(["none", "single", "perZone"]).meta({
        description:
          "NAT gateways: none (private endpoints needed), a single one (if its zone fails, no zone reaches the internet), or one per zone. Cost: about 33 USD a month each in us-east-1, and 0.045 USD per GB.",
      }),
      { production: "perZone", development: "single" },
    ),
    interfaceEndpoints: withDerivedDefault(
      z
        .array(
          text({
            what: "endpoint service",
            write: 'what AWS has behind the region in its name, such as "ec2" or "ecr.api"',
            pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
            maxLength: 100,
            examples: [
              ...privateEndpointServices({ identity: "podIdentity" }),
              "ssmmessages",
              "ec2messages",
              "elasticloadbalancing",
            ],
          }),
        )
        .meta({
          description:
            "AWS services reached by interface endpoints inside the VPC, by what AWS has behind the region in the service's name (ec2 of com.amazonaws.us-east-1.ec2); the beginning follows from the region. Cost: about 7.30 USD a month for each service and zone in us-east-1.",
        }),
      "none; with `nat: none`, all that nodes and Karpenter need",
      ({ nat, ...callers }: { nat: "none" | "single" | "perZone" } & Callers): string[] =>
        nat === "none" ? privateEndpointServices(callers) : [],
    ),
    gatewayEndpoints: withDefault(
      z
        .array(z.enum(["s3", "dynamodb"]))
        .meta({ description: "AWS services reached by gateway endpoints, which cost nothing." }),
      ["s3"],
    ),
    secondaryCidr: cidr(["100.64.0.0/16", "100.65.0.0/18"])
      .meta({
        description:
          "A second range, /16 to /22, whose extra private subnets take all nodes and pods of Karpenter's pools.",
      })
      .optional(),
    prefixReservation: leftOut(
      z.enum(["half", "threeQuarters"]).meta({
        description:
          "Part of each subnet of nodes and pods that only /28 prefixes are taken from (subnet CIDR reservations of type prefix): single addresses of nodes, endpoints and load balancers then never break prefixes up. Free; takes effect in place.",
      }),
      "nothing is reserved",
    ),
    flowLogs: byEnvironment(
      z.boolean().meta({ description: "VPC flow logs to CloudWatch, kept 30 days. Cost: about 0.50 USD per GB." }),
      { production: true, development: false },
    ),
    existing: existingSchema
      .meta({ description: "Use a VPC that exists already, in place of every other network key." })
      .optional(),
  })
  .meta({ description: "The VPC." });

export type NetworkInput = z.output<typeof networkSchema>;
