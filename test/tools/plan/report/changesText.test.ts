/** Lines on changes that a person can read: nothing internal of a value or of a place. */
import assert from "node:assert/strict";
import { resourceLines, violationLine, windowLines } from "../../../../tools/plan/report/changes";
import type { ChangedPath, Changes } from "../../../../tools/plan/summary/changesSchema";

const urn = "urn:pulumi:dev::nodepools::aws:ec2/vpc:Vpc::network";

function fieldOf(path: Pick<ChangedPath, "before" | "after">): string {
  const resource = {
    urn,
    type: "aws:ec2/vpc:Vpc",
    name: "network",
    action: "replace" as const,
    protect: false,
    paths: [{ path: "subnetIds", replaces: "yes" as const, ...path }],
  };
  return resourceLines({ resources: [resource] } as unknown as Changes)[0]!.fields[0]!;
}

describe("lines on a change", () => {
  it("say of two unknown values what makes them differ, and never [unknown]", () => {
    assert.equal(
      fieldOf({ before: "[unknown]", after: "[unknown]" }),
      "subnetIds: comes from another or a new resource, which replaces it",
    );
    assert.equal(
      fieldOf({ before: "subnet-1", after: "[unknown]" }),
      'subnetIds: "subnet-1" to what only `pulumi up` knows, which replaces it',
    );
    assert.equal(
      fieldOf({ before: ["[unknown]", "[unknown]", "[unknown]"], after: ["[unknown]", "[unknown]"] }),
      "subnetIds: 3 to 2 entries, which replaces it",
    );
    assert.equal(
      fieldOf({ before: [{ id: "[unknown]" }], after: [{ id: "[unknown]" }, { id: "[unknown]" }] }),
      "subnetIds: 1 to 2 entries, which replaces it",
    );
    assert.equal(fieldOf({ before: ["a"], after: ["b"] }), 'subnetIds: ["a"] to ["b"], which replaces it');
  });

  it("name the object of a violation that no key of the config decides", () => {
    const violation = {
      level: "advisory",
      policy: "changes-are-gradual",
      urn,
      message: "m",
      cannotTell: false,
    } as never;
    assert.match(violationLine(violation), /^advisory changes-are-gradual {2}\S+ network$/);
  });

  it("round the node-hours of an average week", () => {
    const side = { windows: ["11-11 00:00 to 24:00 UTC: 10"], always: 0, nodeHours: 160.61643835616437 };
    const windows = [{ pool: "dotori-shop", before: null, after: { ...side, maxNodes: 10, usdPerWeek: 1.2 } }];
    assert.deepEqual(windowLines({ windows } as unknown as Changes), [
      "dotori-shop: none to 11-11 00:00 to 24:00 UTC: 10 (160.62 node-hours a week)",
    ]);
  });
});
