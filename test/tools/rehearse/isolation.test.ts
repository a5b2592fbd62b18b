import { deepEqual } from "node:assert/strict";
import type { KubeApi } from "../../../tools/rehearse/api/kubeApi";
import { KubeError } from "../../../tools/rehearse/api/kubeError";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import { type ApiClient, createObjects, matrixStack, runIsolationMatrix } from "../../components/team/isolationMatrix";
import { planOf } from "../../support/plans";
import { serverOfSuite } from "../../support/rehearse/server";

/** The client that the matrix expects: a refusal is an answer, not an error. */
const clientOf = (api: KubeApi): ApiClient => ({
  async request(method, path, body, user) {
    try {
      const answer = await api.call<Record<string, unknown>>(method, path, {
        ...(body === undefined ? {} : { body }),
        ...(user === undefined ? {} : { as: { user } }),
      });
      return { status: method === "POST" ? 201 : 200, body: answer };
    } catch (cause) {
      if (!(cause instanceof KubeError)) throw cause;
      return { status: cause.status.code, body: { message: cause.status.message } };
    }
  },
});

describe("isolation of teams on a real API server", function () {
  this.timeout(120_000);
  // the garbage collector would delete pods whose owner does not exist
  const server = serverOfSuite({ controllers: false });

  it("is enforced for every pair of teams and every shape of pod, and exempts those who must be exempt", async () => {
    const { objects } = plannedObjects(await planOf("matrix", matrixStack, "settled"));
    const client = clientOf(server.plane.api);
    await createObjects(
      client,
      objects.map(({ object }) => object),
    );
    deepEqual(await runIsolationMatrix(client), []);
  });
});
