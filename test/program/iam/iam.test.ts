import assert from "node:assert/strict";
import { requestContext } from "../../../tools/iam/context";
import { decisionText } from "../../../tools/iam/decisionText";
import { type AppliedPolicies, evaluate } from "../../../tools/iam/evaluate";
import { matchesArn, wildcardPattern } from "../../../tools/iam/pattern";
import type { Policy, Statement } from "../../../tools/iam/policyDocument";
import { knownTooWide } from "./knownTooWide";
import { launchRows } from "./launchCalls";
import { mutations } from "./mutations";
import { podIdentityPolicies, podIdentityRows } from "./podIdentityCalls";
import { profileRows } from "./profileCalls";
import { queueRows } from "./queueCalls";
import { readReasons, readRows } from "./readCalls";
import type { Row } from "./row";
import { type Stack, stacks } from "./stack";
import { trustedRoles, trustRows } from "./trustCalls";
import { volumeKeyRows } from "./volumeKeyCalls";

const tableOf = (stack: Stack): readonly Row[] =>
  [launchRows, profileRows, readRows, queueRows, trustRows, volumeKeyRows, podIdentityRows].flatMap((rows) =>
    rows(stack),
  );

const isAllowed = ({ request, policies }: Row) => evaluate(request, policies).outcome === "allowed";
const tooWide = new Set(knownTooWide.flatMap(({ titles }) => titles));

/** The controller's policies, the queue's, those of roles for pods, and the trust of every role. */
const plannedPolicies = (stack: Stack): readonly Policy[] => [
  ...stack.controllerPolicies.identity!,
  stack.queuePolicy,
  ...podIdentityPolicies(stack),
  ...stack.roleNames.map((name) => stack.role(name).trust),
];

/** Parts of the controller's statements that let a call through: each action and resource that a policy writes. */
function grantsNeeded({ request, policies }: Row): readonly string[] {
  const deciding = new Set(evaluate(request, policies).statements);
  const statements = (policies.identity ?? []).flatMap((policy) => policy.statements);
  return statements
    .filter(({ name }) => deciding.has(name))
    .flatMap(({ name, actions, resources }) => [
      ...actions.written.filter((action) => action === request.action).map((action) => `${name}: ${action}`),
      ...resources!.written.filter((one) => isAbout(one, request.resource.arn)).map((one) => `${name}: ${one}`),
    ]);
}

const isAbout = (resource: string, arn: string) => resource === "*" || matchesArn(wildcardPattern(resource), arn);

/** The policies with another statement in the place of that of the same name. */
function withStatement({ identity = [], resource }: AppliedPolicies, statement: Statement): AppliedPolicies {
  const swapped = (policy: Policy): Policy => ({
    ...policy,
    statements: policy.statements.map((one) => (one.name === statement.name ? statement : one)),
  });
  return { identity: identity.map(swapped), ...(resource === undefined ? {} : { resource: swapped(resource) }) };
}

/** Whether the statement is among the row's policies, and about its action. */
function isDecidedBy({ name, actions }: Statement, { request, policies }: Row): boolean {
  const all = [...(policies.identity ?? []), ...(policies.resource ? [policies.resource] : [])];
  const isThere = all.some(({ statements }) => statements.some((one) => one.name === name));
  return isThere && actions.matches(request.action, requestContext(request));
}

const changes = (row: Row, statement: Statement) =>
  isAllowed({ ...row, policies: withStatement(row.policies, statement) }) !== isAllowed(row);

/**
 * What may be wider without a call being answered otherwise: IAM itself keeps accounts and queues apart. So would a
 * condition that only repeats another, such as aws:SourceAccount beside an aws:SourceArn with the account in it.
 */
