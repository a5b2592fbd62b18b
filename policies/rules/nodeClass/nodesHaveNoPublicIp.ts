import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const nodesHaveNoPublicIp = resourceRule({
  name: "nodes-have-no-public-ip",
  title: "Nodes get no public address",
  reason: "a public address puts every mistake in a security group on the internet",
  fix: "set spec.associatePublicIPAddress to false, or leave it out and select private subnets",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodeClass],
  check({ inputs, violation }) {
    const associates = inputs.at("spec", "associatePublicIPAddress");
    if (associates.flag() === true) violation(associates, "is true");
  },
});
