/**
 * What a team's principals may do with custom resources: EKS's access policies cover none. Bindings name groups of single
 * principals (accessEntry.ts), so they change with their own team only.
 */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { protectedLabel } from "../../capacity/tenancy/labels";
import { type AccessLevel, accessLevels, type TeamConfig } from "../../config";
import { principalGroup } from "../iam/accessEntry";

const read = ["get", "list", "watch"] as const;
const write = [...read, "create", "update", "patch", "delete"] as const;

interface NamespaceRole {
  readonly name: string;
  /** Access levels that get it. */
  readonly levels: readonly AccessLevel[];
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether the team needs it in the namespace. @default in all */
  readonly isFor?: (team: TeamConfig, namespace: string) => boolean;
}

/** Source: KEDA 2 CRDs. */
const keda = { apiGroup: "keda.sh", resources: ["scaledobjects", "scaledjobs", "triggerauthentications"] } as const;

const namespaceRoles: readonly NamespaceRole[] = [
  { name: "keda-edit", levels: ["edit", "admin"], ...keda, verbs: write },
  { name: "keda-view", levels: ["view"], ...keda, verbs: read },
  {
    // Read only: the platform pays for the room, and the next `pulumi up` would put a buffer back as it was.
    name: "capacity-buffers-view",
    levels: accessLevels,
    apiGroup: "autoscaling.x-k8s.io",
    resources: ["capacitybuffers"],
    verbs: read,
    isFor: ({ capacityBuffers }, namespace) => capacityBuffers.some((buffer) => buffer.namespace === namespace),
  },
];

function subjects(arns: readonly string[]) {
  return [...arns].sort().map((arn) => ({
    apiGroup: "rbac.authorization.k8s.io",
    kind: "Group",
    name: principalGroup(arn),
  }));
}

/** Makes a role and a binding for KEDA's resources and capacity buffers in a namespace, where the team has principals for it. */
export function namespaceAccess(team: TeamConfig, namespace: string, opts: pulumi.CustomResourceOptions): void {
  for (const { name, levels, apiGroup, resources, verbs, isFor } of namespaceRoles) {
    const arns = levels.flatMap((level) => team.access[level]);
    if (arns.length === 0 || isFor?.(team, namespace) === false) continue;
    const metadata = { name, namespace, labels: { [protectedLabel]: "true" } };
    const rules = [{ apiGroups: [apiGroup], resources: [...resources], verbs: [...verbs] }];
    const role = new k8s.rbac.v1.Role(`${namespace}-${name}`, { metadata, rules }, opts);
    new k8s.rbac.v1.RoleBinding(
      `${namespace}-${name}`,
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        subjects: subjects(arns),
      },
      { ...opts, dependsOn: role },
    );
  }
}

/** Lets all principals of the team read nodes and pools, which are cluster-wide, and the node classes of the team's own pools. */
export function karpenterAccess(team: TeamConfig, opts: pulumi.CustomResourceOptions): void {
  const arns = Object.values(team.access).flat();
  if (arns.length === 0) return;
  const nodeClasses = [...new Set(team.pools.map(({ nodeClass }) => nodeClass.name))].sort();
  const name = `${team.name}-pools-view`;
  const role = new k8s.rbac.v1.ClusterRole(
    name,
    {
      metadata: { name },
      rules: [
        { apiGroups: [""], resources: ["nodes"], verbs: [...read] },
        { apiGroups: ["karpenter.sh"], resources: ["nodepools", "nodeclaims"], verbs: [...read] },
        // By name: the user data of another team's class is not theirs to read. `list` would need a field selector.
        ...(nodeClasses.length === 0
          ? []
          : [
              {
                apiGroups: ["karpenter.k8s.aws"],
                resources: ["ec2nodeclasses"],
                resourceNames: nodeClasses,
                verbs: ["get"],
              },
            ]),
      ],
    },
    opts,
  );
  new k8s.rbac.v1.ClusterRoleBinding(
    name,
    {
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: subjects(arns),
    },
    { ...opts, dependsOn: role },
  );
}
