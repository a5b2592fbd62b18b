import { ownValue } from "../../../capacity/units/ownValue";
import { resourceRule } from "../../frame/rule";

const served =
  /^kubernetes:(karpenter\.sh\/v1|karpenter\.k8s\.aws\/v1|karpenter\.sh\/v1alpha1):(NodePool|NodeClaim|EC2NodeClass|NodeOverlay)$/;
const replacedBy: Readonly<Record<string, string>> = {
  Provisioner: "karpenter.sh/v1 NodePool",
  AWSNodeTemplate: "karpenter.k8s.aws/v1 EC2NodeClass",
  Machine: "karpenter.sh/v1 NodeClaim",
};

export const karpenterApiIsServed = resourceRule({
  name: "karpenter-api-is-served",
  title: "Karpenter objects use an API that Karpenter still serves",
  reason: "v1alpha5 ended with 0.33 and v1beta1 with 1.1; objects of those versions do nothing or fail to apply",
  fix: "rewrite the object in the served API; Karpenter's upgrade guide names each field's successor",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: (type) => /^kubernetes:karpenter\.(sh|k8s\.aws)\//.test(type) && !served.test(type),
  check({ subject, inputs, violation }) {
    const [, version = "", kind = ""] = subject.type.split(":");
    violation(
      "apiVersion",
      `is ${version}, which is no longer served; write ${ownValue(replacedBy, kind) ?? `the v1 ${kind}`}`,
    );
    if (!inputs.at("limits").isMissing) violation("limits", "is beside spec, where Karpenter never read it");
  },
});
