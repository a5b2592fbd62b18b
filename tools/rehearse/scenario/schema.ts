/** The keys of a scenario file: types, checks and their messages. */
import { z } from "zod";
import { cpu, duration, integer, memory, text } from "../../../config";

const span = (...examples: readonly string[]) => duration({ examples });
const replicas = () => integer({ min: 0, max: 10_000, what: "number of replicas", examples: [5, 0] });

const inNamespace = (what: string) =>
  text({
    what,
    write: 'namespace and name such as "dotori/web"',
    pattern: /^[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9.]*$/,
    examples: ["dotori/web"],
  });

const poolName = () =>
  text({
    what: "NodePool name",
    write: 'the NodePool\'s name such as "dotori-general"',
    pattern: /^[a-z0-9][-a-z0-9.]*$/,
    examples: ["dotori-general"],
  });

/** Any Kubernetes object; the server checks the rest of it. */
const object = () =>
  z.looseObject({
    apiVersion: text({ what: "API version", write: '"apps/v1"', examples: ["apps/v1"] }),
    kind: text({ what: "kind", write: '"Deployment"', examples: ["Deployment"] }),
    metadata: z.looseObject({
      name: text({ what: "name", write: '"web"', examples: ["web"] }),
      namespace: z.string().optional(),
    }),
  });

const identity = () =>
  z.strictObject({
    user: text({ what: "user name", write: '"alpha-developer"', examples: ["alpha-developer"] }),
    groups: z.array(text({ what: "group name", write: '"team:alpha"', examples: ["team:alpha"] })).optional(),
  });

/** Exactly so many, or a range with both ends included. */
const count = () =>
  z.union([replicas(), z.strictObject({ atLeast: replicas().optional(), atMost: replicas().optional() })]);

const window = () =>
  z.union([
    inNamespace("ScaledObject"),
    z.strictObject({ scaledObject: inNamespace("ScaledObject"), trigger: integer({ min: 0, max: 99, examples: [0] }) }),
  ]);

const names = (what: string, example: string) =>
  z.array(text({ what, write: `"${example}"`, examples: [example] })).min(1);

const exhaustion = () =>
  z.strictObject({
    types: names("instance type", "m7i.large").optional(),
    zones: names("zone", "us-east-1a").optional(),
    capacityTypes: z
      .array(z.enum(["spot", "on-demand"]))
      .min(1)
      .optional(),
  });

/** What EC2 announces, in Karpenter's docs: spot interruption, rebalance recommendation, scheduled change, state change. */
const interruption = () =>
  z.strictObject({
    /** A node's name, or a pool: then its first node. */
    node: text({ what: "node or pool", write: '"dotori-spot"', examples: ["dotori-spot"] }),
    how: z.enum(["spot", "rebalance", "maintenance", "stateChange"]),
  });

/** An AMI of the user's own, which is there besides the EKS-optimized ones. */
const image = () =>
  z.strictObject({
    id: text({ what: "AMI id", write: '"ami-0123456789abcdef0"', examples: ["ami-0123456789abcdef0"] }).optional(),
    name: text({ what: "AMI name", write: '"golden-2026-11"', examples: ["golden-2026-11"] }).optional(),
    /** SSM parameter whose value is the image's id. */
    ssmParameter: text({ what: "SSM parameter", write: '"/golden/al2023"', examples: ["/golden/al2023"] }).optional(),
    architecture: z.enum(["x86_64", "arm64"]).optional(),
    owner: text({ what: "account", write: '"123456789012"', examples: ["123456789012"] }).optional(),
    tags: z.record(z.string(), z.string()).optional(),
    /** Device of its root volume. @default /dev/xvda */
    rootDevice: text({ what: "device", write: '"/dev/xvda"', examples: ["/dev/xvda"] }).optional(),
  });

const expectation = z.strictObject({
  /** How long the cluster may take until all of it is so. @default 60s */
  within: span("60s").optional(),
  /** How long all of it must then stay so. @default no time */
  for: span("10s").optional(),
  /** Nodes by pool: those that are Ready and not being deleted. */
  nodes: z.record(poolName(), count()).optional(),
  /** Nodes of all pools together. */
  totalNodes: count().optional(),
  /** Instance types that a pool's nodes may have; a pool with no node passes. */
  types: z
    .record(poolName(), z.array(text({ what: "instance type", write: '"m7i.large"', examples: ["m7i.large"] })).min(1))
    .optional(),
  /** Capacity types that a pool's nodes may have; a pool with no node passes. */
  capacityTypes: z.record(poolName(), z.array(z.enum(["spot", "on-demand", "reserved"])).min(1)).optional(),
  /** Zones that a pool's nodes may be in; a pool with no node passes. */
  zones: z
    .record(poolName(), z.array(text({ what: "zone", write: '"us-east-1a"', examples: ["us-east-1a"] })).min(1))
    .optional(),
  /** Nodes that a pool has had since the run began, those that are gone included. */
  launched: z.record(poolName(), count()).optional(),
  /** Nodes of a pool that were there at the last `change` and are gone. */
  replaced: z.record(poolName(), count()).optional(),
  /** Of the nodes that were there at the last `change`, those are gone of which the plan says so, and no others. */
  asPlanned: z.literal(true).optional(),
  /** Pods by workload. */
  running: z.record(inNamespace("workload"), count()).optional(),
  pending: z.record(inNamespace("workload"), count()).optional(),
  /** Pods of a workload that the scheduler has preempted since the run began. */
  preempted: z.record(inNamespace("workload"), count()).optional(),
});

