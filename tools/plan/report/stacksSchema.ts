/** The one description of the JSON report of several stacks: schema/stacks-plan.json is generated from it. */

import { z } from "zod";
import type { DeepReadonly, IsSame } from "../summary/sameType";
import { type StacksPlan, stacksVersion } from "../summary/stacks";
import { moneySum } from "./moneySchema";
import { ceilingSum, planSchema } from "./planSchema";

const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });

const verdict = z.enum(["pass", "warn", "fail", "error"]).meta({
  description:
    "fail: a mandatory policy is violated, or the stack is refused; error: the stack could not be planned; warn: there are other violations.",
});

const figures = {
  ceiling: ceilingSum,
  planned: moneySum.meta({ description: "USD a month: what runs without any pod of a team." }),
  atCeilings: moneySum.meta({ description: "USD a month: every pool at its limits all month, at on-demand prices." }),
};

const outcome = z.strictObject({
  stack: text("Name of the stack."),
  verdict,
  plan: planSchema.nullable().meta({ description: "As schema/plan.json has it; null when there is none." }),
  message: z.string().nullable().meta({ description: "Why there is no plan; null when there is one." }),
});

const team = z.strictObject({
  name: text("The team's name in every stack that has it."),
  stacks: z.array(z.strictObject({ stack: text("Name of the stack."), ...figures })).meta({ description: "By name." }),
  ...figures,
});

/** Exactly the keys of `StacksPlan`. */
export const stacksSchema = z
  .strictObject({
    version: z
      .literal(stacksVersion)
      .meta({ description: "Version of this form, but for the plans in it, which have their own." }),
    project: text("Name of the Pulumi project."),
    mode: z
      .enum(["preview", "settled"])
      .meta({ description: "preview: computed outputs unknown; settled: stand-in values instead." }),
    verdict: verdict.meta({ description: "The worst of all stacks." }),
    stacks: z.array(outcome).meta({ description: "By name." }),
    gone: z.array(z.string()).optional().meta({
      description:
        "Where all stacks are compared: those that have a file in the commit and none now, by name. They are not planned, and what they have made runs on.",
    }),
    sum: z
      .strictObject({
        stacks: z.array(z.string()).meta({
          description: "The stacks in it: those that are refused or could not be planned have no figures.",
        }),
        resources: count("Resources of all of them."),
        pools: count("Pools of all of them."),
        ...figures,
      })
      .meta({ description: "`nullFor` and `notKnown` name stacks." }),
    teams: z
      .array(team)
      .meta({ description: "Every team of any stack, by name, without the pools that it shares with others." }),
  })
  .meta({
    title: "Plans of several stacks",
    description: "The JSON report of `npm run plan -- --all --format json`.",
  });

/** Does not compile when the description and the type `StacksPlan` differ. */
export const isStacksPlan: IsSame<DeepReadonly<z.output<typeof stacksSchema>>, DeepReadonly<StacksPlan>> = true;

/** The description as a JSON Schema, draft 2020-12. */
export function stacksJsonSchema(): object {
  return z.toJSONSchema(stacksSchema);
}
