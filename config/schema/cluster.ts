/** What a stack may say of its EKS cluster. */
import { z } from "zod";
import { isCidr, parseCidr } from "../values/cidr";
import { arn, integer, text } from "./kind";

/** Add-ons that the program makes, by EKS's own names. */
export const addonNames = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver"] as const;
export type AddonName = (typeof addonNames)[number];

/** Source: EKS CreateCluster. */
export const clusterNamePattern = /^[0-9A-Za-z][A-Za-z0-9_-]*$/;

const addonVersion = () =>
  text({
    what: "add-on version",
    write: 'EKS\'s form, such as "v1.20.4-eksbuild.1"',
    pattern: /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
    examples: ["v1.20.4-eksbuild.1", "v1.12.1-eksbuild.10"],
  })
    .meta({
      description: "Pinned version. Default: EKS's default for the Kubernetes version, chosen when the add-on is made.",
    })
    .optional();

const pinned = z.strictObject({ version: addonVersion() });

export const principalArn = arn("IAM principal", /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, [
  "arn:aws:iam::123456789012:role/platform-admin",
  "arn:aws:iam::123456789012:user/on-call",
]);

export const clusterSchema = z
  .strictObject({
    name: text({
      what: "EKS cluster name",
      write: 'letters, digits, "-" and "_", at most 100, such as "platform-dev"',
      pattern: clusterNamePattern,
      maxLength: 100,
      examples: ["platform-dev", "a".repeat(100)],
    })
      .meta({ description: "Name of the cluster. A change replaces the cluster. Default: <project>-<stack>." })
      .optional(),
    version: text({
      what: "Kubernetes version",
      write: 'a minor version in quotes, such as "1.35"',
      pattern: /^1\.\d{2}$/,
      examples: ["1.33", "1.34", "1.35"],
    })
      .meta({ description: "Kubernetes minor version, in quotes: YAML reads 1.30 as 1.3.", default: "1.35" })
      .optional(),
    support: z
      .enum(["standard", "extended"])
      .meta({
        description:
          "What happens at the end of a version's standard support: standard upgrades by itself, extended keeps the version at 0.60 instead of 0.10 USD an hour.",
        default: "extended",
      })
      .optional(),
    endpoint: z
      .strictObject({
        publicCidrs: z
          .array(
            text({
              what: "IP range",
              write: 'an IPv4 range such as "203.0.113.0/24"',
              pattern: /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|::\/0)$/,
              accepts: (value) => value === "::/0" || isCidr(value),
              examples: ["203.0.113.0/24", "198.51.100.7/32"],
            }),
          )
          .max(40)
          .meta({
            description:
              "Ranges that reach the API server from the internet. Default: none, so there is no public endpoint.",
          })
          .optional(),
        allowAnywhere: z
          .boolean()
          .meta({ description: "Says a second time that 0.0.0.0/0 is meant.", default: false })
          .optional(),
      })
      .meta({ description: "Who reaches the API server. The private endpoint is always on." })
      .optional(),
    secretsKey: text({
      what: "choice of key",
      write: '"create", "awsOwned" or a KMS key ARN',
      pattern:
        /^(create|awsOwned|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/mrk-[0-9a-f]{32})$/,
      examples: ["create", "awsOwned", "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
    })
      .meta({
        description:
          "KMS key that encrypts Kubernetes secrets: one of this stack's own (1 USD a month), one given by ARN, or the key that AWS owns. Cannot be changed back once set.",
        default: "create",
      })
      .optional(),
    logs: z
      .array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"]))
      .meta({ description: "Control-plane logs sent to CloudWatch.", default: ["api", "audit", "authenticator"] })
      .optional(),
    deletionProtection: z
      .boolean()
      .meta({
        description:
          "EKS refuses to delete the cluster while this is on. Default: on in production, off in development.",
      })
      .optional(),
    serviceCidr: text({
      what: "IPv4 range",
      write: 'a private range of /12 to /24, such as "172.20.0.0/16"',
      accepts: (value) => {
        const { bitmask } = parseCidr(value);
        return bitmask >= 12 && bitmask <= 24;
      },
      examples: ["172.20.0.0/16", "10.100.0.0/16"],
    })
      .meta({
        description:
          "Range of Kubernetes service addresses. A change replaces the cluster. Default: EKS chooses 10.100.0.0/16 or 172.20.0.0/16.",
      })
      .optional(),
    admins: z
      .array(principalArn)
      .meta({ description: "IAM roles and users with full access, besides whoever creates the cluster.", default: [] })
      .optional(),
    addons: z
      .strictObject({
        "vpc-cni": z
          .strictObject({
            version: addonVersion(),
            prefixDelegation: z
              .boolean()
              .meta({
                description: "Give nodes /28 prefixes instead of single addresses: more pods a node.",
                default: true,
              })
              .optional(),
            networkPolicy: z
              .boolean()
              .meta({
                description:
                  "Whether the add-on enforces NetworkPolicy objects (enableNetworkPolicy). Default: on when a team's networkPolicy asks for it.",
              })
              .optional(),
          })
          .optional(),
        "kube-proxy": pinned.optional(),
        "eks-pod-identity-agent": pinned.optional(),
        coredns: pinned.optional(),
        "aws-ebs-csi-driver": z
          .strictObject({
            version: addonVersion(),
            enabled: z.boolean().meta({ description: "Whether the add-on is made at all.", default: true }).optional(),
          })
          .optional(),
      })
      .meta({ description: "EKS add-ons; each is made once, by this program." })
      .optional(),
    bootstrap: z
      .strictObject({
        capacity: z
          .enum(["nodeGroup", "fargate"])
          .meta({
            description:
              "What Karpenter itself, CoreDNS and the EBS CSI controller run on, since Karpenter never runs on nodes that it made: a managed node group, or Fargate profiles (identity must be irsa then).",
            default: "nodeGroup",
          })
          .optional(),
        instanceTypes: z
          .array(
            text({
              what: "EC2 instance type",
              write: 'family.size, such as "m7g.large"',
              pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/,
              examples: ["m7g.large", "t4g.medium"],
            }),
          )
          .min(1)
          .max(20)
          .meta({ description: "Types of the node group, all of one architecture.", default: ["m7g.large"] })
          .optional(),
        nodes: integer({ min: 2, max: 10, examples: [2, 3] })
          .meta({
            description: "Nodes of the group, spread over the zones: one for each of Karpenter's replicas at least.",
            default: 2,
          })
          .optional(),
        diskGiB: integer({ min: 20, max: 1000, examples: [20, 50] })
          .meta({ description: "Root volume of each node in GiB, gp3, encrypted.", default: 30 })
          .optional(),
      })
      .meta({ description: "Capacity that is there before Karpenter." })
      .optional(),
  })
  .meta({ description: "The EKS cluster." });

export type ClusterInput = z.output<typeof clusterSchema>;
