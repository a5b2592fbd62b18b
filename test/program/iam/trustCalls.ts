/**
 * Who may take which role. Source: EKS user guide, pod-id-abac, for the tags and keys of Pod Identity, and
 * associate-service-account-role for the claims of a service account's token.
 */

import type { PlannedRole } from "../../../tools/iam/plannedRole";
import type { Principal, Request, Tags } from "../../../tools/iam/request";
import { clusterArn, ec2Arn, elsewhere, type Place, roleArn } from "./place";
import { administrator, type Row } from "./row";
import type { Stack } from "./stack";

interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Roles that pods take, by the program's name of the role. */
const podRoles: Readonly<Record<string, ServiceAccount>> = {
  "karpenter-controller": { namespace: "kube-system", name: "karpenter" },
  "pod-identities-dotori/reports": { namespace: "dotori", name: "reports" },
  "cluster-early-vpc-cni": { namespace: "kube-system", name: "aws-node" },
  "cluster-late-aws-ebs-csi-driver": { namespace: "kube-system", name: "ebs-csi-controller-sa" },
};

/** Roles that a service takes, and for what of the place, where the service says it. */
const serviceRoles: Readonly<Record<string, ServiceRole>> = {
  "cluster-control-plane": { service: () => "eks.amazonaws.com", source: clusterArn },
  "cluster-bootstrap": { service: ({ dnsSuffix }) => `ec2.${dnsSuffix}` },
  "karpenter-node": { service: ({ dnsSuffix }) => `ec2.${dnsSuffix}` },
  "network-flow-logs": {
    service: () => "vpc-flow-logs.amazonaws.com",
    source: (where) => ec2Arn(where, "vpc-flow-log", "fl-1"),
  },
};

interface ServiceRole {
  readonly service: (stack: Stack) => string;
  readonly source?: (where: Place) => string;
}

/** All roles of the table. */
export const trustedRoles = [...Object.keys(podRoles), ...Object.keys(serviceRoles)];

export function trustRows(stack: Stack): readonly Row[] {
  const rows = (roles: object, of: (name: string, role: PlannedRole) => readonly Row[]) =>
    Object.keys(roles)
      .filter((name) => stack.roleNames.includes(name))
      .flatMap((name) => of(name, stack.role(name)));
  return [
    ...rows(podRoles, (name, role) =>
      isWebIdentity(role) ? tokenRows(stack, name, role) : podIdentityRows(stack, name, role),
    ),
    ...rows(serviceRoles, (name, role) => serviceRows(stack, name, role)),
    ...rows({ ...podRoles, ...serviceRoles }, (name, role) => strangerRows(stack, name, role)),
  ];
}

function isWebIdentity({ trust }: PlannedRole): boolean {
  return trust.statements.some(({ actions }) => actions.written.includes("sts:AssumeRoleWithWebIdentity"));
}

/** Takes the role, or for tags of the session, labels it. */
type Taker = readonly [variation: string, principal: Principal, more: Partial<Request>];

function taking(action: string, name: string, role: PlannedRole, taker: Taker, expected: Row["expected"]): Row {
  const [variation, principal, more] = taker;
  return {
    title: `${action} of ${name}, ${variation}`,
    request: { principal, action, resource: { arn: role.arn }, ...more },
    policies: { resource: role.trust },
    expected,
  };
}

/** EKS takes the role with tags that say for which pod, and so needs sts:TagSession as well. */
function podIdentityRows(stack: Stack, name: string, role: PlannedRole): readonly Row[] {
  const { place } = stack;
  const others = elsewhere(place);
  const account = podRoles[name]!;
  const denied: readonly Taker[] = [
    ["other cluster", pods, podOf(others["other cluster"], account)],
    ["cluster of the same name in the other region", pods, podOf(others["other region"], account)],
    ["cluster of the same name in the other account", pods, podOf(others["other account"], account)],
    ["other namespace", pods, podOf(place, { ...account, namespace: "alpha" })],
    ["other service account", pods, podOf(place, { ...account, name: "default" })],
    ["untagged", pods, { ...podOf(place, account), requestTags: {} }],
    ["another service with the same tags", service("lambda.amazonaws.com"), podOf(place, account)],
  ];
  return ["sts:AssumeRole", "sts:TagSession"].flatMap((action) => [
    taking(action, name, role, ["own", pods, podOf(place, account)], "allowed"),
    ...denied.map((taker) => taking(action, name, role, taker, "denied")),
  ]);
}

const pods = service("pods.eks.amazonaws.com");

