/** What Karpenter asked of IAM in recorded runs, against the planned policies without each of their actions. */
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../../../tools/iam/evaluate";
import type { Policy } from "../../../../tools/iam/policyDocument";
import type { Request } from "../../../../tools/iam/request";
import { Authorizer, without } from "../../../../tools/rehearse/aws/front/authorize";
import { devStack, type Stack } from "../../../program/iam/stack";

const calls = JSON.parse(
  readFileSync(join(__dirname, "../../../golden/aws-calls/calls.json"), "utf8"),
) as readonly Omit<Request, "principal">[];

/** Granted actions that no recorded run calls, and when Karpenter calls them. */
const notCalled: Readonly<Record<string, string>> = {
  "arc-zonal-shift:GetManagedResource": "with settings.enableZonalShift, at the start",
  "ec2:DescribeCapacityReservations": "with a class that selects reservations",
  "ec2:DescribePlacementGroups": "with a class that selects a placement group",
  "iam:TagInstanceProfile": "never by 1.14.1, which tags profiles as it makes them; Karpenter's own template grants it",
};

/** The policy with one action taken out of one of its statements. */
function withoutIn(policy: Policy, statement: string, action: string): Policy {
  const [reduced] = policy.statements.filter(({ name }) => name === statement);
  if (reduced === undefined) return policy;
  const [changed] = without({ ...policy, statements: [reduced] }, [action]).statements;
  return { ...policy, statements: policy.statements.map((each) => (each === reduced ? changed! : each)) };
}

describe("the actions that Karpenter is granted", () => {
  let stack: Stack;
  let identity: readonly Policy[];
  before(async () => {
    stack = await devStack();
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

  it("are each missed by name when taken out of any one statement, but for those that no recorded run calls", () => {
    const wrong = identity
      .flatMap(({ statements }) => statements)
      .flatMap((statement) =>
        statement.actions.written.flatMap((action) => {
          const missed = denied(identity.map((policy) => withoutIn(policy, statement.name, action)));
          const expected = Object.hasOwn(notCalled, action) ? [] : [action];
          const isNamed = JSON.stringify(missed) === JSON.stringify(expected);
          return isNamed ? [] : [`${statement.name} ${action}: ${missed.join(", ") || "nothing"} is denied`];
        }),
      );
    deepEqual(wrong, []);
  });

  it("include each that is listed as not called", () => {
    const granted = new Set(identity.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions.written)));
    deepEqual(
      Object.keys(notCalled).filter((action) => !granted.has(action)),
      [],
    );
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
