/**
 * NodeOverlays of one weight that meet on an instance type: Karpenter takes the one whose name is later in the alphabet, and sets
 * the other aside wholly, with the condition Conflict. Source: Karpenter v1.14.1 pkg/controllers/nodeoverlay (controller.go,
 * store.go) and pkg/apis/v1alpha1/nodeoverlay.go, OrderByWeight.
 */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys, labelSource } from "../../../capacity/kubernetes/labels";
import { type Allowed, allowedByKey, allows, intersection } from "../../../capacity/kubernetes/requirement";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { ownValue } from "../../../capacity/units/ownValue";
import type { NodeOverlayInput } from "../../schema/nodeOverlay";
import type { PoolConfig, StackConfig } from "../../stack";
import { allPools, type Rule } from "../rule";

/** What an overlay chooses among the types of a pool's region. */
interface Chosen {
  /** By name. */
  readonly types: ReadonlyMap<string, InstanceType>;
  readonly allowed: ReadonlyMap<string, Allowed>;
}

/**
 * Of a pool only its labels count, not its requirements: Karpenter compares overlays over all types that a node class can have.
 * Undefined where the overlay chooses nothing, or where the catalogue cannot say what.
 */
function chosen(overlay: NodeOverlayInput, pool: PoolConfig, { region }: StackConfig): Chosen | undefined {
  const { types, allowed, exact } = poolSelection({ requirements: overlay.requirements, labels: {} }, region);
  const labels = { ...pool.labels, [labelKeys.nodePool]: pool.nodePoolName, [labelKeys.os]: "linux" };
  const isOfPool = [...allowedByKey(overlay.requirements)]
    .filter(([key]) => (labelSource(key) ?? "node") === "node")
    .every(([key, one]) => allows(one, ownValue(labels, key)));
  return exact && isOfPool ? { types: new Map(types.map((type) => [type.type, type])), allowed } : undefined;
}

/** Whether an offering of the type in some zone can be both overlays'. */
function shareOffering(type: InstanceType, a: Chosen, b: Chosen): boolean {
  const isOpen = (key: string, value: string) =>
    [a, b].every(({ allowed }) => {
      const one = allowed.get(key);
      return one === undefined || allows(one, value);
    });
  const isBoth = (key: string) => {
    const [one, other] = [a.allowed.get(key), b.allowed.get(key)];
    if (one === undefined || other === undefined) return true;
    const both = intersection(one, other);
    return both.complement || both.values.size > 0;
  };
  const offers = ["on-demand", ...(type.spot ? ["spot"] : [])];
  return (
    offers.some((offer) => isOpen(labelKeys.capacityType, offer)) &&
    [labelKeys.zone, labelKeys.zoneId, labelKeys.instanceTenancy].every(isBoth)
  );
}

const changesPrice = ({ price, priceAdjustment }: NodeOverlayInput) => (price ?? priceAdjustment) !== undefined;

/** What both change, and of which type, such as `the price of m7i.large`; undefined where they do not meet. */
function meeting(a: NodeOverlayInput, b: NodeOverlayInput, stack: StackConfig): string | undefined {
  const resource = Object.keys(a.capacity ?? {}).find((name) => Object.hasOwn(b.capacity ?? {}, name));
  const bothPrices = changesPrice(a) && changesPrice(b);
  if (resource === undefined && !bothPrices) return undefined;
  for (const pool of allPools(stack)) {
    const [one, other] = [chosen(a, pool, stack), chosen(b, pool, stack)];
    if (one === undefined || other === undefined) continue;
    const shared = [...one.types.values()].filter(({ type }) => other.types.has(type));
    // capacity is the type's, whatever the offering
    if (resource !== undefined && shared[0] !== undefined) return `${resource} of ${shared[0].type}`;
    const priced = bothPrices ? shared.find((type) => shareOffering(type, one, other)) : undefined;
    if (priced !== undefined) return `the price of ${priced.type}`;
  }
  return undefined;
}

export const overlayConflictRules: readonly Rule[] = [
  {
    name: "node-overlays-of-one-weight-are-apart",
    level: "error",
    check: ({ stack }, report) => {
      const { nodeOverlays } = stack;
      for (const [index, overlay] of nodeOverlays.entries()) {
        const { name, weight = 0 } = overlay;
        for (const other of nodeOverlays) {
          if ((other.weight ?? 0) !== weight || !(name < other.name)) continue;
          const both = meeting(overlay, other, stack);
          if (both === undefined) continue;
          report({
            path: `nodeOverlays[${index}].weight`,
            value: overlay.weight,
            message: `${overlay.weight === undefined ? "is missing, so 0, which" : "is what"} "${other.name}" has, too, and both change ${both}: Karpenter then ignores "${name}" altogether`,
            suggestion: "give the one that is to count the higher weight, or choose types apart",
          });
          break;
        }
      }
    },
  },
];
