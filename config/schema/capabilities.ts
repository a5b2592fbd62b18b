/** Keys under `cluster.capabilities`: controllers that EKS runs for the cluster, outside of it. */
import { z } from "zod";
import { isRegion } from "../../capacity/ec2/regions";
import { leftTo } from "./frame/default";
import { arn, awsId, dnsLabel, text } from "./frame/kind";

const policyArns = z
  .array(
    arn("IAM policy ARN", /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, [
      "arn:aws:iam::123456789012:policy/ack-buckets",
    ]),
  )
  .min(1)
  .max(10);

const identity = z.strictObject({
  type: z.enum(["SSO_USER", "SSO_GROUP"]).meta({ description: "What it is in IAM Identity Center." }),
  id: text({
    what: "IAM Identity Center id",
    write: "the id that IAM Identity Center shows, in quotes",
    pattern: /^([0-9a-f]{10}-)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    examples: ["11111111-2222-3333-4444-555555555555"],
  }).meta({ description: "Id of the user or group." }),
});

const argocd = z.strictObject({
  idcInstanceArn: arn(
    "IAM Identity Center instance ARN",
    /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[0-9a-zA-Z-]{16}$/,
    ["arn:aws:sso:::instance/ssoins-1234567890abcdef"],
  ).meta({ description: "IAM Identity Center instance whose users log in: Argo CD has no others." }),
  idcRegion: text({
    what: "region",
    write: 'a region such as "us-east-1"',
    accepts: isRegion,
    examples: ["us-east-1", "eu-west-1"],
  })
    .meta({ description: "Region of that instance, where it is not the stack's." })
    .optional(),
  namespace: leftTo(
    "EKS",
    dnsLabel("namespace", ["argocd", "gitops"]).meta({ description: "Namespace of its Application objects." }),
    "argocd",
  ),
  vpceIds: z
    .array(awsId("vpce"))
    .min(1)
    .max(10)
    .meta({ description: "VPC endpoints by which alone its server is reached; without them it is public." })
    .optional(),
  rbacRoleMappings: z
    .array(
      z.strictObject({
        role: z.enum(["ADMIN", "EDITOR", "VIEWER"]).meta({ description: "Role in Argo CD." }),
        identities: z.array(identity).min(1).max(100).meta({ description: "Who has it." }),
      }),
    )
    .min(1)
    .max(3)
    .meta({ description: "Who may do what in Argo CD. Without it nobody can." })
    .optional(),
});

export const capabilitiesSchema = z.strictObject({
  ack: z
    .strictObject({
      policies: policyArns
        .meta({ description: "Policies of its role: what the custom resources may make in AWS." })
        .optional(),
    })
    .meta({
      description:
        "AWS Controllers for Kubernetes: resources of AWS as custom resources. Whoever may write those in some namespace has the rights of `policies`.",
    })
    .optional(),
  kro: z
    .strictObject({})
    .meta({ description: "Kube Resource Orchestrator: custom resources that stand for several others." })
    .optional(),
  argocd: argocd.meta({ description: "Argo CD: deploys what Git repositories hold." }).optional(),
});

export type CapabilitiesInput = z.output<typeof capabilitiesSchema>;
