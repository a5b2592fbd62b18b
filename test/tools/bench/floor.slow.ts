import { deepEqual, ok } from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFloor } from "../../../tools/bench/floor";
import { writeStack } from "../../../tools/bench/stacks";
import type { PlannedResource } from "../../../tools/plan/engine/resource";
import { runPlan } from "../../../tools/plan/plan";
import { root } from "../../support/plans";

const stackType = "pulumi:pulumi:Stack";

/**
 * What a resource is, whatever its stack and its project are called; the engine's own default providers have no parent.
 * Dependencies are those of teams' resources, of which there are thousands: of the platform's, the SDK makes others where a
 * component has its children at once (as for the floor), and where a plugin makes them.
 */
function registered(resources: readonly PlannedResource[]) {
  const named = (urn: string) => urn.split("::").slice(2).join("::");
  const isSame = (urn: string) => !/(eks:index:Cluster|pulumi:providers:[a-z]+)::/.test(urn);
  return resources
    .filter(({ parent, type }) => parent !== null && type !== stackType)
    .map(({ urn, type, name, custom, inputs, protect, ignoreChanges, customTimeouts, dependencies, parent }) => ({
      ...{ urn: named(urn), type, name, custom, inputs, protect, ignoreChanges, customTimeouts },
      parent: parent?.includes(stackType) ? stackType : named(parent ?? ""),
      dependencies: urn.includes("nodepools:index:Team") ? dependencies.filter(isSame).map(named).sort() : [],
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

describe("the floor of a stack of the bench", () => {
  it("registers the same resources as the program: inputs, parents, options and dependencies", async () => {
    // files of teams lie inside the project
    mkdirSync(join(root, ".cache"), { recursive: true });
    const folder = mkdtempSync(join(root, ".cache/floor-"));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const plan = await runPlan({ folder: root, config: writeStack(root, folder, 2, "files"), withoutPolicies: true });
    const config = writeFloor(folder, "two", plan);
    const floor = await runPlan({ folder: join(root, "tools/bench/floor"), config, withoutPolicies: true });
    const [expected, found] = [plan, floor].map(({ resources }) => registered(resources));
    ok(expected!.length > 100);
    deepEqual(found, expected);
  });
});
