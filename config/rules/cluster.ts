/** Who reaches the control plane, and what runs before Karpenter. */
import { type Rule, repeated } from "./rule";

const anywhere = ["0.0.0.0/0", "::/0"];

export const clusterRules: readonly Rule[] = [
  {
    name: "endpoint-is-not-open-to-the-world",
    level: "error",
    check: ({ input, stack }, report) => {
      if (input.cluster?.endpoint?.allowAnywhere === true) return;
      for (const [index, cidr] of stack.cluster.publicCidrs.entries()) {
        if (!anywhere.includes(cidr) && !/\/[0-7]$/.test(cidr)) continue;
        report({
          path: `cluster.endpoint.publicCidrs[${index}]`,
          value: cidr,
          message: "opens the API server to the internet",
          suggestion: "name your own ranges, or say it twice with cluster.endpoint.allowAnywhere: true",
        });
      }
    },
  },
  {
    name: "endpoint-ranges-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { item, index } of repeated(stack.cluster.publicCidrs, String)) {
        report({
          path: `cluster.endpoint.publicCidrs[${index}]`,
          value: item,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    },
  },
  {
    name: "allow-anywhere-is-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      if (
        input.cluster?.endpoint?.allowAnywhere !== true ||
        stack.cluster.publicCidrs.some((cidr) => anywhere.includes(cidr))
      )
        return;
      report({
        path: "cluster.endpoint.allowAnywhere",
        value: true,
        message: "allows what cluster.endpoint.publicCidrs does not ask for",
        suggestion: "delete it",
      });
    },
  },
  {
    name: "deployer-reaches-the-cluster",
    level: "warning",
    check: ({ stack }, report) => {
      if (stack.cluster.publicCidrs.length > 0) return;
      report({
        path: "cluster.endpoint.publicCidrs",
        message: "is empty: only the private endpoint is on, so whoever runs `pulumi up` needs a route into the VPC",
        suggestion: "run it inside the VPC or over a VPN, or name your ranges here",
      });
    },
  },
  {
    name: "admins-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { item, index } of repeated(stack.cluster.admins, String)) {
        report({ path: `cluster.admins[${index}]`, value: item, message: "is named twice", suggestion: "delete one" });
      }
    },
  },
  {
    name: "fargate-uses-irsa",
    level: "error",
    check: ({ stack }, report) => {
      if (stack.cluster.bootstrap.capacity !== "fargate" || stack.karpenter.identity === "irsa") return;
      report({
        path: "karpenter.identity",
        value: stack.karpenter.identity,
        message: "does not reach pods on Fargate, where no Pod Identity agent runs",
        suggestion: 'write "irsa"',
      });
    },
  },
  {
    name: "fargate-has-no-node-group",
    level: "error",
    check: ({ input, stack }, report) => {
      if (stack.cluster.bootstrap.capacity !== "fargate") return;
      const { capacity: _, ...group } = input.cluster?.bootstrap ?? {};
      for (const [key, value] of Object.entries(group)) {
        if (value === undefined) continue;
        report({
          path: `cluster.bootstrap.${key}`,
          value,
          message: "is about a node group, and capacity is fargate",
          suggestion: "delete it",
        });
      }
    },
  },
  {
    name: "replicas-have-nodes",
    level: "error",
    check: ({ stack }, report) => {
      const { bootstrap } = stack.cluster;
      if (bootstrap.capacity !== "nodeGroup" || stack.karpenter.replicas <= bootstrap.nodes) return;
      report({
        path: "karpenter.replicas",
        value: stack.karpenter.replicas,
        message: `does not fit: each pod needs a node of its own and cluster.bootstrap.nodes is ${bootstrap.nodes}`,
        suggestion: `write ${bootstrap.nodes} or fewer, or more nodes`,
      });
    },
  },
  {
    name: "control-plane-logs-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { item, index } of repeated(stack.cluster.logs, String)) {
        report({ path: `cluster.logs[${index}]`, value: item, message: "is named twice", suggestion: "delete one" });
      }
    },
  },
];
