/**
 * Who fills the interruption queue, and who reads it. Source: karpenter-provider-aws v1.14.1, pkg/providers/sqs; EventBridge
 * user guide, "Using resource-based policies", for the keys that a rule's call has.
 */
import type { Policy } from "../../../tools/iam/policyDocument";
import type { Principal, Request } from "../../../tools/iam/request";
import { elsewhere, type Place, queueArn, roleArn } from "./place";
import { administrator, type Row } from "./row";
import type { Stack } from "./stack";

export function queueRows(stack: Stack): readonly Row[] {
  return [...readerRows(stack), ...senderRows(stack)];
}

function readerRows(stack: Stack): readonly Row[] {
  const { controller, controllerPolicies, queuePolicy } = stack;
  return ["sqs:ReceiveMessage", "sqs:DeleteMessage"].flatMap((action) => {
    const one = (variation: string, arn: string, expected: Row["expected"], more: Partial<Request> = {}): Row => ({
      title: `${action}, ${variation}`,
      request: { principal: controller, action, resource: { arn }, ...more },
      // What another queue's policy says is not known; within the account that is as good as none.
      policies: arn === stack.queueArn ? { ...controllerPolicies, resource: queuePolicy } : controllerPolicies,
      expected,
    });
    return [
      one("own", stack.queueArn, "allowed"),
      one("own, without TLS", stack.queueArn, "denied", { secureTransport: false }),
      ...Object.entries(elsewhere(stack.place)).map(([variation, where]) => one(variation, queueArn(where), "denied")),
    ];
  });
}

/** A caller, and on whose behalf. */
type Sender = readonly [variation: string, principal: Principal, more: Partial<Request>];

function senderRows(stack: Stack): readonly Row[] {
  const { place, ruleNames, controllerPolicies } = stack;
  const { "other cluster": cluster, "other region": region, "other account": account } = elsewhere(place);
  const events = service("events.amazonaws.com");
  const sqs = service("sqs.amazonaws.com");
  const rule = (where: Place, name: string) => ({ context: source(where, `events:${where.region}`, `rule/${name}`) });
  const [first = ""] = ruleNames;
  const own: readonly Sender[] = ruleNames.map((name) => [
    `rule ${name.replace(place.cluster, "<cluster>")}`,
    events,
    rule(place, name),
  ]);
  const others: readonly Sender[] = [
    ["own rule, without TLS", events, { ...rule(place, first), secureTransport: false }],
    ["rule of the other cluster", events, rule(place, `Karpenter-spot-${cluster.cluster}`)],
    ["rule of nobody", events, {}],
    ["another service for the own rule", service("sns.amazonaws.com"), rule(place, first)],
    ["rule of the same name in the other region", events, rule(region, first)],
    ["rule of the same name in the other account", events, rule(account, first)],
    ["SQS for the account", sqs, { context: source(place, `sqs:${place.region}`, "queue") }],
    ["SQS for the other account", sqs, { context: source(account, `sqs:${place.region}`, "queue") }],
    ["SNS for the account", service("sns.amazonaws.com"), { context: source(place, `sns:${place.region}`, "topic") }],
    ["S3 for the account", service("s3.amazonaws.com"), { context: source(place, "s3:", "bucket") }],
    ["nobody", { kind: "anonymous" }, {}],
  ];
  const people: readonly (readonly [string, Principal, readonly Policy[]])[] = [
    ["the controller", stack.controller, controllerPolicies.identity!],
    ["an administrator of the other account", session(roleArn(account, "admin")), [administrator]],
  ];
  return [
    ...own.map((sender) => sending(stack, "sqs:SendMessage", sender, "allowed")),
    ...others.map((sender) => sending(stack, "sqs:SendMessage", sender, "denied")),
    ...["sqs:ReceiveMessage", "sqs:DeleteMessage"].map((action) =>
      sending(stack, action, ["own rule", events, rule(place, first)], "denied"),
    ),
    ...people.map(([variation, principal, identity]) => {
      const row = sending(stack, "sqs:SendMessage", [variation, principal, {}], "denied");
      return { ...row, policies: { ...row.policies, identity } };
    }),
  ];
}

function sending(stack: Stack, action: string, [variation, principal, more]: Sender, expected: Row["expected"]): Row {
  return {
    title: `${action}, ${variation}`,
    request: { principal, action, resource: { arn: stack.queueArn }, region: stack.place.region, ...more },
    policies: { resource: stack.queuePolicy },
    expected,
  };
}

function service(name: string): Principal {
  return { kind: "service", service: name };
}

function session(role: string): Principal {
  return { kind: "roleSession", roleArn: role, sessionName: "monday" };
}

/** On whose behalf a service calls: a resource of an account. */
function source({ partition, account }: Place, prefix: string, resource: string): NonNullable<Request["context"]> {
  return { "aws:SourceAccount": account, "aws:SourceArn": `arn:${partition}:${prefix}:${account}:${resource}` };
}
