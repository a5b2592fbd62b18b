/**
 * What a pool's nodes may be. Karpenter selects by the requirements and by each label of the node template as one more;
 * this is the one place that joins the two, and everything that follows from them is taken from here.
 * Source: Karpenter v1.14.1 pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go, NewNodeClaimTemplate.
 */
import { catalogueKeys, catalogueValues } from "../ec2/typeLabels";
import { type Allowed, allowedByKey, type Requirement } from "../kubernetes/requirement";
import { memoizeBy } from "../units/memoize";
import { type AdmittedTypes, admittedTypes } from "./admittedTypes";
import { poolRegion } from "./region";

/** What a pool says of its nodes: spec.template of a NodePool, or a pool of the stack config with its defaults. */
export interface PoolTemplate {
  readonly requirements: readonly Requirement[];
  /** Labels of the nodes. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A value asked for by name that no type of the catalogue has: of a type that is newer, or misspelt. */
export interface UncataloguedValue {
  /** Normalized. */
  readonly key: string;
  readonly value: string;
}

/** Marks what {@link poolSelection} made, so that nothing else passes for a selection. */
const joined = Symbol("joined");

/** What a pool's nodes may be. */
export interface Selection extends AdmittedTypes {
  readonly [joined]: true;
  /** The requirements as written, and each label as one more `In` with its value. */
  readonly requirements: readonly Requirement[];
  /** What they leave possible together, by normalized key. */
  readonly allowed: ReadonlyMap<string, Allowed>;
  /** Whose offers and prices apply, see {@link poolRegion}; undefined when neither pool nor stack says. */
  readonly region: string | undefined;
  /** With any of these, `types` is not all that the pool may launch. */
  readonly uncatalogued: readonly UncataloguedValue[];
}

type Select = (pool: PoolTemplate, stackRegion: string | undefined, fixedRegion?: string) => Selection;

const selectionOf: Select = memoizeBy(
  ({ requirements, labels }, stackRegion, fixedRegion) =>
    JSON.stringify([requirements, labels, stackRegion, fixedRegion]),
  ({ requirements: stated, labels }, stackRegion, fixedRegion) => {
    const requirements = [
      ...stated,
      ...Object.entries(labels).map(([key, value]): Requirement => ({ key, operator: "In", values: [value] })),
    ];
    const allowed = allowedByKey(requirements);
    const region = fixedRegion ?? poolRegion(allowed, stackRegion);
    const uncatalogued = uncataloguedValues(allowed);
    return { [joined]: true, requirements, allowed, region, uncatalogued, ...admittedTypes(requirements, region) };
  },
);

/**
 * What a pool's nodes may be; the same object for the same requirements and labels.
 * @param stackRegion the stack's `aws:region`, for a pool that names no region
 * @param fixedRegion outranks both; a rule's own setting
 */
export const poolSelection: Select = memoizeBy(
  // the config's rules ask of one pool a dozen times: its requirements need not be written out each time
  (pool, stackRegion, fixedRegion) => [pool, JSON.stringify([stackRegion, fixedRegion])],
  selectionOf,
);

function uncataloguedValues(allowed: ReadonlyMap<string, Allowed>): readonly UncataloguedValue[] {
  return [...allowed].flatMap(([key, { complement, values }]) => {
    if (complement || !catalogueKeys.includes(key)) return [];
    return [...values].filter((value) => !catalogueValues(key).has(value)).map((value) => ({ key, value }));
  });
}
