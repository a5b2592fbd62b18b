import { deepEqual } from "node:assert/strict";
import type { ChangedPool } from "../../../../tools/plan/summary/changesSchema";
import type { NodeState, Snapshot } from "../../../../tools/rehearse/nodes/snapshot";
import { notAsPlanned, replacedNodes, saidOf } from "../../../../tools/rehearse/scenario/replaced";

const node = (name: string, type = "m7i.large", zone = "a", capacityType = "spot"): NodeState => ({
  ...{ name, pool: "p", type, zone, capacityType, ready: true, terminating: false },
});
const lost = (...names: readonly string[]) => ({ gained: [], lost: names, kept: 0 });

function pool(rolls: ChangedPool["rolls"], more: Partial<ChangedPool> = {}): ChangedPool {
  const same = { types: lost(), zones: lost(), capacityTypes: lost() };
  return { name: "p", rolls, because: [], ...same, ...more } as ChangedPool;
}

/** What is not as planned: two nodes were there, and some are left. */
function found(planned: ChangedPool, left: readonly NodeState[], hasNodeClasses = true) {
  const nodes = [node("one"), node("two", "m7i.xlarge", "b", "on-demand")];
  return notAsPlanned({ nodes, pools: [planned], hasNodeClasses }, { nodes: left } as unknown as Snapshot);
}

describe("nodes that a change replaces, beside those that the plan said", () => {
  const [one, two, fresh] = [node("one"), node("two", "m7i.xlarge", "b", "on-demand"), node("three")];

  it("are all of them, none of them, or those of a type, a zone or a capacity type", () => {
    deepEqual(found(pool("drift"), [fresh]), []);
    deepEqual(found(pool("gone"), []), []);
    deepEqual(found(pool("none"), [one, two, fresh]), []);
    deepEqual(found(pool("some", { types: lost("m7i.large") }), [two, fresh]), []);
    deepEqual(found(pool("some", { zones: lost("b") }), [one, fresh]), []);
    deepEqual(found(pool("some", { capacityTypes: lost("spot") }), [two]), []);
  });

  it("are named when they should have gone, or stayed", () => {
    deepEqual(found(pool("drift"), [one, fresh]), [
      "one of p (m7i.large spot in a) is still there; the plan says that it goes",
    ]);
    deepEqual(found(pool("none"), [one]), [
      "two of p (m7i.xlarge on-demand in b) is gone; the plan says that it stays",
    ]);
    deepEqual(found(pool("some", { types: lost("m7i.large") }), [one]), [
      "one of p (m7i.large spot in a) is still there; the plan says that it goes",
      "two of p (m7i.xlarge on-demand in b) is gone; the plan says that it stays",
    ]);
  });

  it("cannot be compared where the plan cannot tell, or the simulation has no node classes", () => {
    deepEqual(found(pool("unknown"), [two]), [
      "one of p (m7i.large spot in a): the plan cannot tell whether it is replaced",
      "two of p (m7i.xlarge on-demand in b): the plan cannot tell whether it is replaced",
    ]);
    deepEqual(found(pool("drift", { because: [{ path: "nodeClass.spec.tags", text: "changes" }] }), [], false), [
      "p rolls for its node class, which is not simulated; give --provider aws",
    ]);
  });

  it("are counted by pool, new ones not", () => {
    const since = { nodes: [one, two], pools: [], hasNodeClasses: true };
    deepEqual(replacedNodes(since, { nodes: [two, fresh] } as unknown as Snapshot, "p"), [one]);
    deepEqual(replacedNodes(since, { nodes: [] } as unknown as Snapshot, "q"), []);
  });

  it("are announced in the plan's words", () => {
    const because = [{ path: "nodePool.spec.x", text: "changes" }];
    deepEqual(saidOf([pool("none"), pool("drift", { because })]), [
      "the plan says of p: drift, because nodePool.spec.x changes",
    ]);
  });
});
