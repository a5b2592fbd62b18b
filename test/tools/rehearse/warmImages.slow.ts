/**
 * Placeholders with images on a real API server: admitted under Pod Security's level restricted, and at the requests of those
 * without. That nodes pull the images cannot be shown: there is no kubelet.
 */
import { deepEqual, match, rejects } from "node:assert/strict";
import type { KubeApi } from "../../../tools/rehearse/api/kubeApi";
import type { KubeObject } from "../../../tools/rehearse/api/kubeObject";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import { planOf } from "../../support/plans";
import { pool } from "../../support/pool";
import { serverOfSuite } from "../../support/rehearse/server";

type Fields = Readonly<Record<string, unknown>>;

const namespace = "warm-capacity";
const image = { image: "registry.example.com/web:1", architectures: ["amd64"], sizeGiB: 2 };
const forms = {
  none: { version: "1.35", images: undefined },
  volume: { version: "1.35", images: [image] },
  container: { version: "1.34", images: [{ ...image, command: ["/bin/sleep", "infinity"] }] },
} as const;

/** The objects of a stack with one pool, whose placeholders carry the images in this form. */
async function objectsOf(form: keyof typeof forms): Promise<readonly KubeObject[]> {
  const { version, images } = forms[form];
  const warm = { always: 2, ...(images === undefined ? {} : { images }) };
  const settings = { instanceCategories: ["m"], instanceSizes: ["xlarge"], warm };
  const config = { cluster: { version }, teams: { dotori: { pools: [pool("general", settings)] } } };
  const { objects } = plannedObjects(await planOf(`images-${form}`, config, "settled"));
  return objects.map(({ object }) => object);
}

/** A pod as the Deployment would make it. */
function podOf(
  objects: readonly KubeObject[],
  name: string,
  change: (spec: Fields) => Fields = (spec) => spec,
): KubeObject {
  const deployment = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.namespace === namespace);
  const { metadata, spec } = (deployment as unknown as { spec: { template: { metadata: Fields; spec: Fields } } }).spec
    .template;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata, name, namespace },
    spec: change(spec),
  } as KubeObject;
}

async function prepare(api: KubeApi): Promise<void> {
  const kinds = ["Namespace", "PriorityClass", "ResourceQuota"];
  const ours = (await objectsOf("none")).filter(
    ({ kind, metadata }) =>
      kinds.includes(kind) &&
      [metadata.name, metadata.namespace].some((name) => /^(warm|placeholder)/.test(name ?? "")),
  );
  for (const kind of kinds) for (const object of ours.filter((one) => one.kind === kind)) await api.apply(object);
  await api.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } });
  // a platform that adds defaults of its own does not make placeholders larger
  const limits = [
    { type: "Container", default: { cpu: "1", memory: "1Gi" }, defaultRequest: { cpu: "1", memory: "1Gi" } },
  ];
  await api.apply({
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "of-a-test", namespace },
    spec: { limits },
  } as KubeObject);
}

describe("placeholders with images, on a real API server", function () {
  this.timeout(300_000);
  // nothing but the server decides here
  const server = serverOfSuite({ controllers: false });

  before(() => prepare(server.plane.api));

  const stored = async (form: keyof typeof forms) => {
    const { spec, status } = (await server.plane.api.create(podOf(await objectsOf(form), form))) as unknown as {
      spec: { containers: readonly { name: string; resources: Fields }[]; volumes?: readonly Fields[] };
      status: { qosClass: string };
    };
    return { spec, qosClass: status.qosClass };
  };

  it("request with an image volume what they request without, and keep their class of service", async () => {
    const without = await stored("none");
    const { spec, qosClass } = await stored("volume");
    deepEqual(spec.containers, without.spec.containers);
    deepEqual([qosClass, without.qosClass], ["Guaranteed", "Guaranteed"]);
    deepEqual(
      spec.volumes?.map(({ image: volume }) => volume),
      [{ reference: image.image, pullPolicy: "IfNotPresent" }],
    );
  });

  it("request with a container what they request without, whatever a LimitRange has as defaults", async () => {
    const { spec, qosClass } = await stored("container");
    deepEqual(
      spec.containers.map(({ resources }) => resources.requests),
      [
        { cpu: "10m", memory: "16Mi" },
        { cpu: "0", memory: "0" },
      ],
    );
    deepEqual(qosClass, "Burstable");
  });

  it("would be refused without the settings that the level restricted asks for", async () => {
    const bare = (spec: Fields): Fields => ({
      ...spec,
      containers: (spec.containers as readonly Fields[]).map(({ securityContext, ...container }) => container),
    });
    const pod = podOf(await objectsOf("container"), "bare", bare);
    await rejects(server.plane.api.create(pod), (error: Error) => {
      match(error.message, /violates PodSecurity "restricted/);
      return true;
    });
  });
});