const step = z.strictObject({
  /** A line for the reader. */
  say: text({ what: "sentence", write: "what happens next", examples: ["The window opens."] }).optional(),
  /** Starts a plain workload on a pool, with the pool's selector and tolerations, or changes its replicas. */
  run: z
    .strictObject({
      workload: inNamespace("workload"),
      pool: poolName(),
      replicas: replicas(),
      cpu: cpu(),
      memory: memory(),
      /** At most one pod on a node. @default false */
      apart: z.boolean().optional(),
    })
    .optional(),
  /** Sets the replicas of a Deployment or of a static NodePool. */
  scale: z
    .union([
      z.strictObject({ deployment: inNamespace("Deployment"), replicas: replicas() }),
      z.strictObject({ nodePool: poolName(), replicas: replicas() }),
    ])
    .optional(),
  /** Other values in the stack's config, by path below the project's own keys; null takes a key away. */
  change: z
    .record(
      text({
        what: "path in the config",
        write: '"teams.dotori.pools[0].labels"',
        examples: ["teams.dotori.pools[0].labels"],
      }),
      z.json(),
    )
    .optional(),
  apply: z.array(object()).min(1).optional(),
  delete: z.array(object()).min(1).optional(),
  /** Deletes a node, as `kubectl delete node` does: Karpenter drains it and terminates its instance. */
  deleteNode: text({ what: "node or pool", write: '"vision-fixed"', examples: ["vision-fixed"] }).optional(),
  /** Opens the windows of a ScaledObject, whatever the time is; all of them, or the one that `trigger` names. */
  open: window().optional(),
  close: window().optional(),
  wait: span("10s").optional(),
  /** EC2 has no capacity for these from now on; what is left out means all. --provider aws only. */
  exhaust: exhaustion().optional(),
  /** A subnet of the plan, by its name there or its id, has no free address from now on. --provider aws only. */
  fill: text({ what: "subnet", write: "its name in the plan", examples: ["network-private-1"] }).optional(),
  /** The account has no AWSServiceRoleForEC2Spot, and Karpenter may not create it. --provider aws only. */
  withoutServiceLinkedRole: z.literal(true).optional(),
  /** EC2 announces something of a node, by EventBridge. --provider aws only. */
  interrupt: interruption().optional(),
  /** A user creates an object; it must be refused, with a message that contains this text. */
  refuse: z
    .strictObject({
      as: identity().optional(),
      create: object(),
      message: text({
        what: "piece of a message",
        write: "a part of the server's message",
        examples: ["not of your team"],
      }),
    })
    .optional(),
  /** A user creates an object; it must be admitted. It is not stored. */
  allow: z.strictObject({ as: identity().optional(), create: object() }).optional(),
  expect: expectation.optional(),
});

const wait = (example: string) => z.union([span(example), z.literal("keep")]).optional();

export const scenarioSchema = z.strictObject({
  about: text({
    what: "sentence",
    write: "what the scenario shows",
    examples: ["Five warm nodes while the window is open."],
  }),
  /** Stack file that it was written for, relative to the scenario; --stack and --config outrank it. */
  config: text({ what: "file name", write: '"../multiple.yaml"', examples: ["../multiple.yaml"] }).optional(),
  /** Other durations than a run's own; "keep" leaves the planned one. */
  shorten: z
    .strictObject({
      cooldownPeriod: wait("5s"),
      pollingInterval: wait("2s"),
      consolidateAfter: wait("3s"),
      /** Of the nodes of all pools. @default as planned */
      expireAfter: wait("1m"),
    })
    .optional(),
  /** AMIs of the user's own; --provider aws only. */
  images: z.array(image()).min(1).optional(),
  /** Objects beside those of the plan, applied before the first step. */
  objects: z.array(object()).optional(),
  /** Releases of EKS-optimized AMIs that AWS does not have; --provider aws only. */
  withdrawn: names("AMI alias", "al2023@v20261023").optional(),
  /** Actions that the controller's planned policies are without; --provider aws only. */
  revoke: names("action", "ec2:RunInstances").optional(),
  /** Findings that the run must have, by a part of their text; it fails without them. --provider aws only. */
  findings: z
    .array(text({ what: "finding", write: "a part of its text", examples: ["ssm:GetParameter"] }))
    .min(1)
    .optional(),
  steps: z.array(step).min(1),
});

export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type Step = ScenarioFile["steps"][number];
export type Expectation = z.infer<typeof expectation>;
export type Count = z.infer<ReturnType<typeof count>>;
export type WindowStep = z.infer<ReturnType<typeof window>>;
