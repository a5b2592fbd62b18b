/** Who administers the cluster, and what its nodes may do, whether the stack makes it or not. */
import { type Rule, reportRepeated } from "../rule";

export const roleRules: readonly Rule[] = [
  {
    name: "admins-differ",
    level: "error",
    check: ({ stack }, report) => {
      reportRepeated(report, "cluster.admins", stack.cluster.admins);
    },
  },
  {
    name: "node-policies-differ",
    level: "error",
    check: ({ stack }, report) => {
      reportRepeated(report, "karpenter.nodeRole.additionalPolicies", stack.karpenter.nodeRole.additionalPolicies);
    },
  },
  {
    name: "node-policies-are-not-the-programs",
    level: "error",
    check: ({ stack }, report) => {
      for (const [index, arn] of stack.karpenter.nodeRole.additionalPolicies.entries()) {
        const key = keysOfPolicies.get(arn.replace(/^arn:[^:]*:iam::aws:policy\//, ""));
        if (key === undefined) continue;
        report({
          path: `karpenter.nodeRole.additionalPolicies[${index}]`,
          value: arn,
          message: key === "" ? "is on the role already" : `is what ${key} decides`,
          suggestion: key === "" ? "delete it" : `delete it, and write ${key}`,
        });
      }
    },
  },
];

/** AWS's policies that the program attaches to the node role itself, and the key that decides it; "" for always. */
const keysOfPolicies: ReadonlyMap<string, string> = new Map([
  ["AmazonEKSWorkerNodePolicy", ""],
  ["AmazonEC2ContainerRegistryPullOnly", ""],
  ["AmazonSSMManagedInstanceCore", "karpenter.nodeRole.ssm: true"],
  ["AmazonEKS_CNI_Policy", "cluster.addons.vpc-cni.role: node"],
]);
