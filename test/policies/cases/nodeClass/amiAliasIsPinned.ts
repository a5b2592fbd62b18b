import { amiReleaseTable } from "../../../../capacity/ec2/amiReleases";
import { type Case, developmentStack, foreignStack } from "../../case";
import { nodeClass, unknown } from "../../objects";

const terms = (...amiSelectorTerms: unknown[]) => nodeClass("dotori", { amiSelectorTerms });

const newest = amiReleaseTable.families.al2023.releases.at(-1);
const fix = `name a release with images for the cluster's Kubernetes, such as alias "al2023@${newest}" (\`aws ssm get-parameters-by-path --region REGION --path /aws/service/eks/optimized-ami/MINOR/amazon-linux-2023/x86_64/standard --recursive --query "Parameters[?ends_with(Name, '/image_id')].Name"\` lists them); Windows has only @latest and is exempt.`;

export const cases: readonly Case[] = [
  { title: "accepts a pinned alias", resources: [terms({ alias: "al2023@v20260810" })] },
  { title: "accepts @latest of Windows, which has no other", resources: [terms({ alias: "windows2022@latest" })] },
  {
    title: "accepts an AMI by id or by whole name",
    resources: [terms({ id: "ami-0123456789abcdef0" }, { name: "golden-2026-08", owner: "self" })],
  },
  { title: "accepts @latest in development", resources: [terms({ alias: "al2023@latest" })], stack: developmentStack },
  {
    title: "accepts @latest in a stack that knows no environment",
    resources: [terms({ alias: "al2023@latest" })],
    stack: foreignStack,
  },
  {
    title: "refuses @latest in production",
    resources: [terms({ alias: "al2023@latest" })],
    violates: [
      `EC2NodeClass "dotori": spec.amiSelectorTerms[0].alias is "al2023@latest", which follows AMI releases. To fix it, ${fix}`,
    ],
  },
  {
    title: "refuses @latest everywhere when the config says so, whatever the stack calls itself",
    resources: [terms({ alias: "bottlerocket@latest" })],
    config: { in: "everywhere" },
    stack: developmentStack,
    violates: [
      `EC2NodeClass "dotori": spec.amiSelectorTerms[0].alias is "bottlerocket@latest", which follows AMI releases. To fix it, ${fix}`,
    ],
  },
  {
    title: "refuses a name that the next AMI fits as well",
    resources: [terms({ name: "golden-*" })],
    violates: [
      `EC2NodeClass "dotori": spec.amiSelectorTerms[0].name is "golden-*", which follows AMI releases. To fix it, ${fix}`,
    ],
  },
  {
    title: "refuses the parameter that always names the newest",
    resources: [
      terms({
        ssmParameter: "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id",
      }),
    ],
    violates: [
      `EC2NodeClass "dotori": spec.amiSelectorTerms[0].ssmParameter is "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id", which follows AMI releases. To fix it, ${fix}`,
    ],
  },
  {
    title: "refuses the second term although the first is not known yet",
    resources: [terms({ alias: unknown }, { alias: "al2023@latest" })],
    violates: [
      `EC2NodeClass "dotori": spec.amiSelectorTerms[1].alias is "al2023@latest", which follows AMI releases. To fix it, ${fix}`,
    ],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.amiSelectorTerms[0].alias is known only when it is deployed; the rule decides then.',
    ],
  },
];
