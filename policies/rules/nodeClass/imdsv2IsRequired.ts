import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const imdsv2IsRequired = resourceRule({
  name: "imdsv2-is-required",
  title: "Nodes answer metadata requests only with a token (IMDSv2)",
  reason: "IMDSv1 gives the node's credentials to any request that a pod can be made to send",
  fix: 'set spec.metadataOptions.httpTokens to "required", or leave it out: that is Karpenter\'s default',
  severity: "critical",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodeClass],
  remedyText: 'sets spec.metadataOptions.httpTokens to "required"',
  remedy({ inputs }) {
    const options = inputs.at("spec", "metadataOptions");
    const tokens = options.at("httpTokens").text();
    if (tokens === undefined || tokens === "required" || options.at("httpEndpoint").text() === "disabled") return [];
    return [{ at: ["spec", "metadataOptions", "httpTokens"], value: "required" }];
  },
  check({ inputs, violation }) {
    const options = inputs.at("spec", "metadataOptions");
    const tokens = options.at("httpTokens").text();
    const isServed = options.at("httpEndpoint").text() !== "disabled";
    if (isServed && tokens !== undefined && tokens !== "required") {
      violation(options.at("httpTokens"), `is "${tokens}"; only "required" is allowed`);
    }
  },
});
