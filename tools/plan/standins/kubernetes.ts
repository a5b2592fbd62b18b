/** Stand-ins for Kubernetes objects: what the API server adds. */
import { isProperties, type Properties } from "../engine/property";
import type { Subject } from "../engine/providers";
import { digits, type StandIn, textOf, uuid } from "./standIn";

/** A namespaced object's id is `namespace/name`. */
function objectId({ inputs, name }: Subject): string {
  const metadata: Properties = isProperties(inputs.metadata) ? inputs.metadata : {};
  const own = textOf(metadata.name, name);
  return metadata.namespace === undefined ? own : `${textOf(metadata.namespace, "default")}/${own}`;
}

/** Any object. */
export const kubernetesObject: StandIn = {
  id: objectId,
  outputs: ({ urn, id }) => ({
    metadata: {
      name: id.slice(id.lastIndexOf("/") + 1),
      uid: uuid(urn),
      resourceVersion: "1",
      generation: 1,
      creationTimestamp: "2026-01-01T00:00:00Z",
    },
  }),
};

const release: StandIn = {
  autonamed: "name",
  id: ({ inputs, name }) => `${textOf(inputs.namespace, "default")}/${textOf(inputs.name, name)}`,
  outputs: ({ inputs, name }) => {
    const own = textOf(inputs.name, name);
    const namespace = textOf(inputs.namespace, "default");
    const version = textOf(inputs.version, "0.0.0");
    return {
      name: own,
      namespace,
      version,
      manifest: {},
      resourceNames: {},
      status: {
        name: own,
        namespace,
        version,
        appVersion: version,
        chart: textOf(inputs.chart),
        revision: 1,
        status: "deployed",
      },
    };
  },
};

/** Types that are not plain objects, by type token. */
export const kubernetesStandIns: Readonly<Record<string, StandIn>> = {
  "kubernetes:helm.sh/v3:Release": release,
};

/**
 * The object with the name that the provider makes up when there is none, and its mark.
 * Objects of a provider whose cluster is unknown are not looked at, so nothing is filled in.
 */
export function withObjectName(subject: Subject): Properties {
  const { inputs, name, urn } = subject;
  const metadata: Properties = isProperties(inputs.metadata) ? inputs.metadata : {};
  if (typeof inputs.kind !== "string" || metadata.name !== undefined || metadata.generateName !== undefined)
    return inputs;
  const annotations: Properties = isProperties(metadata.annotations) ? metadata.annotations : {};
  return {
    ...inputs,
    metadata: {
      ...metadata,
      name: `${name}-${digits(urn, 8)}`,
      annotations: { ...annotations, "pulumi.com/autonamed": "true" },
    },
  };
}
