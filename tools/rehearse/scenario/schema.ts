/** What a scenario file may say: the types, the checks and the words of its messages. */
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

/** Anything that Kubernetes may hold; the server judges the rest. */
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

/** So many, or a range of them. */
const count = () =>
  z.union([replicas(), z.strictObject({ atLeast: replicas().optional(), atMost: replicas().optional() })]);

const window = () =>
  z.union([
    inNamespace("ScaledObject"),
    z.strictObject({ scaledObject: inNamespace("ScaledObject"), trigger: integer({ min: 0, max: 99, examples: [0] }) }),
  ]);

const expectation = z.strictObject({
  /** How long the cluster may take to get there. @default 60s */
  within: span("60s").optional(),
  /** How long all of it must then stay true. @default not at all */
  for: span("10s").optional(),
  /** Nodes by pool; they count once they are Ready and while they are not leaving. */
  nodes: z.record(poolName(), count()).optional(),
  /** Nodes of all pools together. */
  totalNodes: count().optional(),
  /** Instance types that a pool's nodes may have; a pool with no node passes. */
  types: z
    .record(poolName(), z.array(text({ what: "instance type", write: '"m7i.large"', examples: ["m7i.large"] })).min(1))
    .optional(),
  /** Pods by workload. */
  running: z.record(inNamespace("workload"), count()).optional(),
  pending: z.record(inNamespace("workload"), count()).optional(),
  /** Pods of a workload that the scheduler put out for others since the run began. */
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
      /** One pod a node. @default false */
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
  apply: z.array(object()).min(1).optional(),
  delete: z.array(object()).min(1).optional(),
  /** Opens a window of a ScaledObject, whatever the hour is; all of its windows, unless one is named. */
  open: window().optional(),
  close: window().optional(),
  wait: span("10s").optional(),
  /** A person creates an object and must be refused with these words. */
  refuse: z
    .strictObject({
      as: identity().optional(),
      create: object(),
      message: text({
        what: "piece of a message",
        write: "words that the server's refusal holds",
        examples: ["not of your team"],
      }),
    })
    .optional(),
  /** A person creates an object and must not be refused. Nothing is kept. */
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
  /** The stack file that it was written for, beside the scenario; the command line outranks it. */
  config: text({ what: "file name", write: '"../multiple.yaml"', examples: ["../multiple.yaml"] }).optional(),
  /** Waits that a run shortens; "keep" leaves the planned one. */
  shorten: z
    .strictObject({ cooldownPeriod: wait("5s"), pollingInterval: wait("2s"), consolidateAfter: wait("3s") })
    .optional(),
  /** Objects beside those of the plan, applied before the first step. */
  objects: z.array(object()).optional(),
  steps: z.array(step).min(1),
});

export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type Step = ScenarioFile["steps"][number];
export type Expectation = z.infer<typeof expectation>;
export type Count = z.infer<ReturnType<typeof count>>;
export type WindowStep = z.infer<ReturnType<typeof window>>;
