import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const hypervisor = "karpenter.k8s.aws/instance-hypervisor";

export const xenViolations: readonly Violation[] = [
  {
    rule: "named-types-are-not-left-out",
    config: onePool({ instanceFamilies: ["m5", "m4"] }),
    paths: [`${at}.instanceFamilies[1]`],
    text: `${at}.instanceFamilies[1]: "m4" is left out: this instance family runs on Xen and carries fewer pods than the node class's kubelet.maxPods 110; delete it; to have it, add the requirement ${hypervisor} Exists and lower kubelet.maxPods`,
    good: onePool({ instanceFamilies: ["m5", "m6i"] }),
  },
  {
    rule: "named-types-are-not-left-out",
    config: onePool({ instanceTypes: ["t2.large", "m5.large", "m4.large"] }),
    paths: [`${at}.instanceTypes[0]`, `${at}.instanceTypes[2]`],
    good: {
      ...onePool({ instanceFamilies: ["m4", "m5"], requirements: [{ key: hypervisor, operator: "Exists" }] }),
      nodeClassDefaults: { kubelet: { maxPods: 20 } },
    },
  },
];
