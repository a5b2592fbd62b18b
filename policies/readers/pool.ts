/** What a NodePool may launch, where, and how far it may grow. */
import { awsLabelPrefix, labelSource, normalizedKey } from "../../capacity/kubernetes/labels";
import { type Ceiling, poolCeiling, uncataloguedText } from "../../capacity/nodePool/ceiling";
import { parseLimits } from "../../capacity/nodePool/limits";
import { poolSelection, type Selection } from "../../capacity/nodePool/selection";
import { templateOf } from "../../capacity/nodePool/spec";
import { memoizeBy } from "../../capacity/units/memoize";
import { type Field, Undecided } from "../frame/field";
import { stackRegion } from "./region";

/** By the requirements and labels that preview knows; unknown ones could only narrow it further. */
export interface Pool extends Selection {
  /** Path of the first requirement, or label that Karpenter knows, that preview does not know. */
  readonly unknownPath: string | undefined;
  /** By label, normalized: the requirement on it, or else the node label. */
  readonly statedAt: ReadonlyMap<string, Field>;
}

/**
 * What a pool's nodes may be; a dozen rules ask the same of each pool.
 * @param region whose types and prices apply @default "": the region of the pool's zones, else of the stack
 */
export const readPool: (inputs: Field, region?: string) => Pool = memoizeBy(
  (inputs, region = "") => `${region} ${inputs.at("spec", "template").fingerprint}`,
  (inputs, region = "") => poolOf(inputs, region),
);

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
    statedAt: statedFields(list, labels, { requirements, keys: values.map(({ key }) => key) }),
  };
}

/** Of several requirements on one label the first that names its values counts. */
function statedFields(
  list: Field,
  labels: Field,
  { requirements, keys }: { requirements: readonly { plain?: unknown }[]; keys: readonly string[] },
): Pool["statedAt"] {
  const stated = requirements.flatMap(({ plain }, index) => {
    const { key, operator } = Object(plain) as Readonly<Record<string, unknown>>;
    return typeof key === "string" ? [{ key, operator, field: list.at(index) }] : [];
  });
  const naming = stated.filter(({ operator }) => operator === "In");
  const byLabel = keys.map((key) => ({ key, field: labels.at(key) }));
  const last = [...naming, ...stated, ...byLabel].reverse();
  return new Map(last.map(({ key, field }) => [normalizedKey(key), field]));
}

function plainOrUnknown(field: Field): { plain?: unknown; unknownPath?: string } {
  try {
    return { plain: field.plain() };
  } catch (error) {
    if (error instanceof Undecided) return { unknownPath: error.path };
    throw error;
  }
}

/** How far a pool may grow, and why that is not fully known. */
export interface PoolCeiling {
  readonly ceiling: Ceiling;
  /** Given where the catalogue lacks a type, so that only the figures of the limits are known. */
  readonly unsure?: string;
}

/**
 * The most a pool may reach; six rules ask the same of each pool. A limit that is not a quantity bounds nothing here;
 * rule pool-has-limits refuses it.
 * @throws Undecided when a limit is not known yet
 */
export const poolCeilingOf: (inputs: Field, pool: Pool) => PoolCeiling = memoizeBy(
  (inputs, pool) => [pool, `${inputs.at("spec", "replicas").fingerprint} ${inputs.at("spec", "limits").fingerprint}`],
  (inputs, pool) => {
    const spec = inputs.at("spec");
    const stated = spec.at("limits").entries();
    const limits = parseLimits(
      Object.fromEntries(stated.map(([resource, limit]) => [resource, limit.text()])),
      spec.at("replicas").number(),
    );
    const ceiling = poolCeiling({ ...pool, limits });
    return pool.uncatalogued.length === 0 ? { ceiling } : { ceiling, unsure: uncataloguedText(pool.uncatalogued) };
  },
);
