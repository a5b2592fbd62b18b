/** What happens all at once is a violation, at the level that the policy config gives. */
import { deepEqual } from "node:assert/strict";
import { withGradual } from "../../../../tools/plan/against/gradual";
import type { Plan } from "../../../../tools/plan/plan";
import type { AbruptChange } from "../../../../tools/plan/summary/changesSchema";
import { textFile } from "../../../support/planned";

const gone: AbruptChange = {
  kind: "pool-gone",
  subject: "pool dotori-spot",
  urn: "urn:pulumi:dev::p::t::dotori-spot",
  certain: true,
  message: "goes",
  instead: ["add another", "remove it later"],
};

/** The verdict, and level and message of each violation. */
function judged(abrupt: readonly AbruptChange[], config?: object) {
  const changes = { abrupt, policies: { new: [], gone: [], still: [], known: true } };
  const plan = { policies: { verdict: "pass", violations: [] }, changes } as unknown as Plan;
  const file = config === undefined ? undefined : textFile("policies.json", JSON.stringify(config));
  const { policies, changes: after } = withGradual(plan, file);
  deepEqual(after?.policies.new, policies.violations);
  return [policies.verdict, ...policies.violations.map(({ level, message }) => `${level} ${message}`)];
}

describe("changes-are-gradual", () => {
  const text = "pool dotori-spot goes. Instead: add another; remove it later.";

  it("is advisory by default", () => deepEqual(judged([gone]), ["warn", `advisory ${text}`]));

  it("fails the plan where it is mandatory, by its own level or that of all", () => {
    deepEqual(judged([gone], { "changes-are-gradual": "mandatory" }), ["fail", `mandatory ${text}`]);
    deepEqual(judged([gone], { all: "mandatory" }), ["fail", `mandatory ${text}`]);
  });

  it("is silent where it is disabled", () =>
    deepEqual(judged([gone], { "changes-are-gradual": "disabled" }), ["pass"]));

  it("never fails on what cannot be told", () =>
    deepEqual(judged([{ ...gone, certain: false }], { all: "mandatory" }), ["warn", `advisory ${text}`]));

  it("always fails on an edit that an upgrade of Karpenter hides, and on another key for a cluster's secrets", () => {
    for (const kind of ["hash-and-version", "secrets-key-changed"] as const)
      deepEqual(judged([{ ...gone, kind }]), ["fail", `mandatory ${text}`]);
  });

  it("says nothing of a change that is gradual", () => deepEqual(judged([], { all: "mandatory" }), ["pass"]));
});
