import { bindsHere, bindsIn } from "../../frame/environment";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const vpcHasFlowLogs = stackRule({
  name: "vpc-has-flow-logs",
  title: "A production VPC keeps flow logs",
  reason: "without them nobody can say afterwards where a compromised pod sent its data",
  fix: "add an aws.ec2.FlowLog for the VPC; to CloudWatch they cost about 0.50 USD per GB",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: { in: bindsIn },
  types: [types.vpc],
  alsoReads: [types.flowLog],
  collect: () => true,
  check({ collected, resources, settings, about }) {
    if (!bindsHere(settings.in)) return;
    const logs = resources.filter(({ type }) => type === types.flowLog);
    const logged = new Set(
      logs.flatMap(({ propertyDependencies }) => (propertyDependencies.vpcId ?? []).map(({ urn }) => urn)),
    );
    for (const { subject } of collected) {
      if (!logged.has(subject.urn)) about(`VPC "${subject.name}"`, subject.urn).violation("its flow log", "is missing");
    }
  },
});
