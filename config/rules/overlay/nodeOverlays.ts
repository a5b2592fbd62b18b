/** NodeOverlay objects: what Karpenter would refuse, or ignore. */
import { awsLabelPrefix, labelKeys, labelSource, normalizedKey } from "../../../capacity/kubernetes/labels";
import type { NodeOverlayInput } from "../../schema/nodeOverlay";
import { type Report, type Rule, repeated } from "../rule";

const numeric: readonly string[] = ["Gt", "Lt", "Gte", "Lte"];
const valueless: readonly string[] = ["Exists", "DoesNotExist"];

/** Keys of Karpenter's own domain that the CRD of 1.14.1 admits in an overlay. */
const ownKeys: readonly string[] = [labelKeys.capacityType, labelKeys.nodePool];

/** Why an overlay cannot ask for the label; undefined where it can. */
function refusedKey(key: string): string | undefined {
  const isNode = key === labelKeys.hostname;
  const isOther = /^([a-z0-9-]+\.)*karpenter\.sh\//.test(key) && !ownKeys.includes(key);
  const isAws =
    key.startsWith(awsLabelPrefix) && labelSource(normalizedKey(key)) !== "type" && key !== labelKeys.nodeClass;
  return isNode || isOther || isAws ? "is not a label by which an overlay chooses: its CRD refuses it" : undefined;
}

/** A rule about each overlay. */
function overlayRule(
  name: string,
  level: Rule["level"],
  check: (overlay: NodeOverlayInput, path: string, report: Report) => void,
): Rule {
  return {
    name,
    level,
    check: ({ stack }, report) => {
      for (const [index, overlay] of stack.nodeOverlays.entries()) check(overlay, `nodeOverlays[${index}]`, report);
    },
  };
}

export const nodeOverlayRules: readonly Rule[] = [
  {
    name: "node-overlays-are-switched-on",
    level: "error",
    check: ({ stack: { nodeOverlays, karpenter } }, report) => {
      if (nodeOverlays.length === 0 || karpenter.featureGates.nodeOverlay) return;
      report({
        path: "nodeOverlays",
        message: "do nothing: karpenter.featureGates.nodeOverlay is off",
        suggestion: "set karpenter.featureGates.nodeOverlay: true",
      });
    },
  },
  {
    name: "node-overlay-names-differ",
    level: "error",
    check: ({ stack: { nodeOverlays } }, report) => {
      for (const { item, index } of repeated(nodeOverlays, ({ name }) => name)) {
        report({
          path: `nodeOverlays[${index}].name`,
          value: item.name,
          message: "is the name of an overlay before it",
          suggestion: "rename one",
        });
      }
    },
  },
  overlayRule("node-overlay-changes-something", "error", ({ price, priceAdjustment, capacity = {} }, path, report) => {
    if (price !== undefined && priceAdjustment !== undefined) {
      report({
        path: `${path}.priceAdjustment`,
        value: priceAdjustment,
        message: "cannot stand beside price",
        suggestion: "delete one",
      });
    }
    if (price === undefined && priceAdjustment === undefined && Object.keys(capacity).length === 0) {
      report({ path, message: "changes nothing", suggestion: "write price, priceAdjustment or capacity" });
    }
  }),
  overlayRule("node-overlay-requirements-are-valid", "error", ({ requirements }, path, report) => {
    for (const [index, { key, operator, values }] of requirements.entries()) {
      const at = `${path}.requirements[${index}]`;
      const refused = refusedKey(key);
      if (refused !== undefined)
        report({ path: `${at}.key`, value: key, message: refused, suggestion: "choose by another" });
      if (valueless.includes(operator) && values !== undefined) {
        report({ path: `${at}.values`, value: values, message: `is ignored by ${operator}`, suggestion: "delete it" });
      }
      if (!valueless.includes(operator) && values === undefined) {
        report({
          path: `${at}.values`,
          message: `is missing: ${operator} compares with ${numeric.includes(operator) ? "one whole number" : "one or more values"}`,
          suggestion: `write such as ${numeric.includes(operator) ? '["4"]' : '["m7i.large"]'}`,
        });
      }
      if (
        numeric.includes(operator) &&
        values !== undefined &&
        !(values.length === 1 && /^\d{1,15}$/.test(values[0]!))
      ) {
        report({
          path: `${at}.values`,
          value: values,
          message: `is not one whole number, which ${operator} needs`,
          suggestion: 'write such as ["4"]',
        });
      }
    }
  }),
  {
    name: "overlay-prices-are-counted",
    level: "warning",
    check: ({ stack: { nodeOverlays, karpenter } }, report) => {
      const index = nodeOverlays.findIndex(({ price, priceAdjustment }) => (price ?? priceAdjustment) !== undefined);
      if (index < 0 || !karpenter.featureGates.nodeOverlay) return;
      const { price } = nodeOverlays[index]!;
      report({
        path: `nodeOverlays[${index}].${price === undefined ? "priceAdjustment" : "price"}`,
        value: price ?? nodeOverlays[index]!.priceAdjustment,
        message:
          "is not counted here: Karpenter chooses instances by this price, while ceilings, costs and policies stay at list prices",
      });
    },
  },
];
