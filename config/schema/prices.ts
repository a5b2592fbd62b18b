/** Keys of prices of the user's own. */
import { z } from "zod";
import { text } from "./frame/kind";

export const pricesSchema = z
  .strictObject({
    file: text({
      what: "path of a file of your own prices",
      write: "a path from the folder of Pulumi.yaml, without .. and links, such as prices.yaml",
      pattern: /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/,
      maxLength: 200,
      examples: ["prices.yaml", "finance/prices.yaml"],
    })
      .meta({
        description:
          "Negotiated discounts, Savings Plans: see [money.md](money.md#your-own-prices). With the feature gate nodeOverlay Karpenter goes by them, too.",
      })
      .optional(),
  })
  .meta({ description: "Prices of your own, beside list prices." });
