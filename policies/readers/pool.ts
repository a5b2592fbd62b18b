/** A NodePool as rules reckon with it: what it may launch, where, and how far it may grow. */

import { awsLabelPrefix, labelSource } from "../../capacity/kubernetes/labels";
import { type Ceiling, poolCeiling, uncataloguedText } from "../../capacity/nodePool/ceiling";
import { parseLimits } from "../../capacity/nodePool/limits";
import { poolSelection, type Selection } from "../../capacity/nodePool/selection";
import { templateOf } from "../../capacity/nodePool/spec";
import { type Field, Undecided } from "../frame/field";
import { stackRegion } from "./region";

/** By the requirements and labels that preview knows; those it does not know could only narrow what is admitted. */
export interface Pool extends Selection {
  /** Path of the first requirement, or label that Karpenter knows, that preview does not know. */
  readonly unknownPath: string | undefined;
}

const pools = new Map<string, Pool>();

/**
 * What a pool's nodes may be. A dozen rules ask the same of each pool, so answers are kept.
 * @param region the rule's own setting; empty leaves it to the pool and the stack's config
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
  const labels = template.at("metadata", "labels");
  const requirements = (list.isUnknown ? [list] : list.items()).map(plainOrUnknown);
  const entries = labels.isUnknown ? [] : labels.entries();
  const values = entries.map(([key, label]) => ({ key, ...plainOrUnknown(label) }));
  const narrowing = values.filter(({ key }) => labelSource(key) !== undefined || key.startsWith(awsLabelPrefix));
  const selector = templateOf({
    template: {
      metadata: { labels: Object.fromEntries(values.map(({ key, plain }) => [key, plain])) },
      spec: { requirements: requirements.map(({ plain }) => plain) },
    },
  });
  const undecided = [...requirements, ...(labels.isUnknown ? [{ unknownPath: labels.path }] : narrowing)];
  return {
    ...poolSelection(selector, stackRegion(), region === "" ? undefined : region),
    unknownPath: undecided.find(({ unknownPath }) => unknownPath !== undefined)?.unknownPath,
  };
}

function plainOrUnknown(field: Field): { plain?: unknown; unknownPath?: string } {
  try {
    return { plain: field.plain() };
  } catch (error) {
    if (error instanceof Undecided) return { unknownPath: error.path };
    throw error;
  }
}

/** How far a pool may grow, and what could not be reckoned because the catalogue lacks a type. */
export interface PoolCeiling {
  readonly ceiling: Ceiling;
  /** Why figures that the limits do not state themselves are not known. */
  readonly unsure?: string;
}

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
  const spec = inputs.at("spec");
  const stated = spec.at("limits").entries();
  const limits = parseLimits(
    Object.fromEntries(stated.map(([resource, limit]) => [resource, limit.text()])),
    spec.at("replicas").number(),
  );
  const ceiling = poolCeiling({ ...pool, limits });
  return pool.uncatalogued.length === 0 ? { ceiling } : { ceiling, unsure: uncataloguedText(pool.uncatalogued) };
}
