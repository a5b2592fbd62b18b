import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkStackConfig,
  type Finding,
  findingKey,
  findingsText,
  findingText,
  loggedFinding,
  loggedFindingKey,
} from "../../config";
import { entryPath, pathText, shown } from "../../config/finding";
import { context } from "./arbitraries";
import { stepsOf } from "./fix";
import { pool, quiet } from "./violation";

describe("finding", () => {
  it("writes the lines of the style guide, letter for letter", () => {
    const config = quiet({
      teams: {
        dotori: {
          pools: [
            pool({ limits: { cpu: "lots", memory: "256Gi" } }),
            pool({ name: "second", capacityTypes: ["Spot"], weight: 10 }),
          ],
        },
      },
    });
    assert.equal(
      findingsText(checkStackConfig(config, context).findings, "Pulumi.dev.yaml"),
      [
        'teams.dotori.pools[0].limits.cpu: "lots" is not a valid CPU quantity; write "64" or "64000m"',
        'teams.dotori.pools[1].capacityTypes[0]: "Spot" is not known; did you mean "spot"? (spot, on-demand, reserved)',
        "2 errors in Pulumi.dev.yaml; nothing was created",
      ].join("\n"),
    );
  });

  it("puts errors before warnings, counts errors alone, and says nothing of creation when there are none", () => {
    const warning: Finding = { level: "warning", path: "a", message: "is odd", rule: "r" };
    const error: Finding = {
      level: "error",
      path: "b",
      value: 1,
      message: "is wrong",
      suggestion: "write 2",
      rule: "r",
    };
    assert.equal(
      findingsText([warning, error], "f.yaml"),
      "b: 1 is wrong; write 2\nwarning: a: is odd\n1 error in f.yaml; nothing was created",
    );
    assert.equal(findingsText([warning], "f.yaml"), "warning: a: is odd");
    assert.equal(findingsText([], "f.yaml"), "");
  });

  it("shows null and empty text, and leaves out a value that is not there", () => {
    const finding = { level: "error", path: "a", message: "is empty", rule: "r" } as const;
    assert.equal(findingText({ ...finding, value: null }), "a: null is empty");
    assert.equal(findingText({ ...finding, value: "" }), 'a: "" is empty');
    assert.equal(findingText(finding), "a: is empty");
  });

  it("cuts a long value at 80 characters, so that a message stays a line", () => {
    assert.equal(shown("x".repeat(78)), `"${"x".repeat(78)}"`);
    assert.equal(shown("x".repeat(79)), `"${"x".repeat(79)}…`);
    assert.equal(shown("a\nb"), '"a\\nb"');
  });
});

describe("a finding in a log", () => {
  const finding: Finding = {
    level: "warning",
    path: "network.zones",
    value: 3,
    message: "leaves the zones to AWS's list: it can change",
    suggestion: "name them",
    rule: "zones-are-named-in-production",
  };

  it("ends in its rule, and is known again by rule and path", () => {
    const line = loggedFinding(finding);
    assert.equal(
      line,
      "network.zones: 3 leaves the zones to AWS's list: it can change; name them (rule zones-are-named-in-production)",
    );
    assert.equal(loggedFindingKey(line), "zones-are-named-in-production network.zones");
  });

  it("is known again whatever its keys, value and words are", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("a: b", '": ', "(rule x)", "x\ny", "aws:region: "));
    const paths = fc.oneof(
      fc.array(fc.oneof(text, fc.nat(9)), { minLength: 1 }).map(pathText),
      fc.constant("aws:region"),
    );
    fc.assert(
      fc.property(paths, text, text, (path, value, message) => {
        const one = { ...finding, path, value, message };
        assert.equal(loggedFindingKey(loggedFinding(one)), findingKey(one));
      }),
      { seed: 20261121 },
    );
  });

  it("is not taken for any other line", () => {
    for (const line of ["", "the cluster is new", "network.zones: 3 is odd", "no path (rule r)"]) {
      assert.equal(loggedFindingKey(line), undefined);
    }
  });
});

describe("pathText", () => {
  it("writes keys plainly where YAML's reader would, and quoted where they would mislead", () => {
    assert.equal(pathText(["teams", "my-team", "pools", 0, "limits", "cpu"]), "teams.my-team.pools[0].limits.cpu");
    assert.equal(pathText(["tags", "kubernetes.io/name"]), 'tags["kubernetes.io/name"]');
    assert.equal(pathText(["teams", "4711", "owner"]), 'teams["4711"].owner');
    assert.equal(pathText(["teams", 'a"b']), 'teams["a\\"b"]');
    assert.equal(pathText(["odd key"]), '["odd key"]');
    assert.equal(pathText([]), "");
  });

  it("writes an entry as a path from the root", () => {
    assert.equal(entryPath("teams.dotori.labels", "tier"), pathText(["teams", "dotori", "labels", "tier"]));
    assert.equal(entryPath("tags", "a/b"), pathText(["tags", "a/b"]));
  });

  it("can be read back, whatever the keys are", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat(50)), { minLength: 1 }), (steps) => {
        assert.deepEqual(stepsOf(pathText(steps)), steps);
      }),
      { seed: 20261121 },
    );
  });
});
