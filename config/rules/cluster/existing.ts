/** A cluster that runs already: what the stack must say of it, and what it cannot decide about it. */
import { ownValue } from "../../../capacity/units/ownValue";
import { clusterSchema } from "../../schema/cluster";
import type { ExistingCluster } from "../../stack";
import type { Report, Rule, RuleInput } from "../rule";

/** Keys of `cluster` that say something of a cluster that exists; all others are for one that the stack makes. */
const keysOfExisting: readonly string[] = ["existing", "version", "admins", "protect", "zonalShift", "addons"];

/** Keys of the add-on vpc-cni that are facts which node classes, roles and network policies follow. */
const cniFacts: readonly string[] = ["role", "prefixDelegation", "networkPolicy"];

/** What a key cannot do on a cluster that runs, where "has no effect" does not say it all. */
const reasons: Readonly<Record<string, string>> = {
  name: "is a second name: cluster.existing.name is the cluster's",
  bootstrap: "makes no capacity on an existing cluster: Karpenter, CoreDNS and KEDA run on nodes that it has",
  creator: "is who creates a cluster, and this one exists: its access entries are EKS's",
};

/** A rule about a cluster that exists. */
function existingClusterRule(
  name: string,
  check: (cluster: ExistingCluster, report: Report, input: RuleInput) => void,
): Rule {
  return {
    name,
    level: "error",
    check: (input, report) => {
      const { cluster } = input.stack;
      if (cluster.kind === "existing") check(cluster, report, input);
    },
  };
}

export const existingClusterRules: readonly Rule[] = [
  existingClusterRule("existing-cluster-stays-as-it-is", (_, report, { input }) => {
    const { addons = {}, ...others } = input.cluster ?? {};
    const suggestion = "delete it, or cluster.existing";
    for (const key of Object.keys(clusterSchema.shape)) {
      const value = ownValue<unknown>(others, key);
      if (value === undefined || keysOfExisting.includes(key)) continue;
      report({
        path: `cluster.${key}`,
        value,
        message: ownValue(reasons, key) ?? "has no effect on an existing cluster",
        suggestion,
      });
    }
    const { "vpc-cni": cni = {}, ...furtherAddons } = addons;
    for (const [addon, value] of Object.entries(furtherAddons))
      if (value !== undefined)
        report({
          path: `cluster.addons.${addon}`,
          value,
          message: "has no effect: the add-ons of an existing cluster are not the program's",
          suggestion,
        });
    for (const [key, value] of Object.entries(cni))
      if (value !== undefined && !cniFacts.includes(key))
        report({
          path: `cluster.addons.vpc-cni.${key}`,
          value,
          message: "has no effect: the add-ons of an existing cluster are not the program's",
          suggestion: `delete it; of vpc-cni only ${cniFacts.join(", ")} are taken, as facts`,
        });
  }),
  existingClusterRule("existing-cluster-has-existing-network", ({ existing }, report, { input, stack }) => {
    if (stack.network.kind === "created")
      report({
        path: "network.existing",
        message: "is missing: Karpenter's nodes join an existing cluster in its own VPC only",
        suggestion: `write the VPC of \`aws eks describe-cluster --name ${existing.name} --query cluster.resourcesVpcConfig\` and its private subnets`,
      });
    const value = input.network?.existing?.controlPlaneSubnetIds;
    if (value !== undefined)
      report({
        path: "network.existing.controlPlaneSubnetIds",
        value,
        message: "has no effect: the control plane of an existing cluster stays where it is",
        suggestion: "delete it",
      });
  }),
  existingClusterRule("existing-cluster-facts-are-written", ({ existing }, report, { input }) => {
    const { version, addons } = input.cluster ?? {};
    if (version === undefined)
      report({
        path: "cluster.version",
        message:
          "is missing: AMIs, admission policies and Karpenter's version follow from it, and no default can know it",
        suggestion: `write what \`aws eks describe-cluster --name ${existing.name} --query cluster.version\` says, such as "1.35"`,
      });
    if (addons?.["vpc-cni"]?.role === undefined)
      report({
        path: "cluster.addons.vpc-cni.role",
        message: "is missing: nodes never become ready when the VPC CNI takes its rights from them and they have none",
        suggestion: `write "own" where \`aws eks describe-addon --cluster-name ${existing.name} --addon-name vpc-cni\` shows a serviceAccountRoleArn or a podIdentityAssociation, else "node"`,
      });
  }),
  existingClusterRule("existing-cluster-trusts-pods", ({ existing: { oidc } }, report, { stack }) => {
    const { identity } = stack.karpenter;
    if (identity === "irsa" && oidc === undefined)
      report({
        path: "cluster.existing.oidc",
        message:
          "is missing: with karpenter.identity irsa the controller's role trusts IAM's OIDC provider of the cluster",
        suggestion:
          'write its ARN as `aws iam list-open-id-connect-providers` shows it, such as "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"',
      });
    if (identity === "podIdentity" && oidc !== undefined)
      report({
        path: "cluster.existing.oidc",
        value: oidc,
        message: "has no effect: karpenter.identity is podIdentity",
        suggestion: "delete it, or write karpenter.identity: irsa",
      });
  }),
  existingClusterRule("existing-cluster-is-in-the-region", ({ existing: { endpoint } }, report, { context }) => {
    // hosts of other forms (a proxy, a private name) say nothing of a region
    const [, region] = /\.([a-z0-9-]+)\.eks\.amazonaws\.com(?:\.cn)?(?::\d+)?$/.exec(endpoint) ?? [];
    if (region === undefined || context.region === undefined || region === context.region) return;
    report({
      path: "cluster.existing.endpoint",
      value: endpoint,
      message: `is in ${region}, not in aws:region ${context.region}`,
      suggestion: "write the region of the cluster in aws:region",
    });
  }),
];
