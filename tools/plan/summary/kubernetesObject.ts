/** Kubernetes objects among the registered resources: their types, names and labels. */
import { isProperties, type Properties, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";

/** Type token of a Karpenter pool. */
export const nodePoolType = "kubernetes:karpenter.sh/v1:NodePool";
/** Type token of a Karpenter node class. */
export const nodeClassType = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
export const namespaceType = "kubernetes:core/v1:Namespace";
export const capacityBufferType = "kubernetes:autoscaling.x-k8s.io/v1beta1:CapacityBuffer";

/** The entries of a map that are texts; empty for any other value. */
export const texts = (value: Value | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isProperties(value) ? value : {}).filter((entry): entry is [string, string] => {
      return typeof entry[1] === "string";
    }),
  );

/** The object's own name, else the resource's; labels that are known. */
export function metadataOf({ inputs, name }: RegisteredResource): {
  name: string;
  labels: Readonly<Record<string, string>>;
} {
  const metadata: Properties = isProperties(inputs.metadata) ? inputs.metadata : {};
  return { name: typeof metadata.name === "string" ? metadata.name : name, labels: texts(metadata.labels) };
}

/** The namespace of an object; of one without, such as a Namespace, its own name. */
export function namespaceOf(resource: RegisteredResource): string {
  const { metadata } = resource.inputs;
  const { namespace = metadataOf(resource).name } = (metadata ?? {}) as { readonly namespace?: unknown };
  return String(namespace);
}
