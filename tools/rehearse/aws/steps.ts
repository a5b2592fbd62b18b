/** What a scenario does to EC2. */

import { listOf, recordOf, textOf } from "../../../capacity/units/fields";
import type { KubeApi } from "../api/kubeApi";
import { nodeNamed, noNodeNamed } from "../nodes/nodeNamed";
import type { CloudSteps } from "../scenario/cluster";
import type { Step } from "../scenario/schema";
import type { Made, PlannedAwsResource } from "./create/made";
import type { Capacity } from "./ec2/capacity";
import type { SdkCall } from "./moto/sdk";

type Interruption = NonNullable<Step["interrupt"]>;

/** Events as AWS writes them. Source: Karpenter v1.14.1 pkg/controllers/interruption/messages, with AWS's own examples there. */
const events: Readonly<
  Record<
    Interruption["how"],
    { readonly source: string; readonly detailType: string; readonly detail: (instance: string) => object }
  >
> = {
  spot: {
    source: "aws.ec2",
    detailType: "EC2 Spot Instance Interruption Warning",
    detail: (id) => ({ "instance-id": id, "instance-action": "terminate" }),
  },
  rebalance: {
    source: "aws.ec2",
    detailType: "EC2 Instance Rebalance Recommendation",
    detail: (id) => ({ "instance-id": id }),
  },
  maintenance: {
    source: "aws.health",
    detailType: "AWS Health Event",
    detail: (id) => ({
      service: "EC2",
      eventTypeCode: "AWS_EC2_INSTANCE_STOP_SCHEDULED",
      eventTypeCategory: "scheduledChange",
      affectedEntities: [{ entityValue: id }],
    }),
  },
  stateChange: {
    source: "aws.ec2",
    detailType: "EC2 Instance State-change Notification",
    detail: (id) => ({ "instance-id": id, state: "stopping" }),
  },
};

/** How long an event may take until Karpenter reads it from the queue; on an idle machine it takes a tenth of a second. */
const usualDeliverySeconds = 30;

export interface StepSettings {
  readonly api: KubeApi;
  readonly sdk: SdkCall;
  readonly made: Made;
  readonly resources: readonly PlannedAwsResource[];
  readonly capacity: Capacity;
  /** Bodies of the messages that Karpenter has received. */
  readonly received: readonly string[];
  /** Why the queue takes no message of a rule; empty when it takes all. */
  readonly refusedRules: readonly string[];
  /** How long an event may take until Karpenter reads it from the queue. @default 30 */
  readonly deliverySeconds?: number;
  /** Rejects when a program of the run ends; never resolves. */
  readonly failed: Promise<never>;
}

/** The instance of a node, or of a pool's first node; undefined when there is none. */
async function instanceOf(api: KubeApi, named: string): Promise<string | undefined> {
  const node = await nodeNamed(api, named);
  return node === undefined ? undefined : textOf(recordOf(node.spec).providerID).split("/").at(-1);
}

export function cloudSteps(settings: StepSettings): CloudSteps {
  const { api, sdk, made, resources, capacity, received, refusedRules, failed } = settings;
  const { deliverySeconds = usualDeliverySeconds } = settings;
  return {
    exhaust: (what) => capacity.exhaust(what),
    withoutServiceLinkedRole: () => {
      capacity.hasSpotRole = false;
    },
    fill: (subnet) => {
      const planned = resources.find(
        ({ type, name, id }) => type === "aws:ec2/subnet:Subnet" && (name === subnet || id === subnet),
      );
      const real = planned === undefined ? made.real(subnet) : made.real(planned.id);
      if (planned === undefined && real === subnet) return `the plan has no subnet called ${subnet}`;
      capacity.fill(real);
      return undefined;
    },
    interrupt: async ({ node, how }) => {
      const instance = await instanceOf(api, node);
      if (instance === undefined) return noNodeNamed(node);
      const { source, detailType, detail } = events[how];
      const before = received.length;
      const answer = await sdk("events", "put_events", {
        Entries: [{ Source: source, DetailType: detailType, Detail: JSON.stringify(detail(instance)), Resources: [] }],
      });
      const refused = listOf(answer.Entries)
        .map((entry) => textOf(recordOf(entry).ErrorCode))
        .find((code) => code !== "");
      if (refused !== undefined) return `EventBridge refuses the event: ${refused}`;
      const deadline = Date.now() + deliverySeconds * 1000;
      while (Date.now() < deadline) {
        if (received.slice(before).some((body) => body.includes(instance))) return undefined;
        await Promise.race([new Promise((resolve) => setTimeout(resolve, 200)), failed]);
      }
      const why =
        refusedRules.length > 0
          ? `the queue refuses ${refusedRules.join("; ")}`
          : "no planned rule has a pattern for it, or it is for another queue";
      return `Karpenter read nothing of it from the queue in ${deliverySeconds} s: ${why}`;
    },
  };
}
