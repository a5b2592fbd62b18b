/** Inputs of the program's own components, checked against the types that components/ exports. */
import { z } from "zod";
import { dayGroups, weekdays } from "../../../capacity/windows/times";
import { type NodePoolInputs, nodePoolComponentType } from "../../../components/nodePool/nodePoolInputs";
import { type WarmCapacityInputs, warmCapacityType } from "../../../components/warm/warmCapacityInputs";
import { shownProperties } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";

type Registered = Pick<RegisteredResource, "type" | "name" | "inputs">;

const podSize = z.strictObject({ cpuMillis: z.number(), memoryMiB: z.number() });

const days = z.union([z.enum(Object.keys(dayGroups) as (keyof typeof dayGroups)[]), z.array(z.enum(weekdays))]);

const window = z.union([
  z.strictObject({
    days,
    from: z.string(),
    to: z.string(),
    timezone: z.string(),
    nodes: z.number(),
    lead: z.number().optional(),
  }),
  z.strictObject({
    dates: z.array(z.string()),
    continuous: z.boolean().optional(),
    from: z.string(),
    to: z.string(),
    timezone: z.string(),
    nodes: z.number(),
    lead: z.number().optional(),
  }),
  z.strictObject({ start: z.string(), end: z.string(), timezone: z.string(), nodes: z.number() }),
]);

// strict: a field that components/ adds and no schema here names is an error, not lost
const schemas = {
  [nodePoolComponentType]: z.strictObject({
    team: z.string().optional(),
    users: z.union([z.literal("all"), z.array(z.string())]),
    limits: z.record(z.string(), z.string()),
    maintenance: z.array(z.strictObject({ days, from: z.string(), to: z.string(), timezone: z.string() })).optional(),
  }) satisfies z.ZodType<NodePoolInputs>,
  [warmCapacityType]: z.strictObject({
    pool: z.string(),
    engine: z.enum(["placeholders", "capacityBuffer"]).optional(),
    mode: z.union([
      z.strictObject({ kind: z.literal("perNode") }),
      z.strictObject({ kind: z.literal("headroom"), size: podSize, zones: z.number().optional() }),
    ]),
    always: z.number(),
    windows: z.array(window),
    load: z.union([z.strictObject({ nodes: z.number() }), podSize]).optional(),
    packing: z.strictObject({
      maxPods: z.number().optional(),
      bottlerocket: z.boolean().optional(),
      kept: z
        .strictObject({
          kubeCpuMillis: z.number().optional(),
          kubeMemoryMiB: z.number().optional(),
          systemCpuMillis: z.number().optional(),
          systemMemoryMiB: z.number().optional(),
          evictionMiB: z.array(z.number()).optional(),
          evictionShares: z.array(z.number()).optional(),
        })
        .optional(),
      daemonSets: podSize.extend({ pods: z.number() }).optional(),
    }),
    cooldownSeconds: z.number(),
    pin: z.number().optional(),
  }) satisfies z.ZodType<WarmCapacityInputs>,
};

/**
 * Inputs of a NodePool component; undefined for any other resource.
 * @throws Error naming the component, if they have another shape
 */
export function nodePoolInputs(resource: Registered): NodePoolInputs | undefined {
  return resource.type === nodePoolComponentType ? checked(resource, schemas[nodePoolComponentType]) : undefined;
}

/**
 * Inputs of a WarmCapacity component; undefined for any other resource.
 * @throws Error naming the component, if they have another shape
 */
export function warmCapacityInputs(resource: Registered): WarmCapacityInputs | undefined {
  return resource.type === warmCapacityType ? checked(resource, schemas[warmCapacityType]) : undefined;
}

function checked<T>({ type, name, inputs }: Registered, schema: z.ZodType<T>): T {
  const { data, error } = schema.safeParse(shownProperties(inputs));
  if (error === undefined) return data;
  const findings = error.issues.map(({ path, message }) => `${path.join(".") || "inputs"}: ${message}`);
  throw new Error(`inputs of component ${name} (${type}) are not those of components/: ${findings.join("; ")}`);
}
