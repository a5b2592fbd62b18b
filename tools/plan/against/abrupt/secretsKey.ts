/**
 * Another key for the Kubernetes secrets of a cluster that stays, which the provider plans as an update and asks nobody for.
 * Sources: terraform-provider-aws internal/service/eks/cluster.go, resourceClusterUpdate, which calls AssociateEncryptionConfig
 * only where there was no `encryption_config` before; EKS API, AssociateEncryptionConfig, for clusters without encryption alone.
 */
import { member } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import { type Abrupt, type AbruptInput, type AbruptSide, keptCluster } from "./input";

const keyType = "aws:kms/key:Key";

/** "own" for a key of the stack's, the ARN of another one; undefined for AWS's own, and where it is not known. */
function keyOf(cluster: RegisteredResource, { resources }: AbruptSide): string | undefined {
  const sources = new Set([...cluster.dependencies, ...Object.values(cluster.propertyDependencies).flat()]);
  if (resources.some(({ type, urn }) => type === keyType && sources.has(urn))) return "own";
  const arn = member(cluster.inputs.encryptionConfig, "provider", "keyArn");
  return typeof arn === "string" && arn.startsWith("arn:") ? arn : undefined;
}

/** At most one. */
export function secretsKeyChanged(input: AbruptInput): readonly Abrupt[] {
  const cluster = keptCluster(input);
  if (cluster === undefined) return [];
  const [was, is] = [keyOf(cluster.was, input.before), keyOf(cluster.is, input.after)];
  if (was === undefined || is === undefined || was === is) return [];
  const lost =
    was === "own"
      ? "that key is deleted, and without it the API server can decrypt none of them"
      : "the cluster's role loses its rights to that key, which the API server needs to decrypt them";
  return [
    {
      kind: "secrets-key-changed",
      subject: `cluster ${cluster.is.name}`,
      urn: cluster.is.urn,
      by: { path: "cluster.secretsKey" },
      certain: true,
      message: `has another key for its secrets: EKS keeps the key that a cluster has, and \`pulumi up\` passes without changing it; ${lost}`,
      instead: [
        `leave cluster.secretsKey at "${was === "own" ? "create" : was}"`,
        "or plan a second cluster with the other key in another stack, move the workloads, and destroy this one",
      ],
    },
  ];
}
