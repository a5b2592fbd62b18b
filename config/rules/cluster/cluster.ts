/** Who reaches the control plane, and what runs before Karpenter. */
import { architectureOf } from "../../values/bootstrap";
import { parseCidr, specialPurpose } from "../../values/cidr";
import { clusterNamePattern } from "../../values/names";
import { unknownType } from "../pool/catalogueNames";
import { createdClusterRules, reportRepeated } from "../rule";

/** Ranges too wide to be anyone's own network: 0.0.0.0/0, its halves and the like. */
const isWorldOpen = (cidr: string) => cidr === "::/0" || parseCidr(cidr).bitmask < 8;

export const clusterRules = createdClusterRules([
  {
    name: "cluster-name-is-one-for-eks",
    level: "error",
    check: ({ input, stack }, report) => {
      // A name that is written has passed the schema; this one is made of the project's and the stack's.
      if (input.cluster?.name !== undefined || clusterNamePattern.test(stack.cluster.name)) return;
      report({
        path: "cluster.name",
        message: `is missing, and "${stack.cluster.name}" (project and stack) is not a valid EKS cluster name`,
        suggestion: `write one, such as "${stack.cluster.name.replace(/[^A-Za-z0-9-]+/g, "-").replace(/^-+/, "")}"`,
      });
    },
  },
  {
    name: "endpoint-is-not-open-to-the-world",
    level: "error",
    check: ({ input, stack }, report) => {
      if (input.cluster?.endpoint?.allowAnywhere === true) return;
      for (const [index, cidr] of stack.cluster.publicCidrs.entries()) {
        // A range that is on no internet is reported by endpoint-ranges-are-public.
        if (!isWorldOpen(cidr) || specialPurpose(cidr) !== undefined) continue;
        report({
          path: `cluster.endpoint.publicCidrs[${index}]`,
          value: cidr,
          message: "opens the API server to the internet",
          suggestion:
            "name your own ranges; cluster.endpoint.allowAnywhere: true confirms it here, but the policy cluster-endpoint-is-not-open still refuses it unless a policy config sets its shortestPrefix to 0",
        });
      }
    },
  },
  {
    name: "endpoint-ranges-are-public",
    level: "error",
    check: ({ stack }, report) => {
      for (const [index, cidr] of stack.cluster.publicCidrs.entries()) {
        const purpose = specialPurpose(cidr);
        if (purpose === undefined) continue;
        report({
          path: `cluster.endpoint.publicCidrs[${index}]`,
          value: cidr,
          message: `is ${purpose}: no caller comes from there over the internet, and EKS refuses it`,
          suggestion: "name the range from which you go out to the internet, or delete it and use the private endpoint",
        });
      }
    },
  },
  {
    name: "endpoint-ranges-differ",
    level: "error",
    check: ({ stack }, report) => {
      reportRepeated(report, "cluster.endpoint.publicCidrs", stack.cluster.publicCidrs);
    },
  },
  {
    name: "allow-anywhere-is-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      if (input.cluster?.endpoint?.allowAnywhere !== true || stack.cluster.publicCidrs.some(isWorldOpen)) return;
      report({
        path: "cluster.endpoint.allowAnywhere",
        value: true,
        message: "allows what no range in cluster.endpoint.publicCidrs needs",
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
          message: "is for a node group, and capacity is fargate",
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
    name: "bootstrap-types-differ",
    level: "error",
    check: ({ input }, report) => {
      reportRepeated(report, "cluster.bootstrap.instanceTypes", input.cluster?.bootstrap?.instanceTypes ?? []);
    },
  },
  {
    name: "bootstrap-types-share-an-architecture",
    level: "error",
    check: ({ input }, report) => {
      const [first, ...others] = input.cluster?.bootstrap?.instanceTypes ?? [];
      if (first === undefined) return;
      for (const [index, type] of others.entries()) {
        if (architectureOf(type) === architectureOf(first)) continue;
        report({
          path: `cluster.bootstrap.instanceTypes[${index + 1}]`,
          value: type,
          message: `is ${architectureOf(type)} and ${first} is ${architectureOf(first)}: a node group has one AMI`,
          suggestion: "keep types of one architecture",
        });
      }
    },
  },
  {
    name: "bootstrap-types-are-known",
    level: "warning",
    check: ({ input, stack, context }, report) => {
      const { bootstrap } = stack.cluster;
      if (bootstrap.capacity === "fargate") return;
      const written = input.cluster?.bootstrap?.instanceTypes !== undefined;
      for (const [index, type] of bootstrap.instanceTypes.entries()) {
        const unknown = unknownType(type, context.region);
        const path = `cluster.bootstrap.instanceTypes${written ? `[${index}]` : ""}`;
        if (unknown !== undefined) report({ path, value: type, ...unknown });
      }
    },
  },
  {
    name: "control-plane-logs-differ",
    level: "error",
    check: ({ stack }, report) => {
      reportRepeated(report, "cluster.logs", stack.cluster.logs);
    },
  },
  {
    name: "log-group-is-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      const days = input.cluster?.logRetentionDays;
      if (days === undefined || (stack.cluster.logGroup === "own" && stack.cluster.logs.length > 0)) return;
      report({
        path: "cluster.logRetentionDays",
        value: days,
        message:
          stack.cluster.logGroup === "eks"
            ? "has no effect on a log group of EKS's own"
            : "has no effect: cluster.logs is empty",
        suggestion: "delete it",
      });
    },
  },
]);