const keptApartAnyway = [
  "karpenter-controller-IAMIntegration AllowScopedInstanceProfileActions on all resources",
  "karpenter-controller-IAMIntegration AllowScopedInstanceProfileCreationActions on all resources",
  "karpenter-controller-IAMIntegration AllowScopedInstanceProfileTagActions on all resources",
  "karpenter-controller-ResourceDiscovery AllowInstanceProfileReadActions on all resources",
  "queue policy AllowEvents on all resources",
  "queue policy DenyHTTP on all resources",
];

for (const [partition, stackOf] of Object.entries(stacks)) {
  describe(`IAM in ${partition}`, () => {
    let stack: Stack;
    let table: readonly Row[];
    before(async () => {
      stack = await stackOf();
      table = tableOf(stack);
    });

    it("allows what Karpenter does with its own, and denies the rest but for what is known to be too wide", () => {
      const expected = ({ title, expected }: Row) =>
        tooWide.has(title) ? "allowed, as knownTooWide has it" : expected;
      const wrong = table.filter((row) => isAllowed(row) !== expected(row).startsWith("allowed"));
      assert.deepEqual(
        wrong.map((row) => {
          const { request, policies, title } = row;
          return `${title} should be ${expected(row)}: ${decisionText(request, evaluate(request, policies))}`;
        }),
        [],
      );
    });

    it("is asked at least 200 different calls", () => {
      const titles = table.map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title, index) => titles.indexOf(title) !== index),
        [],
      );
      assert.ok(titles.length >= 200, `${titles.length} calls`);
    });

    it("grants the controller nothing that no call of the table needs", () => {
      const granted = stack.controllerPolicies
        .identity!.flatMap((policy) => policy.statements)
        .flatMap(({ name, actions, resources }) =>
          [...actions.written, ...resources!.written].map((one) => `${name}: ${one}`),
        );
      const needed = new Set(table.filter(({ expected }) => expected === "allowed").flatMap(grantsNeeded));
      assert.deepEqual(
        granted.filter((one) => !needed.has(one)),
        [],
      );
    });

    it("answers some call otherwise without any one action, condition, resource or principal", () => {
      const unnoticed = plannedPolicies(stack)
        .flatMap((policy) => policy.statements)
        .flatMap((statement) => {
          const rows = table.filter((row) => isDecidedBy(statement, row));
          return mutations(statement).filter((mutation) => !rows.some((row) => changes(row, mutation.statement)));
        });
      assert.deepEqual(unnoticed.map(({ title }) => title).sort(), keptApartAnyway);
    });

    it("keeps other accounts out by its own policies, but for EC2's resources, which accounts may share", () => {
      const services = (rows: readonly Row[]) =>
        [...new Set(rows.map((row) => row.request.action.split(":")[0]!))].sort();
      const others = table.filter(({ title, request }) => {
        return request.principal === stack.controller && title.endsWith(", other account");
      });
      const isOpen = ({ request, policies }: Row) =>
        evaluate(request, policies).gaps.every(({ layer }) => layer === "resource");
      assert.deepEqual(
        [services(others.filter((row) => !isOpen(row))), services(others.filter(isOpen))],
        [["arc-zonal-shift", "eks", "iam", "kms", "sqs"], ["ec2"]],
      );
    });

    it("reads for a reason that is written down", () => {
      const actions = stack.controllerPolicies.identity!.flatMap((policy) =>
        policy.statements.flatMap((statement) => statement.actions.written),
      );
      const reads = actions.filter((action) => /:(Describe|Get|List)/.test(action));
      assert.deepEqual([...new Set(reads)].sort(), Object.keys(readReasons).sort());
    });

    it("has a row for every role", () => {
      assert.deepEqual(
        stack.roleNames.filter((name) => !trustedRoles.includes(name)),
        [],
      );
    });
  });
}

describe("the list of what is known to be too wide", () => {
  it("has rows of the table only", async () => {
    const made = await Promise.all(Object.values(stacks).map((stackOf) => stackOf()));
    const titles = new Set(made.flatMap(tableOf).map(({ title }) => title));
    assert.deepEqual(
      [...tooWide].filter((title) => !titles.has(title)),
      [],
    );
  });
});
