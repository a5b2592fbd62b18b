/** EKS capabilities: what they need besides the key. */
import { partitionOfRegion } from "../../../capacity/ec2/partitions";
import { createdClusterRules, repeated, reportRepeated } from "../rule";

export const capabilityRules = createdClusterRules([
  {
    name: "capabilities-are-in-the-partition",
    level: "warning",
    check: ({ stack: { cluster, region } }, report) => {
      const here = region === undefined ? undefined : partitionOfRegion(region);
      if (cluster.capabilities === undefined || here === undefined || here.name === "aws") return;
      report({
        path: "cluster.capabilities",
        value: Object.keys(cluster.capabilities),
        message: `may not be offered in ${region}: AWS names its commercial regions only, and this one is of the partition ${here.name}`,
        suggestion: "ask AWS before you deploy it, or delete it",
      });
    },
  },
  {
    name: "capability-entries-differ",
    level: "error",
    check: ({ stack: { cluster } }, report) => {
      const { ack, argocd } = cluster.capabilities ?? {};
      reportRepeated(report, "cluster.capabilities.ack.policies", ack?.policies ?? []);
      for (const { item, index } of repeated(argocd?.rbacRoleMappings ?? [], ({ role }) => role)) {
        report({
          path: `cluster.capabilities.argocd.rbacRoleMappings[${index}].role`,
          value: item.role,
          message: "has its identities already",
          suggestion: "write them in one list",
        });
      }
    },
  },
  {
    name: "ack-may-do-something",
    level: "warning",
    check: ({ stack: { cluster } }, report) => {
      const { ack } = cluster.capabilities ?? {};
      if (ack === undefined || ack.policies !== undefined) return;
      report({
        path: "cluster.capabilities.ack.policies",
        message:
          "is missing: without rights of its role ACK makes nothing in AWS, unless IAMRoleSelector objects name other roles",
        suggestion: "list policies for what its custom resources may make",
      });
    },
  },
  {
    name: "argocd-has-users",
    level: "warning",
    check: ({ stack: { cluster } }, report) => {
      const { argocd } = cluster.capabilities ?? {};
      if (argocd === undefined || argocd.rbacRoleMappings !== undefined) return;
      report({
        path: "cluster.capabilities.argocd.rbacRoleMappings",
        message: "is missing: nobody may do anything in Argo CD",
        suggestion: "give at least one group of IAM Identity Center the role ADMIN",
      });
    },
  },
]);
