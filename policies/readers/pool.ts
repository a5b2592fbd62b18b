/** A NodePool as rules reckon with it: what it may launch, where, and how far it may grow. */

import { instanceTypes } from "../../capacity/ec2/catalogue";
import { catalogueKeys, labelOf } from "../../capacity/ec2/typeLabels";
import { allowedByKey, type Requirement } from "../../capacity/kubernetes/requirement";
import { type AdmittedTypes, admittedTypes } from "../../capacity/nodePool/admittedTypes";
import { type Ceiling, poolCeiling } from "../../capacity/nodePool/ceiling";
import { requirementsOf } from "../../capacity/nodePool/spec";
import { countOf, cpuMillis, memoryBytes } from "../../capacity/units/quantity";
import { type Field, Undecided } from "../frame/field";
import { poolRegion } from "./region";

export interface Pool {
  /** Requirements and labels that preview knows; those it does not know could only narrow what is admitted. */
  readonly requirements: readonly Requirement[];
  /** Path of the first requirement that preview does not know. */
  readonly unknownPath: string | undefined;
  /** Undefined where neither the pool nor the stack's config says. */
  readonly region: string | undefined;
  readonly admission: AdmittedTypes;
  /** Values asked for by name that no type of the catalogue has: new types, or misspelt ones. */
  readonly foreign: readonly { key: string; value: string }[];
}

const pools = new Map<string, Pool>();

/**
 * A pool's requirements and what they admit. A dozen rules ask the same of each pool, so answers are kept.
 * @param region the rule's own word on the region; empty leaves it to the pool and the stack's config
 */
export function readPool(inputs: Field, region = ""): Pool {
  const question = `${region} ${inputs.at("spec", "template").fingerprint}`;
  const pool = pools.get(question) ?? poolOf(inputs, region);
  pools.set(question, pool);
  return pool;
}

function poolOf(inputs: Field, region: string): Pool {
  const template = inputs.at("spec", "template");
  const list = template.at("spec", "requirements");
  const stated = list.isUnknown ? [list] : list.items();
  const labels = template.at("metadata", "labels");
  const entries = labels.isUnknown ? [] : labels.entries();
  const known = stated.map(plainOrUnknown);
  const labelValues = entries.map(([key, label]) => [key, plainOrUnknown(label)] as const);
  const requirements = requirementsOf({
    template: {
      metadata: { labels: Object.fromEntries(labelValues.map(([key, label]) => [key, label.plain])) },
      spec: { requirements: known.map(({ plain }) => plain) },
    },
  });
  const where = region === "" ? poolRegion(requirements) : region;
  return {
    requirements,
    unknownPath: known.find(({ unknownPath }) => unknownPath !== undefined)?.unknownPath,
    region: where,
    admission: admittedTypes(requirements.filter(narrowsTypes), where ?? ""),
    foreign: foreignValues(requirements),
  };
}

/** A team's own labels narrow no types; without them pools alike in all else share one answer. */
const narrowsTypes = ({ key }: Requirement): boolean => /(^|[./])(kubernetes\.io|k8s\.aws|karpenter\.sh)\//.test(key);

function plainOrUnknown(field: Field): { plain?: unknown; unknownPath?: string } {
  try {
    return { plain: field.plain() };
  } catch (error) {
    if (error instanceof Undecided) return { unknownPath: error.path };
    throw error;
  }
}

let cataloguedValues: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function foreignValues(requirements: readonly Requirement[]): { key: string; value: string }[] {
  cataloguedValues ??= new Map(
    catalogueKeys.map((key) => [key, new Set(instanceTypes().flatMap((type) => labelOf(type, key) ?? []))]),
  );
  return [...allowedByKey(requirements)].flatMap(([key, { complement, values }]) => {
    const known = complement ? undefined : cataloguedValues?.get(key);
    return known === undefined ? [] : [...values].filter((value) => !known.has(value)).map((value) => ({ key, value }));
  });
}

/** How far a pool may grow, and what could not be reckoned because the catalogue lacks a type. */
export interface PoolCeiling {
  readonly ceiling: Ceiling;
  /** Why figures that the limits do not state themselves are not known. */
  readonly unsure?: string;
}

const parsers: Readonly<Record<string, (text: string) => number>> = { cpu: cpuMillis, memory: memoryBytes };

/**
 * The most a pool may reach. A limit that is no quantity bounds nothing here; rule pool-has-limits refuses it.
 * @throws Undecided when a limit is not known yet
 */
export function poolCeilingOf(inputs: Field, pool: Pool): PoolCeiling {
  const known = reaches.get(pool) ?? new Map<string, PoolCeiling>();
  reaches.set(pool, known);
  const spec = inputs.at("spec");
  const question = `${spec.at("replicas").fingerprint} ${spec.at("limits").fingerprint}`;
  const reach = known.get(question) ?? reachOf(inputs, pool);
  known.set(question, reach);
  return reach;
}

/** Six rules ask the same of each pool. */
const reaches = new WeakMap<Pool, Map<string, PoolCeiling>>();

function reachOf(inputs: Field, pool: Pool): PoolCeiling {
  const limits = readableLimits(inputs);
  const replicas = inputs.at("spec", "replicas").number();
  const { foreign, region = "" } = pool;
  if (foreign.length > 0) return { ceiling: statedCeiling(limits, replicas), unsure: unsureText(foreign) };
  const size = replicas === undefined ? {} : { replicas };
  const ceiling = poolCeiling({ limits, ...size, types: pool.admission.types, region });
  return region === "" && ceiling.usdPerHour === null
    ? { ceiling: { ...ceiling, usdPerHourReason: noRegion } }
    : { ceiling };
}

const noRegion = "neither the pool's zones nor the stack's aws:region say which region's prices hold";

const unsureText = (foreign: Pool["foreign"]) =>
  `the catalogue of EC2 types has no ${[...new Set(foreign.map(({ value }) => value))].join(", ")}`;

function readableLimits(inputs: Field): Record<string, string> {
  const entries = inputs.at("spec", "limits").entries();
  return Object.fromEntries(
    entries.flatMap(([resource, limit]) => {
      const text = limit.text();
      return text !== undefined && isQuantity(text, parsers[resource] ?? countOf) ? [[resource, text]] : [];
    }),
  );
}

function isQuantity(text: string, parse: (text: string) => number): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What the limits say by themselves, for a pool whose types the catalogue does not have. */
function statedCeiling(limits: Readonly<Record<string, string>>, replicas: number | undefined): Ceiling {
  const stated = (resource: string, parse: (text: string) => number) =>
    limits[resource] === undefined ? null : parse(limits[resource]);
  return {
    cpuMillis: stated("cpu", cpuMillis),
    memoryBytes: stated("memory", memoryBytes),
    nodes: stated("nodes", countOf) ?? replicas ?? null,
    gpu: stated("nvidia.com/gpu", countOf),
    usdPerHour: null,
    usdPerHourAtUsEast1: null,
  };
}
