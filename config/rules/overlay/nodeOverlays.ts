/** NodeOverlay objects: what Karpenter would refuse, or ignore. */

import { catalogueKeys } from "../../../capacity/ec2/typeLabels";
import { awsLabelPrefix, labelKeys, labelSource, normalizedKey } from "../../../capacity/kubernetes/labels";
import { nearest } from "../../../capacity/units/spelling";
import type { NodeOverlayInput } from "../../schema/nodeOverlay";
import type { StackConfig } from "../../stack";
import { unknownName } from "../pool/catalogueNames";
import { allPools, type Report, type Rule, repeated } from "../rule";

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

/** What a value of In is not, so that an overlay asks for what no node has; undefined where some node may have it. */
function unmet(
  key: string,
  value: string,
  stack: StackConfig,
): { readonly message: string; readonly suggestion?: string } | undefined {
  const known = new Map([
    [labelKeys.capacityType as string, ["on-demand", "spot", "reserved"]],
    [labelKeys.nodePool as string, allPools(stack).map(({ nodePoolName }) => nodePoolName)],
  ]);
  const words = known.get(key);
  if (words !== undefined) {
    if (words.includes(value)) return undefined;
    const meant = words.find((word) => word.endsWith(`-${value}`)) ?? nearest(value, words);
    const what = key === labelKeys.nodePool ? "the name of a NodePool of this stack" : "a capacity type";
    return {
      message: `is not ${what}`,
      suggestion: meant === undefined ? `write one of ${words.slice(0, 8).join(", ")}` : `did you mean "${meant}"?`,
    };
  }
  if (key === labelKeys.zone && stack.region !== undefined && value.slice(0, -1) !== stack.region)
    return { message: `is not in aws:region ${stack.region}` };
  if (!catalogueKeys.includes(normalizedKey(key))) return undefined;
  return unknownName({ key: normalizedKey(key), noun: `value of ${key}`, value }, stack.region);
}

/** USD per hour that hardly an instance costs: whoever writes as much less means per cent. */
const improbableUsd = 10;

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
    check: ({ stack: { nodeOverlays, ownPriceOverlays } }, report) => {
      for (const { item, index } of repeated(nodeOverlays, ({ name }) => name)) {
        report({
          path: `nodeOverlays[${index}].name`,
          value: item.name,
          message: "is the name of an overlay before it",
          suggestion: "rename one",
        });
      }
      const ours = new Set(ownPriceOverlays.map(({ name }) => name));
      for (const [index, { name }] of nodeOverlays.entries()) {
        if (!ours.has(name)) continue;
        report({
          path: `nodeOverlays[${index}].name`,
          value: name,
          message: "is the name of an overlay that is made of prices.file",
          suggestion: "rename it",
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
    name: "node-overlay-names-what-is-there",
    level: "warning",
    check: ({ stack }, report) => {
      for (const [index, { requirements }] of stack.nodeOverlays.entries()) {
        for (const [at, { key, operator, values = [] }] of requirements.entries()) {
          if (operator !== "In") continue;
          for (const [each, value] of values.entries()) {
            const found = unmet(key, value, stack);
            if (found === undefined) continue;
            report({
              path: `nodeOverlays[${index}].requirements[${at}].values[${each}]`,
              value,
              message: `${found.message}: the overlay changes nothing by it`,
              ...(found.suggestion === undefined ? {} : { suggestion: found.suggestion }),
            });
          }
        }
      }
    },
  },
  overlayRule("node-overlay-adjusts-by-what-is-meant", "warning", ({ priceAdjustment }, path, report) => {
    if (priceAdjustment === undefined || priceAdjustment.endsWith("%")) return;
    if (Number(priceAdjustment) > -improbableUsd) return;
    report({
      path: `${path}.priceAdjustment`,
      value: priceAdjustment,
      message: "is USD per hour: nearly every type then costs Karpenter 0, and it chooses among them by chance",
      suggestion: /^-\d{2}(\.\d+)?$/.test(priceAdjustment) ? `write "${priceAdjustment}%" for per cent` : "write less",
    });
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
