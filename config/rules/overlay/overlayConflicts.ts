/**
 * NodeOverlays of one weight that meet on an instance type: Karpenter takes the one whose name is later in the alphabet, and sets
 * the other aside wholly, with the condition Conflict. Source: Karpenter v1.14.1 pkg/controllers/nodeoverlay (controller.go,
 * store.go) and pkg/apis/v1alpha1/nodeoverlay.go, OrderByWeight.
 */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys, labelSource } from "../../../capacity/kubernetes/labels";
import { type Allowed, allows, intersection } from "../../../capacity/kubernetes/requirement";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { ownValue } from "../../../capacity/units/ownValue";
import { aboveOwnPrices } from "../../resolve/ownPriceOverlays";
import type { NodeOverlayInput } from "../../schema/nodeOverlay";
import type { PoolConfig, StackConfig } from "../../stack";
import { allPools, type Rule } from "../rule";

/** An overlay, and what it chooses. */
interface Chosen {
  readonly overlay: NodeOverlayInput;
  readonly types: ReadonlySet<InstanceType>;
  readonly allowed: ReadonlyMap<string, Allowed>;
  /** Pools whose labels it asks for. */
  readonly pools: ReadonlySet<PoolConfig>;
  /** Whether it names types that the catalogue does not have, which are then not among `types`. */
  readonly isPartial: boolean;
}

/**
 * Of a pool only its labels count, not its requirements: Karpenter compares overlays over all types that a node class can have.
 * Undefined where the catalogue cannot say what the overlay chooses.
 */
function chosen(overlay: NodeOverlayInput, stack: StackConfig): Chosen | undefined {
  const { types, allowed, exact, uncatalogued } = poolSelection(
    { requirements: overlay.requirements, labels: {} },
    stack.region,
  );
  if (!exact) return undefined;
  const asked = [...allowed].filter(([key]) => (labelSource(key) ?? "node") === "node");
  const pools = allPools(stack).filter(({ labels, nodePoolName }) => {
    const own = { ...labels, [labelKeys.nodePool]: nodePoolName, [labelKeys.os]: "linux" };
    return asked.every(([key, one]) => allows(one, ownValue(own, key)));
  });
  return { overlay, types: new Set(types), allowed, pools: new Set(pools), isPartial: uncatalogued.length > 0 };
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
function meeting(a: Chosen, b: Chosen): string | undefined {
  const [one, other] = [a.overlay, b.overlay];
  const resource = Object.keys(one.capacity ?? {}).find((name) => Object.hasOwn(other.capacity ?? {}, name));
  const bothPrices = changesPrice(one) && changesPrice(other);
  if ((resource === undefined && !bothPrices) || ![...a.pools].some((pool) => b.pools.has(pool))) return undefined;
  const shared = [...a.types].filter((type) => b.types.has(type));
  // capacity is the type's, whatever the offering
  if (resource !== undefined && shared[0] !== undefined) return `${resource} of ${shared[0].type}`;
  const priced = bothPrices ? shared.find((type) => shareOffering(type, a, b)) : undefined;
  return priced === undefined ? undefined : `the price of ${priced.type}`;
}

export const overlayConflictRules: readonly Rule[] = [
  {
    name: "node-overlays-of-one-weight-are-apart",
    level: "error",
    check: ({ stack }, report) => {
      const choices = stack.nodeOverlays.map((overlay) => chosen(overlay, stack));
      for (const [index, choice] of choices.entries()) {
        if (choice === undefined) continue;
        const { name, weight } = choice.overlay;
        for (const other of choices) {
          if (other === undefined || (other.overlay.weight ?? 0) !== (weight ?? 0) || !(name < other.overlay.name))
            continue;
          const both = meeting(choice, other);
          if (both === undefined) continue;
          report({
            path: `nodeOverlays[${index}].weight`,
            value: weight,
            message: `${weight === undefined ? "is missing, so 0, which" : "is what"} "${other.overlay.name}" has, too, and both change ${both}: Karpenter then ignores "${name}" altogether`,
            suggestion: "give the one that is to count the higher weight, or choose types apart",
          });
          break;
        }
      }
    },
  },
  {
    name: "node-overlays-are-above-own-prices",
    level: "error",
    check: ({ stack }, report) => {
      const ours = stack.ownPriceOverlays.flatMap((overlay) => chosen(overlay, stack) ?? []);
      if (ours.length === 0) return;
      for (const [index, overlay] of stack.nodeOverlays.entries()) {
        const { weight } = overlay;
        if ((weight ?? 0) >= aboveOwnPrices || !changesPrice(overlay)) continue;
        const choice = chosen(overlay, stack);
        // of types that the catalogue does not know nobody can tell: a conflict would show only in the cluster
        const meets =
          choice === undefined || choice.isPartial ? "a price" : ours.map((own) => meeting(own, choice)).find(Boolean);
        if (meets === undefined) continue;
        report({
          path: `nodeOverlays[${index}].weight`,
          value: weight,
          message: `${weight === undefined ? "is missing, so 0, which" : "is what"} does not outrank the overlays that are made of prices.file, and both change ${meets}: Karpenter then ignores one of them`,
          suggestion: `write ${aboveOwnPrices} or more`,
        });
      }
    },
  },
];
