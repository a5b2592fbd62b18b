/** How a cluster that runs already is reached and trusted: of what the config says, nothing is made or looked up. */
import * as pulumi from "@pulumi/pulumi";
import type { ExistingCluster } from "../../config";
import type { OidcProvider } from "../iam/role";

/** API of the exec plugin that EKS's kubeconfigs use. Source: `aws eks update-kubeconfig`. */
const execApi = "client.authentication.k8s.io/v1beta1";

/** Kubeconfig as JSON, as EKS's own: its user runs `aws eks get-token` with the credentials that are at hand. */
export function existingKubeconfig(
  { name, existing: { endpoint, ca } }: ExistingCluster,
  region: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.output(region).apply((inRegion) =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "kubernetes", cluster: { server: endpoint, "certificate-authority-data": ca } }],
      users: [
        {
          name: "aws",
          user: {
            exec: {
              apiVersion: execApi,
              command: "aws",
              args: ["--region", inRegion, "eks", "get-token", "--cluster-name", name, "--output", "json"],
              // an exec plugin that an IDE or a CI runs has no terminal to ask questions in
              interactiveMode: "Never",
            },
          },
        },
      ],
      contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
      "current-context": "aws",
    }),
  );
}

/** IAM's provider out of its ARN, which ends with the issuer's address; undefined where pods take roles by Pod Identity. */
export function existingOidcProvider({ existing: { oidc } }: ExistingCluster): OidcProvider | undefined {
  return oidc === undefined ? undefined : { arn: oidc, url: oidc.slice(oidc.indexOf("/") + 1) };
}
