import { deepEqual, equal } from "node:assert/strict";
import { Field } from "../../../policies/frame/field";
import { shownName, subjectText, teamOf, types } from "../../../policies/frame/subject";
import { unknown } from "../../support/analyzer";

const subject = (type: string, inputs: object) => ({ type, urn: "u", name: "logical", inputs: new Field(inputs) });

describe("the subject of a message", () => {
  it("is kind, name and team", () => {
    const labels = { team: "dotori" };
    deepEqual(
      [
        subject(types.nodePool, { metadata: { name: "general" }, spec: { template: { metadata: { labels } } } }),
        subject(types.namespace, { metadata: { name: "web", labels } }),
        subject(types.queue, { name: "events" }),
        subject("kubernetes:apps/v1:Deployment", {}),
      ].map(subjectText),
      [
        'NodePool "general" (team dotori)',
        'Namespace "web" (team dotori)',
        'SQS queue "logical"',
        'Deployment "logical"',
      ],
    );
  });

  it("has Pulumi's logical name while the object's is not known", () => {
    equal(shownName(subject(types.nodePool, { metadata: { name: unknown } })), "logical");
    equal(shownName(subject(types.nodePool, { metadata: unknown })), "logical");
  });

  it("belongs to the team of a pool's nodes before the pool's own, and to none that is not known", () => {
    const labelled = (nodes: unknown, own: unknown) =>
      new Field({ metadata: { labels: { team: own } }, spec: { template: { metadata: { labels: { team: nodes } } } } });
    equal(teamOf(labelled("acorn", "dotori")), "acorn");
    equal(teamOf(labelled(undefined, "dotori")), "dotori");
    equal(teamOf(labelled(unknown, "dotori")), "dotori");
    equal(teamOf(labelled(unknown, unknown)), undefined);
    equal(teamOf(new Field({ metadata: { labels: { owner: "acorn" } } }), "owner"), "acorn");
  });
});
