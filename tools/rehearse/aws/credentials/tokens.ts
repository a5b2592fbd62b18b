/** Tokens of service accounts, from the rehearsal's own API server. */
import type { KubeApi } from "../../api/kubeApi";

interface TokenRequest {
  readonly status: { readonly token: string };
}

interface TokenReview {
  readonly status: { readonly authenticated?: boolean; readonly user?: { readonly username?: string } };
}

/** A token as the kubelet would mount it. @param audience who it is for; undefined for the API server itself */
export async function mintToken(
  api: KubeApi,
  account: { readonly namespace: string; readonly serviceAccount: string },
  audience: string | undefined,
): Promise<string> {
  const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.serviceAccount}/token`;
  const spec = { expirationSeconds: 6 * 3600, ...(audience === undefined ? {} : { audiences: [audience] }) };
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec };
  return (await api.call<TokenRequest>("POST", path, { body: request })).status.token;
}

/** Name of the service account, `system:serviceaccount:kube-system:karpenter`; undefined when the token is not valid for it. */
export async function reviewToken(api: KubeApi, token: string, audience: string): Promise<string | undefined> {
  const review = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenReview",
    spec: { token, audiences: [audience] },
  };
  const { status } = await api.call<TokenReview>("POST", "/apis/authentication.k8s.io/v1/tokenreviews", {
    body: review,
  });
  return status.authenticated === true ? status.user?.username : undefined;
}