/** What EKS says of the pod, and of the cluster on whose behalf it asks. */
function podOf(where: Place, { namespace, name }: ServiceAccount): Partial<Request> {
  const requestTags: Tags = {
    "eks-cluster-arn": clusterArn(where),
    "eks-cluster-name": where.cluster,
    "kubernetes-namespace": namespace,
    "kubernetes-service-account": name,
    "kubernetes-pod-name": `${name}-5d8f7c9b6-x2k4j`,
    "kubernetes-pod-uid": "4b1d9a3e-0f5c-4f7e-8a55-9c1f5a0f6d21",
  };
  return { requestTags, context: source(where, clusterArn(where)) };
}

/** Whoever has the token of a service account takes the role by themselves. */
function tokenRows(stack: Stack, name: string, role: PlannedRole): readonly Row[] {
  const { place } = stack;
  const own = role.trust.statements[0]!.principals!.written[0]!;
  const { "other region": region, "other account": account } = elsewhere(place);
  const pod = podRoles[name]!;
  const subject = ({ namespace, name }: ServiceAccount) => `system:serviceaccount:${namespace}:${name}`;
  const claims = { aud: "sts.amazonaws.com", sub: subject(pod) };
  const token = (provider: string, of: Tags): Principal => ({ kind: "webIdentity", provider, claims: of });
  const denied: readonly Taker[] = [
    ["other cluster", token(own.replace(/[^/]+$/, "0123456789ABCDEF0123456789ABCDEF"), claims), {}],
    ["other region", token(own.replace(place.region, region.region), claims), {}],
    ["other account", token(own.replace(place.account, account.account), claims), {}],
    ["other namespace", token(own, { ...claims, sub: subject({ ...pod, namespace: "alpha" }) }), {}],
    ["other service account", token(own, { ...claims, sub: subject({ ...pod, name: "default" }) }), {}],
    ["token for the API server", token(own, { ...claims, aud: "https://kubernetes.default.svc" }), {}],
    ["token without claims", token(own, {}), {}],
  ];
  const action = "sts:AssumeRoleWithWebIdentity";
  return [
    taking(action, name, role, ["own", token(own, claims), {}], "allowed"),
    ...denied.map((taker) => taking(action, name, role, taker, "denied")),
    taking("sts:AssumeRole", name, role, ["Pod Identity", pods, podOf(place, pod)], "denied"),
  ];
}

function serviceRows(stack: Stack, name: string, role: PlannedRole): readonly Row[] {
  const { service: own, source: sourceOf } = serviceRoles[name]!;
  const everyService = Object.values(serviceRoles).map((one) => one.service(stack));
  const others = new Set(["lambda.amazonaws.com", "pods.eks.amazonaws.com", ...everyService]);
  others.delete(own(stack));
  const taker = (variation: string, by: string, where: Place): Taker => [
    variation,
    service(by),
    sourceOf === undefined ? {} : { context: source(where, sourceOf(where)) },
  ];
  const rows = [
    taking("sts:AssumeRole", name, role, taker("own service", own(stack), stack.place), "allowed"),
    ...[...others].map((by) => taking("sts:AssumeRole", name, role, taker(by, by, stack.place), "denied")),
  ];
  if (name !== "network-flow-logs") return rows;
  // A role cannot be passed to a service for another account; of these services VPC alone asks for a condition besides
  // (user guide, flow-logs-iam-role).
  const foreign = taker("flow log of the other account", own(stack), elsewhere(stack.place)["other account"]);
  return [...rows, taking("sts:AssumeRole", name, role, foreign, "denied")];
}

/** People and workloads with every permission of their own, in this account and another, and Karpenter's controller. */
function strangerRows(stack: Stack, name: string, role: PlannedRole): readonly Row[] {
  const session = (where: Place): Principal => ({
    kind: "roleSession",
    roleArn: roleArn(where, "admin"),
    sessionName: "monday",
  });
  const strangers: readonly Taker[] = [
    ["an administrator", session(stack.place), {}],
    ["an administrator of the other account", session(elsewhere(stack.place)["other account"]), {}],
    ["the controller", stack.controller, {}],
    ["nobody", { kind: "anonymous" }, {}],
  ];
  return strangers.map((taker) => {
    const row = taking("sts:AssumeRole", name, role, taker, "denied");
    return { ...row, policies: { ...row.policies, identity: [administrator] } };
  });
}

function service(name: string): Principal {
  return { kind: "service", service: name };
}

/** On whose behalf a service asks. */
function source({ account }: Place, arn: string): NonNullable<Request["context"]> {
  return { "aws:SourceAccount": account, "aws:SourceArn": arn };
}
