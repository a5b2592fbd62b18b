import { deepEqual } from "node:assert/strict";
import { withLiveFields } from "../../../../tools/rehearse/scenario/setByOthers";

describe("an object that a change updates", () => {
  const deployment = (spec: object) => ({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" }, spec });
  const planned = deployment({ replicas: 0, paused: true });

  it("keeps the replicas that KEDA has set, and nothing else that runs", () => {
    const live = deployment({ replicas: 5, paused: false, minReadySeconds: 3 });
    deepEqual(withLiveFields(planned, ["spec.replicas"], live), deployment({ replicas: 5, paused: true }));
    deepEqual(planned, deployment({ replicas: 0, paused: true }), "the planned object is as it was");
  });

  it("has its own where nothing runs, or the field is not there", () => {
    deepEqual(withLiveFields(planned, ["spec.replicas"], undefined), planned);
    deepEqual(withLiveFields(planned, ["spec.replicas"], deployment({})), planned);
    deepEqual(withLiveFields(planned, [], deployment({ replicas: 5 })), planned);
  });
});
