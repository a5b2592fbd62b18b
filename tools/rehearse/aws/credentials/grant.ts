/** Who gets a session of which role: EKS Pod Identity and web identities, each only if the role's trust allows it. */
import { decisionText } from "../../../iam/decisionText";
import { evaluate } from "../../../iam/evaluate";
import type { Request } from "../../../iam/request";
import type { KubeApi } from "../../api/kubeApi";
import type { Place } from "../front/needs/need";
import type { Credentials, Role, Sessions } from "../front/sessions";
import { type AwsResource, roleOfArn } from "./roles";
import { reviewToken } from "./tokens";

/** Audiences of the tokens. Source: EKS user guide, pod-id-how-it-works and associate-service-account-role. */
export const audiences = { podIdentity: "pods.eks.amazonaws.com", webIdentity: "sts.amazonaws.com" } as const;

/** A session, or why AWS would give none. */
export type Grant = { readonly credentials: Credentials; readonly role: Role } | { readonly refusal: string };

export interface Granter {
  readonly api: KubeApi;
  readonly place: Place;
  readonly cluster: string;
  /** The plan's, with the ids that AWS gave. */
  readonly resources: readonly AwsResource[];
  readonly sessions: Sessions;
}

const accountForm = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The first refusal of what a role's trust is asked for. */
function refused(requests: readonly Request[], role: Role): string | undefined {
  for (const request of requests) {
    const decision = evaluate(request, { resource: role.trust });
    if (decision.outcome !== "allowed") return decisionText(request, decision);
  }
  return undefined;
}

/** What a service account's token gives: the session of the role that its annotation names, or of the associated one. */
export function grantFor(granter: Granter, annotatedRole: string | undefined, token: string): Promise<Grant> {
  if (annotatedRole === undefined) return grantPodIdentity(granter, token);
  return grantWebIdentity(granter, { roleArn: annotatedRole, token, sessionName: "karpenter" });
}

/** AssumeRoleForPodIdentity: the planned association of the token's service account decides. */
async function grantPodIdentity(granter: Granter, token: string): Promise<Grant> {
  const { api, place, cluster, resources, sessions } = granter;
  const [, namespace, name] = accountForm.exec((await reviewToken(api, token, audiences.podIdentity)) ?? "") ?? [];
  if (namespace === undefined || name === undefined) return { refusal: "the token is not one of a service account" };
  const association = resources.find(
    ({ type, inputs }) =>
      type === "aws:eks/podIdentityAssociation:PodIdentityAssociation" &&
      inputs.clusterName === cluster &&
      inputs.namespace === namespace &&
      inputs.serviceAccount === name,
  );
  if (association === undefined)
    return { refusal: `no Pod Identity association names the service account ${namespace}/${name} of ${cluster}` };
  const arn = String(association.inputs.roleArn);
  const role = roleOfArn(arn, resources, place);
  if (role === undefined) return { refusal: `the plan does not make ${arn}, which the association names` };
  const clusterArn = `arn:${place.partition}:eks:${place.region}:${place.account}:cluster/${cluster}`;
  const requestTags = {
    "eks-cluster-arn": clusterArn,
    "eks-cluster-name": cluster,
    "kubernetes-namespace": namespace,
    "kubernetes-service-account": name,
    "kubernetes-pod-name": `${name}-rehearsal`,
    "kubernetes-pod-uid": "00000000-0000-4000-8000-000000000000",
  };
  const requests = ["sts:AssumeRole", "sts:TagSession"].map(
    (action): Request => ({
      principal: { kind: "service", service: audiences.podIdentity },
      action,
      resource: { arn },
      requestTags,
      context: { "aws:SourceAccount": place.account, "aws:SourceArn": clusterArn },
    }),
  );
  const refusal = refused(requests, role);
  if (refusal !== undefined) return { refusal: `the role's trust policy does not let EKS take it: ${refusal}` };
  return { credentials: sessions.open(role, `eks-${cluster}-${name}`), role };
}

/** AssumeRoleWithWebIdentity: the planned provider of the cluster's issuer, and the role's trust, decide. */
async function grantWebIdentity(
  { api, place, resources, sessions }: Granter,
  request: { readonly roleArn: string; readonly token: string; readonly sessionName: string },
): Promise<Grant> {
  const subject = await reviewToken(api, request.token, audiences.webIdentity);
  if (subject === undefined) return { refusal: "the token is not one of a service account for sts.amazonaws.com" };
  const issuer = resources
    .filter(({ type }) => type === "aws:eks/cluster:Cluster")
    .map(({ outputs }) => JSON.stringify(outputs))
    .join();
  const provider = resources.find(
    ({ type, inputs }) =>
      type === "aws:iam/openIdConnectProvider:OpenIdConnectProvider" && issuer.includes(String(inputs.url)),
  );
  if (provider === undefined) return { refusal: "the plan has no identity provider of the cluster's issuer" };
  const role = roleOfArn(request.roleArn, resources, place);
  if (role === undefined) return { refusal: `the plan does not make ${request.roleArn}` };
  const arn = String(provider.outputs.arn);
  const refusal = refused(
    [
      {
        principal: { kind: "webIdentity", provider: arn, claims: { aud: audiences.webIdentity, sub: subject } },
        action: "sts:AssumeRoleWithWebIdentity",
        resource: { arn: request.roleArn },
      },
    ],
    role,
  );
  if (refusal !== undefined) return { refusal: `the role's trust policy does not allow it: ${refusal}` };
  return { credentials: sessions.open(role, request.sessionName), role };
}
