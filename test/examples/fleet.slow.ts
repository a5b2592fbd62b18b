/** The objects of the fleet's operator, on a real API server that has the operator's CRD. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installCrds } from "../../tools/rehearse/api/crds";
import { KubeError } from "../../tools/rehearse/api/kubeError";
import type { CustomResourceDefinition, KubeObject } from "../../tools/rehearse/api/kubeObject";
import { serverOfSuite } from "../support/rehearse/server";
import { type Manifest, operatorObjects } from "./fleet";

const crdFile = join(__dirname, "../fixtures/operator/stacks.pulumi.com.json");

describe("the fleet's objects for the Pulumi Kubernetes Operator", function () {
  this.timeout(180_000);
  const suite = serverOfSuite({ controllers: false });
  before(() => installCrds(suite.plane.api, [JSON.parse(readFileSync(crdFile, "utf8")) as CustomResourceDefinition]));
  const apply = (object: Manifest) => suite.plane.api.apply(object as unknown as KubeObject);
  const refusal = async (object: Manifest): Promise<string> => {
    try {
      await apply(object);
    } catch (cause) {
      if (cause instanceof KubeError) return cause.message;
      throw cause;
    }
    return "admitted";
  };

  it("are admitted by its CRD, every field of them", async () => {
    for (const object of operatorObjects) {
      const stored = (await apply(object)) as unknown as Manifest;
      assert.deepEqual([stored.kind, stored.metadata.name], [object.kind, object.metadata.name]);
      if (object.kind === "Stack") assert.deepEqual(stored.spec, object.spec, "nothing is pruned or filled in");
    }
  });

  it("would be refused with a misspelt key, another type or no stack", async () => {
    const stack = operatorObjects.find(({ kind }) => kind === "Stack")!;
    const { stack: _, ...without } = stack.spec!;
    const named = { ...stack, metadata: { ...stack.metadata, name: "another" } };
    assert.match(await refusal({ ...named, spec: { ...stack.spec, projectRepository: "x" } }), /projectRepository/);
    assert.match(await refusal({ ...named, spec: { ...stack.spec, shallow: "yes" } }), /shallow/);
    assert.match(await refusal({ ...named, spec: without }), /spec\.stack/);
  });
});
