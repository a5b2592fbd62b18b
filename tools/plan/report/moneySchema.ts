/** The part of the JSON report's description that is about money. */
import { z } from "zod";
import { monthHours } from "../../../capacity/money/line";

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const amount = (description: string) => z.number().nonnegative().meta({ description });
const nullable = (description: string) => z.number().nonnegative().nullable().meta({ description });

const source = {
  source: text("Where the price is from.").optional(),
  date: text("Day of the price: `2026-03-15`.").optional(),
};

const line = z
  .strictObject({
    item: text("What is paid for."),
    quantity: amount("How much of it in a month."),
    unit: text("What `quantity` counts: `gateway-hours`."),
    usdPerUnit: nullable("USD for one unit; null where it is not known."),
    usdPerMonth: nullable("To the cent, at list prices; null where it is not known."),
    reason: text("Why an amount is null.").optional(),
    ...source,
    spot: z
      .strictObject({
        usdPerMonth: amount("At the average price of spot; `usdPerMonth` of the line bounds it."),
        saving: text("Of the list price: `69%`, or `60% to 71%` over several types."),
        interruptions: text("Share of instances that were interrupted in a month: `<5%`."),
        source: text("Where the saving is from."),
        date: text("Day of the saving."),
      })
      .optional()
      .meta({ description: "Where the pool admits spot and the saving is known." }),
    own: z
      .strictObject({
        usdPerMonth: amount("At the prices of the file that the stack's `prices.file` names."),
        source: text("The file, and what it says of its prices."),
        date: text("Day of the file's prices."),
      })
      .optional(),
  })
  .meta({ id: "MoneyLine", description: "One line of a bill." });

const sumFigures = {
  usdPerMonth: amount("Sum of the lines that have an amount: at least so much, when `notKnown` has others."),
  spotUsdPerMonth: amount("The same with spot at its average price; absent where nothing is spot.").optional(),
  ownUsdPerMonth: amount("The same at the user's own prices; absent without a file of them.").optional(),
  notKnown: texts("Lines without an amount, by `item`."),
};

const bill = z.strictObject({ ...sumFigures, lines: z.array(line) }).meta({ id: "Bill" });
/** Of several bills together. */
export const moneySum = z.strictObject(sumFigures).meta({ id: "MoneySum" });

const share = {
  planned: bill.meta({ description: "What runs without any pod of a team." }),
  atCeilings: bill.meta({ description: "The most: every pool at its limits all month, at on-demand prices." }),
};

/** Exactly the keys of `PlannedMoney`. */
export const money = z
  .strictObject({
    region: text("Region of the prices; pools in another region's zones have that region's."),
    currency: z.literal("USD"),
    from: text("Day from which the month counts, in UTC: `2026-11-25`."),
    hours: z.literal(monthHours),
    platform: z
      .strictObject(share)
      .meta({ description: "Control plane, network, bootstrap nodes, and the shared pools." }),
    teams: z.array(z.strictObject({ ...share, name: z.string() })).meta({ description: "By name." }),
    planned: moneySum.meta({ description: "Of the platform and all teams." }),
    atCeilings: moneySum.meta({ description: "Of the platform and all teams." }),
    notCounted: z
      .array(
        z.strictObject({
          item: text("What is paid for by use, which no plan knows."),
          unit: text("`GB`"),
          usdPerUnit: nullable("USD for one unit; null where it is not known."),
          ...source,
        }),
      )
      .meta({ description: "Why the sums are `at least` so much." }),
    assumptions: texts("What the amounts rest on."),
  })
  .meta({ id: "Money" });
