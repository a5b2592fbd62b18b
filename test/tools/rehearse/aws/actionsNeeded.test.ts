/** What Karpenter asked of IAM in recorded runs, against the planned policies without each of their actions. */
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../../../tools/iam/evaluate";
import type { Policy } from "../../../../tools/iam/policyDocument";
import type { Request } from "../../../../tools/iam/request";
import { Authorizer, without } from "../../../../tools/rehearse/aws/front/authorize";
import { type Stack, stacks } from "../../../program/iam/stack";

const calls = JSON.parse(
  readFileSync(join(__dirname, "../../../golden/aws-calls/calls.json"), "utf8"),
) as readonly Omit<Request, "principal">[];

/** Granted actions that no recorded run calls, and when Karpenter calls them. */
const notCalled: Readonly<Record<string, string>> = {};

describe("the actions that Karpenter is granted", () => {
  let stack: Stack;
  let identity: readonly Policy[];
  before(async () => {
    stack = await stacks.aws!();
    identity = stack.controllerPolicies.identity!;
  });

  /** Actions of the record that these policies deny. */
  const denied = (policies: readonly Policy[]): readonly string[] => {
    const refused = calls.filter((call) => {
      const request = { ...call, principal: stack.controller };
      const onQueue = call.resource.arn === stack.queueArn;
      const applied = { identity: policies, ...(onQueue ? { resource: stack.queuePolicy } : {}) };
      return evaluate(request, applied).outcome !== "allowed";
    });
    return [...new Set(refused.map(({ action }) => action))];
  };

  it("allow every recorded call", () => {
    ok(calls.length > 50, `${calls.length} recorded calls`);
    deepEqual(denied(identity), []);
  });

  it("are each missed by name when taken out, but for those that no recorded run calls", () => {
    const granted = [
      ...new Set(identity.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions.written))),
    ];
    const wrong = granted.flatMap((action) => {
      const missed = denied(identity.map((policy) => without(policy, [action])));
      const expected = Object.hasOwn(notCalled, action) ? [] : [action];
      return JSON.stringify(missed) === JSON.stringify(expected)
        ? []
        : [`${action}: ${missed.join(", ") || "nothing"} is denied`];
    });
    deepEqual(wrong, []);
  });

  it("are each missed by name in the front layer, too", () => {
    const authorizer = new Authorizer(() => undefined, ["ec2:RunInstances"]);
    const role = {
      name: "karpenter-controller",
      arn: "",
      trust: stack.queuePolicy,
      identity,
      component: "ControllerRole karpenter-controller",
    };
    const principal = stack.controller as Extract<Request["principal"], { kind: "roleSession" }>;
    for (const call of calls) authorizer.judge({ principal, role }, [call]);
    deepEqual(
      [...new Set(authorizer.denials.map(({ action, component }) => `${action}, ${component}`))],
      ["ec2:RunInstances, ControllerRole karpenter-controller"],
    );
  });
});
