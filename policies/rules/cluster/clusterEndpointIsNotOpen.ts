import { resourceRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { types } from "../../frame/subject";

export const clusterEndpointIsNotOpen = resourceRule({
  name: "cluster-endpoint-is-not-open",
  title: "A cluster's API endpoint is not open to the world",
  reason: "EKS serves it to 0.0.0.0/0 unless told otherwise, and the next flaw in authentication is then everyone's",
  fix: "set vpcConfig.endpointPublicAccess to false, or list your own ranges in vpcConfig.publicAccessCidrs",
  severity: "critical",
  enforcementLevel: "mandatory",
  settings: {
    shortestPrefix: whole(
      8,
      "Fewest network bits of a range in publicAccessCidrs; 8 also stops 0.0.0.0/1 and 128.0.0.0/1.",
    ),
  },
  types: [types.eksCluster],
  check({ inputs, settings, violation, each }) {
    const network = inputs.at("vpcConfig");
    if (network.at("endpointPublicAccess").flag() === false) return;
    const ranges = network.at("publicAccessCidrs");
    if (ranges.isMissing) violation(ranges, "is missing, so the public endpoint is open to 0.0.0.0/0");
    each(ranges.items(), (range) => {
      const cidr = range.text() ?? "";
      const isOpen = Number(cidr.split("/")[1]) < settings.shortestPrefix;
      if (isOpen) violation(range, `is ${cidr}; a range needs at least /${settings.shortestPrefix}`);
    });
  },
});
