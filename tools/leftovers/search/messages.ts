/** What carries messages and logs: the interruption queue, the rules that fill it, log groups. */
import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import {
  interruptionEvents,
  interruptionQueueName,
  interruptionRuleName,
} from "../../../components/karpenter/interruptionQueueInputs";
import type { Leftover, Part, Target } from "../leftover";
import { clientSettings } from "./settings";

/** The queue of the cluster's name. */
export async function queue({ cluster, region }: Target): Promise<readonly Leftover[]> {
  const client = new SQSClient(clientSettings(region));
  const QueueName = interruptionQueueName(cluster);
  try {
    const { QueueUrl = "" } = await client.send(new GetQueueUrlCommand({ QueueName }));
    return [{ kind: "queue", id: QueueUrl, about: "", foundBy: `name ${QueueName}` }];
  } catch (cause) {
    if (cause instanceof QueueDoesNotExist) return [];
    throw cause;
  } finally {
    client.destroy();
  }
}

/** All values of an operation that gives a token for the next page. */
async function* pages<T extends { readonly NextToken?: string | undefined }>(
  ask: (token: string | undefined) => Promise<T>,
): AsyncGenerator<T> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.NextToken;
  } while (token !== undefined);
}

/** Largest page of EventBridge. */
const largestPage = 100;

/** The rules of the interruption queue, with their targets. */
export async function eventRules({ cluster, region }: Target, Limit = largestPage): Promise<readonly Leftover[]> {
  const client = new EventBridgeClient(clientSettings(region));
  const own = new Set(Object.keys(interruptionEvents).map((event) => interruptionRuleName(event, cluster)));
  const found: Leftover[] = [];
  const rules = pages((NextToken) => client.send(new ListRulesCommand({ NamePrefix: "Karpenter-", NextToken, Limit })));
  for await (const { Rules = [] } of rules)
    for (const { Name: Rule = "", State } of Rules) {
      if (!own.has(Rule)) continue;
      const parts: Part[] = [];
      const targets = pages((NextToken) => client.send(new ListTargetsByRuleCommand({ Rule, NextToken })));
      for await (const { Targets = [] } of targets)
        parts.push(...Targets.map(({ Id = "" }): Part => ({ kind: "target", id: Id })));
      found.push({ kind: "event-rule", id: Rule, about: State?.toLowerCase() ?? "", foundBy: `name ${Rule}`, parts });
    }
  client.destroy();
  return found;
}

/** Largest page of CloudWatch Logs. */
const largestPageOfLogs = 50;

/** Log groups of the control plane, and those that Container Insights makes. */
export async function logGroups(
  { cluster, region }: Target,
  pageSize = largestPageOfLogs,
): Promise<readonly Leftover[]> {
  const client = new CloudWatchLogsClient(clientSettings(region));
  const found: Leftover[] = [];
  for (const logGroupNamePrefix of [`/aws/eks/${cluster}/`, `/aws/containerinsights/${cluster}/`])
    for await (const page of paginateDescribeLogGroups({ client, pageSize }, { logGroupNamePrefix }))
      for (const { logGroupName = "", storedBytes = 0 } of page.logGroups ?? [])
        found.push({
          kind: "log-group",
          id: logGroupName,
          about: `${storedBytes} bytes`,
          foundBy: `name ${logGroupNamePrefix}`,
        });
  client.destroy();
  return found;
}
