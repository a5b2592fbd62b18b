/** When Karpenter takes nodes away: the keys under a pool's `disruption`, and how long a node and its drain may last. */
import { z } from "zod";
import { disruptionReasons } from "../../capacity/nodePool/spec";
import { budgetDurationSeconds } from "../../capacity/units/duration";
import { leftOut, withDefault } from "./frame/default";
import { duration, text } from "./frame/kind";
import { clock, days, timezone } from "./times";

const budget = z.strictObject({
  nodes: text({
    what: "budget",
    write: '"10%" or a number in quotes such as "2"',
    pattern: /^((100|[0-9]{1,2})%|[0-9]+)$/,
    examples: ["10%", "2", "100%"],
  }).meta({ description: "Most nodes disrupted at a time. Percentages round up." }),
  reasons: leftOut(
    z.array(z.enum(disruptionReasons)).min(1).max(disruptionReasons.length).meta({
      description: "Disruptions that the budget is for. Unhealthy is node repair, a disruption from Karpenter 1.15 on.",
    }),
    "all",
  ),
  schedule: text({
    what: "cron schedule",
    write: 'five fields in UTC, such as "0 9 * * 1-5", or "@daily"',
    examples: ["0 9 * * 1-5", "@daily"],
  })
    .meta({
      description: "When the budget becomes active, in UTC. Needs a duration. Without both it is always active.",
    })
    .optional(),
  duration: text({
    what: "duration",
    write: 'hours and minutes, such as "8h" or "1h30m"',
    pattern: /^(([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?$/,
    accepts: (value) => Number.isSafeInteger(budgetDurationSeconds(value)),
    examples: ["8h", "1h30m", "45m"],
  })
    .meta({ description: "How long it stays active. Needs a schedule." })
    .optional(),
});

const maintenanceWindow = z.strictObject({
  days,
  from: clock(["02:00", "22:00"]).meta({ description: "When it begins, 00:00 to 23:59." }),
  to: clock(["06:00", "04:00"]).meta({
    description: "When it ends, 00:01 to 24:00; at or before `from` it is on the next day.",
  }),
  timezone: timezone.meta({ description: "Zone of the times: an IANA name of region and city, or UTC." }),
});

export const disruptionSchema = z.strictObject({
  consolidationPolicy: withDefault(
    z
      .enum(["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"])
      .meta({ description: "Which nodes Karpenter removes or replaces to save money." }),
    "WhenEmptyOrUnderutilized",
    "Karpenter",
  ),
  // Karpenter's own is 0s: nodes would go and come again as pods move.
  consolidateAfter: withDefault(
    duration({ never: true, examples: ["5m", "1m", "90s"] }).meta({
      description:
        "How long no pod may come or go on a node before Karpenter considers removing it. Karpenter's own 0s removes nodes that the next pods need again.",
    }),
    "1m",
  ),
  budgets: withDefault(
    z.array(budget).min(1).max(50).meta({
      description:
        "How many nodes may be disrupted at a time; of the active budgets the lowest applies, and while none is active nothing bounds them: keep one without a schedule. Expiry and interruption ignore budgets; node repair keeps to them from Karpenter 1.15 on.",
    }),
    [{ nodes: "10%" }],
    "Karpenter",
  ),
  maintenance: leftOut(
    z.array(maintenanceWindow).min(1).max(20).meta({
      description:
        "The only times at which Karpenter consolidates nodes or replaces them for drift; `budgets` say how many at a time. What started inside may end later, by up to an hour and the pool's `terminationGracePeriod`. Compiled to freezes, budgets of 0 in UTC. Broken nodes are repaired at any time; expiry, interruption and the scale-down of a static pool ignore it.",
    }),
    "at any time",
  ),
});

/** Keys of a pool beside `disruption`. */
export const nodeLifetime = {
  expireAfter: withDefault(
    duration({ never: true, examples: ["720h", "336h"] }).meta({
      description:
        'Longest life of a node, after which it is replaced, budgets or not. 720h is 30 days. "Never" is refused by the policy pool-expires-in-bounds unless a policy config sets its max to Never.',
    }),
    "720h",
    "Karpenter",
  ),
  terminationGracePeriod: withDefault(
    duration({ never: true, examples: ["1h", "30m"] }).meta({
      description:
        'Longest drain of a node; then pods are killed, whatever their disruption budgets say. With it, drift (each new AMI) drains nodes with `karpenter.sh/do-not-disrupt` pods, too. "Never", Karpenter\'s default, leaves it out: such nodes stay until their pods end, and a drain may hang forever.',
    }),
    "1h",
  ),
} as const;
