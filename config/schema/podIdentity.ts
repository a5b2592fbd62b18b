/** Keys of a role in AWS for pods of one service account: an entry of a team's `podIdentities`. */
import { z } from "zod";
import { arn, dnsLabel, text } from "./frame/kind";

export const podIdentitySchema = z.strictObject({
  namespace: dnsLabel("namespace", ["dotori", "dotori-batch"])
    .meta({ description: "Namespace of the service account; the team's first one where it is left out." })
    .optional(),
  serviceAccount: text({
    what: "service account",
    write: 'its name in Kubernetes, such as "reports"',
    pattern: /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    maxLength: 253,
    examples: ["reports", "web.reader"],
  }).meta({ description: "Pods with it in `serviceAccountName` get the role. It is yours to make." }),
  targetRoleArn: arn("IAM role ARN", /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, [
    "arn:aws:iam::210987654321:role/reports-reader",
    "arn:aws:iam::123456789012:role/team/dotori",
  ]).meta({
    description:
      "The role that pods end up with, in another account or in this one. It must trust the role that is made here, for sts:AssumeRole and sts:TagSession (docs/security.md).",
  }),
});

export type PodIdentityInput = z.output<typeof podIdentitySchema>;
