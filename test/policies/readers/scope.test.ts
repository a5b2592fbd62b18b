import { deepEqual, equal } from "node:assert/strict";
import { Field } from "../../../policies/frame/field";
import { cluster, team } from "../../../policies/readers/scope";
import { unknown } from "../../support/analyzer";

const pool = (labels: object) => new Field({ spec: { template: { metadata: { labels } } } });

describe("the pools that a ceiling sums", () => {
  it("are those whose nodes name the same team, by the label of the policy config", () => {
    deepEqual(
      [pool({ team: "dotori" }), pool({}), pool({ team: unknown })].map((inputs) => team.groupOf(inputs, undefined)),
      ["dotori", undefined, undefined],
    );
    equal(team.groupOf(pool({ owner: "acorn" }), "owner"), "acorn");
    equal(team.subjectOf("dotori"), 'team "dotori"');
  });

  it("are all of the cluster", () => {
    equal(cluster.groupOf(pool({}), undefined), cluster.groupOf(pool({ team: "dotori" }), undefined));
    equal(cluster.subjectOf(""), "the cluster");
  });
});
