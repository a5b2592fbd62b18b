/** Keys of an entry of `nodeOverlays`: a NodeOverlay (karpenter.sh/v1alpha1). Bounds are those of its CRD in Karpenter 1.14.1. */
import { z } from "zod";
import { isExtendedResource } from "../../capacity/kubernetes/extendedResource";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { dnsLabel, integer, labelValue, qualifiedName, text } from "./frame/kind";

const requirement = z.strictObject({
  key: qualifiedName("label key", [labelKeys.instanceType, labelKeys.nodePool]).meta({
    description: `A label of nodes; of Karpenter's, those of types, ${labelKeys.capacityType} and ${labelKeys.nodePool}.`,
  }),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"])
    .meta({ description: "How the label's value is compared." }),
  values: z
    .array(labelValue(["m7i.large", "4"]))
    .min(1)
    .max(500)
    .meta({ description: "As in a pool's requirements." })
    .optional(),
});

export const nodeOverlaySchema = z.strictObject({
  name: dnsLabel("overlay name", ["savings-plan", "hugepages"]).meta({
    description: "Name of the NodeOverlay object. A change replaces it.",
  }),
  requirements: z
    .array(requirement)
    .max(100)
    .meta({ description: "Which instance types and offerings it changes; an empty list is all." }),
  price: text({
    what: "price",
    write: 'USD per hour in quotes, such as "0.05"',
    pattern: /^\d+(\.\d+)?$/,
    examples: ["0.05", "1"],
  })
    .meta({ description: "The price with which Karpenter computes, in USD per hour." })
    .optional(),
  priceAdjustment: text({
    what: "price adjustment",
    write: 'a difference in quotes, such as "-60%" or "+0.1"',
    pattern: /^([+-](\d*\.?\d+)|\+\d*\.?\d+%|-\d{1,2}(\.\d+)?%|-100%)$/,
    examples: ["-60%", "+0.1"],
  })
    .meta({ description: "What is added to the list price: per cent, or USD per hour." })
    .optional(),
  capacity: z
    .record(
      text({
        what: "resource name",
        write: 'a qualified name such as "smarter-devices/fuse", or hugepages-2Mi',
        accepts: (name) => isExtendedResource(name) || /^hugepages-[1-9]\d*[KMG]i$/.test(name),
        examples: ["smarter-devices/fuse", "hugepages-2Mi"],
      }),
      text({
        what: "quantity",
        write: 'a quantity in quotes, such as "1" or "512Mi"',
        pattern: /^\d+(Ki|Mi|Gi|Ti|k|M|G)?$/,
        examples: ["1", "512Mi"],
      }),
    )
    .register(z.globalRegistry, {
      description: "Resources that nodes have besides those that Karpenter knows of their types.",
    })
    .optional(),
  weight: integer({ min: 1, max: 10000, examples: [10, 100] })
    .meta({ description: "Where several overlays match, that of the highest weight counts. Default: Karpenter's 0." })
    .optional(),
});

export type NodeOverlayInput = z.output<typeof nodeOverlaySchema>;
