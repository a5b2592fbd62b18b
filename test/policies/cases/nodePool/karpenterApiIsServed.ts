import type { Case } from "../../case";
import { nodeClass, pool } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts the served kinds", resources: [pool("general"), nodeClass("general")] },
  { title: "leaves other objects alone", resources: [{ type: "kubernetes:apps/v1:Deployment", name: "web" }] },
  {
    title: "refuses a v1alpha5 Provisioner",
    resources: [{ type: "kubernetes:karpenter.sh/v1alpha5:Provisioner", name: "default" }],
    violates: [
      "Provisioner \"default\": apiVersion is karpenter.sh/v1alpha5, which is no longer served; write karpenter.sh/v1 NodePool. To fix it, rewrite the object in the served API; Karpenter's upgrade guide names each field's successor.",
    ],
  },
  {
    title: "refuses a v1alpha1 AWSNodeTemplate",
    resources: [{ type: "kubernetes:karpenter.k8s.aws/v1alpha1:AWSNodeTemplate", name: "team1" }],
    violates: [
      "AWSNodeTemplate \"team1\": apiVersion is karpenter.k8s.aws/v1alpha1, which is no longer served; write karpenter.k8s.aws/v1 EC2NodeClass. To fix it, rewrite the object in the served API; Karpenter's upgrade guide names each field's successor.",
    ],
  },
  {
    title: "refuses limits beside spec, too",
    resources: [
      {
        type: "kubernetes:karpenter.sh/v1alpha5:Provisioner",
        name: "default",
        inputs: { limits: { cpu: 100 }, spec: {} },
      },
    ],
    violates: [
      "Provisioner \"default\": apiVersion is karpenter.sh/v1alpha5, which is no longer served; write karpenter.sh/v1 NodePool. To fix it, rewrite the object in the served API; Karpenter's upgrade guide names each field's successor.",
      "Provisioner \"default\": limits is beside spec, where Karpenter never read it. To fix it, rewrite the object in the served API; Karpenter's upgrade guide names each field's successor.",
    ],
  },
  {
    title: "refuses a v1beta1 NodePool",
    resources: [{ type: "kubernetes:karpenter.sh/v1beta1:NodePool", name: "default" }],
    violates: [
      "NodePool \"default\": apiVersion is karpenter.sh/v1beta1, which is no longer served; write the v1 NodePool. To fix it, rewrite the object in the served API; Karpenter's upgrade guide names each field's successor.",
    ],
  },
];
