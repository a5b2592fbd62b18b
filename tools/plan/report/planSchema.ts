/** The one description of the JSON report: schema/plan.json is generated from it. */

import { z } from "zod";
import { monthHours } from "../../../capacity/money/line";
import { weekdays } from "../../../capacity/windows/times";
import { enforcementLevels } from "../../../policies/frame/policyConfig";
import type { Properties } from "../engine/property";
import { changesSchema } from "../summary/changesSchema";
import { compareWarmSchema } from "../summary/compareWarmSchema";
import { type Plan, planVersion } from "../summary/plan";
import type { DeepReadonly, IsSame } from "../summary/sameType";
import { whatIfSchema } from "../summary/whatIfSchema";
import { money } from "./moneySchema";

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const amount = (description: string) => z.number().nonnegative().meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });
const truth = (description: string) => z.boolean().meta({ description });

const json = z.json().register(z.globalRegistry, { id: "Json", description: "Any JSON value." });
const properties: z.ZodType<Properties> = z.record(z.string(), json);

const resource = z
  .strictObject({
    urn: text("The engine's own: `urn:pulumi:<stack>::<project>::<types of the ancestors>$<type>::<name>`."),
    type: text("Type token, such as `aws:eks/cluster:Cluster`."),
    name: text("Logical name."),
    parent: z.string().nullable().meta({ description: "Urn; null for the stack and for default providers." }),
    custom: truth("False for components."),
    remote: truth("A component that a provider plugin makes."),
    inputs: properties.meta({
      description:
        "After the provider's check and the policies' remediations. `[unknown]` and `[secret]` stand for values that are not known before `pulumi up`, and for secret ones.",
    }),
    dependencies: texts("Urns."),
    propertyDependencies: z.record(z.string(), z.array(z.string())).meta({ description: "Urns by input." }),
    protect: z.boolean(),
    retainOnDelete: z.boolean(),
    ignoreChanges: texts("Paths of inputs."),
    customTimeouts: z
      .strictObject({
        create: z.string().optional(),
        update: z.string().optional(),
        delete: z.string().optional(),
        read: z.string().optional(),
      })
      .nullable()
      .meta({ description: "As Go durations (`30m`)." }),
    deletedWith: z
      .string()
      .nullable()
      .meta({ description: "Urn of the resource whose deletion deletes this one, too." }),
    aliases: texts("Former urns."),
    provider: z.string().nullable().meta({ description: "`<urn>::<id>`; null for components and providers." }),
    expanded: truth("A child that the provider plugin makes of a remote component."),
    path: z.string().nullable().meta({
      description: "Key of the config that decides it: `teams.dotori.pools[0]`; null where none does.",
    }),
  })
  .meta({ id: "Resource", description: "A resource, with all that was registered of it." });

const file = text("Name of the file: `Pulumi.dev.yaml`.").optional();
const line = z
  .int()
  .min(1)
  .optional()
  .meta({ description: "Of the key or entry; of the nearest one when it is missing." });
const column = z.int().min(1).optional();

const place = {
  path: text(
    "Key of the config that decides it: `teams.dotori.pools[0].limits.cpu`; absent where none does.",
  ).optional(),
  file,
  line,
  column,
};

const violation = z.strictObject({
  policy: text("Name of the policy."),
  level: z
    .enum(["advisory", "mandatory", "remediate"])
    .meta({ description: "mandatory fails the plan; remediate: the policy changed the resource." }),
  urn: text("Of the resource; of the stack, where the policy is about all of it."),
  message: z.string(),
  cannotTell: z.literal(true).optional().meta({
    description: "An advisory that the inputs do not decide: the rule cannot tell yet. Absent otherwise.",
  }),
  ...place,
});

const rule = z
  .strictObject({
    name: text("Name of the policy."),
    description: text("What it requires and why, as the pack says it."),
    level: z.enum(enforcementLevels).meta({ description: "disabled: it was not asked." }),
    settings: properties.meta({ description: "Values by setting: those of the policy config, else the defaults." }),
  })
  .meta({ id: "Rule", description: "A policy of the pack, as it ran." });

const placement = z.strictObject({
  nodes: z
    .strictObject({ kind: z.enum(["team", "shared", "bootstrap"]), name: z.string() })
    .meta({ description: "The nodes of a team, of a shared pool, or of a bootstrap node group." }),
  teams: texts("Teams whose pods have this outcome on these nodes."),
  outcome: z.enum(["allowed", "avoided", "refused"]).meta({
    description: "avoided: the scheduler places them there only when nothing else is left (PreferNoSchedule).",
  }),
  refusedBy: texts("Rules of the admission policy that refuse them; none where taints alone keep them off."),
});

const sharedPrincipal = z.strictObject({
  principal: text("ARN."),
  policy: text("EKS access policy, such as AmazonEKSViewPolicy."),
  teams: z.array(z.string()),
  namespaces: z.array(z.string()),
});

const nullable = (description: string) => z.number().nonnegative().nullable().meta({ description });

const priceBasis = z
  .strictObject({
    region: text("Region of the prices; several are joined with `, `."),
    date: text("Day of the oldest price: `2026-03-15`."),
    estimated: texts("Types whose price is an estimate."),
  })
  .meta({ id: "PriceBasis", description: "What a price rests on; absent where none is known." });

const ceilingFigures = {
  cpuMillis: nullable("CPU of all nodes, in millicores; null without a limit."),
  memoryBytes: nullable("Memory of all nodes, in bytes; null without a limit."),
  nodes: nullable("Number of nodes; null without a limit."),
  gpu: nullable("Number of GPUs; null without a limit."),
  usdPerHour: nullable(
    "On-demand price of all nodes, in USD per hour; null without a limit, or when a price is not known.",
  ),
  usdPerHourReason: text("Why usdPerHour is null.").optional(),
  priceBasis: priceBasis.optional(),
};

const ceiling = z
  .strictObject(ceilingFigures)
  .meta({ id: "PoolCeiling", description: "The most that a pool may reach, in whole nodes of the admitted types." });

const nullFor = z
  .strictObject({
    cpuMillis: z.array(z.string()),
    memoryBytes: z.array(z.string()),
    nodes: z.array(z.string()),
    gpu: z.array(z.string()),
    usdPerHour: z.array(z.string()),
  })
  .meta({ description: "For each figure the pools or teams that it is null for." });

/** Of several pools, teams or stacks together. */
export const ceilingSum = z
  .strictObject({ ...ceilingFigures, nullFor })
  .meta({ id: "Ceiling", description: "The ceilings of several pools together." });

const day = z.strictObject({
  day: z.enum(weekdays),
  date: text("`2026-11-23`"),
  hours: amount("Hours with at least one node."),
  nodeHours: amount("Hours times nodes."),
  maxNodes: count("The most nodes at a time."),
  steps: z
    .array(
      z.strictObject({
        from: text("`03:00`"),
        to: text("`10:00`; `24:00` at the day's end."),
        nodes: count("Nodes in this time."),
      }),
    )
    .meta({ description: "Times in which the number stays the same; without those that have no nodes." }),
  maxNodesByHour: z.array(z.int().nonnegative()).meta({ description: "The most nodes in each of the 24 hours." }),
});

const week = z
  .strictObject({
    timezone: text("IANA name of the zone whose clock the days follow."),
    utcOffset: text("In the week shown: `+09:00`."),
    days: z.array(day).meta({ description: "Seven, Monday first." }),
    hours: amount("Hours a week with at least one node."),
    nodeHours: amount("Hours times nodes, a week."),
    maxNodes: count("The most nodes at a time."),
    windowCount: count("How often a week the nodes go above those that are always there."),
    nodesScaledDown: count("Nodes that are given back a week: the sum of all steps down."),
    sameEveryWeek: truth(
      "False when a cron names days of the month, or months, or when clocks of the windows' zones change at different times.",
    ),
    clockChanges: texts("The next changes of the zone's clock: `Sun 2027-03-14 02:00 to 03:00`."),
  })
  .meta({ id: "Week", description: "The first week from now on without a clock change, by one clock." });

const warm = z.strictObject({
  engine: z.literal("capacityBuffer").optional().meta({ description: "What keeps it; absent for placeholders." }),
  mode: z.enum(["perNode", "headroom"]).meta({
    description:
      "perNode: at least so many nodes in total, busy ones included; headroom: so much spare beside what runs.",
  }),
  always: count("Placeholders outside all windows: in perNode mode each is a node."),
  pin: count("Part of `always` that is temporary.").optional(),
  windows: z
    .array(
      z.strictObject({
        text: text("`weekdays 09:00 to 18:00`"),
        timezone: text("IANA name."),
        start: text("Cron by which KEDA opens it."),
        end: text("Cron by which KEDA closes it."),
        replicas: count("Placeholders while it is open: in perNode mode each is a node."),
      }),
    )
    .meta({ description: "As the stack file has them." }),
  week: week.meta({ description: "By the clock of the first window's zone; by UTC where there is none." }),
  weekInUtc: week.meta({ description: "The same by UTC." }),
  averageWeek: z
    .strictObject({
      nodeHours: amount("Hours times nodes."),
      nodesScaledDown: amount("Nodes that are given back."),
      maxNodes: count("The most nodes at a time, in whatever week."),
    })
    .optional()
    .meta({
      description: "A week on average of the year from now on, of which costs are; only when weeks differ.",
    }),
  budgets: z
    .array(
      z.strictObject({
        nodes: text("Nodes that may be disrupted at a time: `10%`, `2`."),
        schedule: text("Cron, in UTC."),
        duration: text("Go duration (`8h`)."),
        localTimes: texts("The same by the clock of `week`: `Mon 18:00 to Tue 02:00`."),
      }),
    )
    .meta({ description: "The pool's disruption budgets that have a schedule." }),
  instanceType: z
    .strictObject({ name: z.string(), vcpu: count("vCPUs."), memoryMiB: count("Memory in MiB.") })
    .optional()
    .meta({
      description: "The type that most node-hours of `nodeTypes` are of; absent when none takes a placeholder.",
    }),
  nodeTypes: z
    .array(
      z.strictObject({
        name: z.string(),
        vcpu: count("vCPUs."),
        memoryMiB: count("Memory in MiB."),
        maxNodes: count("The most at a time."),
        nodeHours: amount("Hours times nodes, in the week that costs are of."),
        lateNodeHours: nullable("What stays after windows, a week; null when nodes stay for good."),
        usdPerMonth: nullable("USD in 730 hours; null when a price is not known, or nodes stay."),
      }),
    )
    .meta({
      description:
        "Its nodes by type. In perNode mode the type that meets the demand for the least money; in headroom mode those that Karpenter likely makes of placeholders that come together.",
    }),
  least: z
    .strictObject({
      name: z.string(),
      maxNodes: count("The most at a time."),
      usdPerMonth: amount("USD in 730 hours."),
    })
    .optional()
    .meta({ description: "The least that headroom may come to, when placeholders come one by one." }),
  scaleDownDelay: z
    .strictObject({
      cooldownSeconds: amount("KEDA's cooldownPeriod."),
      cooled: z
        .enum(["all", "last", "none"])
        .meta({ description: "Which placeholders wait for it: none beside `always`, the last where numbers differ." }),
      pollingSeconds: amount("KEDA's pollingInterval."),
      consolidateAfterSeconds: nullable("Karpenter's consolidateAfter; null for Never."),
      totalHours: nullable("Those that count and a drain, of the last node, in hours; null when nodes stay."),
      nodeHours: nullable("Hours times nodes that stay after windows, a week; null when nodes stay for good."),
      staysBecause: text("Why they do; absent when they do not.").optional(),
      heldNodeHours: amount(
        "Part of nodeHours that budgets of 0 for Empty keep beyond totalHours, on average of a year.",
      ),
      heldTimes: texts("When they do in the week shown, by the clock of `week`: `Sun 09:00 to Sat 02:00`."),
    })
    .meta({ description: "How long nodes stay after a window; not counted in the week's hours." }),
  cost: z
    .strictObject({
      usdPerWeek: nullable("USD a week; null when a price is not known, or nodes stay."),
      usdPerMonth: nullable("USD in 730 hours."),
      scaleDownUsdPerWeek: nullable("Part of usdPerWeek after windows, until nodes are gone."),
      reason: text("Why the amounts are null.").optional(),
      priceBasis: priceBasis.optional(),
    })
    .optional()
    .meta({ description: "At on-demand list prices of `nodeTypes`." }),
});

const maintenance = z.strictObject({
  windows: z
    .array(z.strictObject({ text: text("`weekdays 02:00 to 04:00`"), timezone: text("IANA name.") }))
    .meta({ description: "The only times at which Karpenter replaces nodes of its own accord." }),
  freezes: count("Budgets of 0 that they become, in UTC."),
  minutesPerYear: count("Of the windows in the 365 days from the plan's day on."),
  minutesLost: count("Part of these in which nodes are frozen nevertheless."),
  lostBecause: text("Why; absent when none is lost.").optional(),
  minutesLostToBudgets: count("More of these in which budgets of the stack file freeze nodes, too."),
  lostTo: texts("Which: `disruption.budgets[1]`."),
  notBound: texts("What takes nodes away at any time."),
});

const pool = z
  .strictObject({
    name: text("Name of the NodePool."),
    ...place,
    ceiling,
    warm: warm.optional().meta({ description: "Warm capacity; absent for a pool without." }),
    maintenance: maintenance.optional().meta({ description: "Absent when nodes may be replaced at any time." }),
  })
  .meta({ id: "Pool" });

const versions = z.strictObject({
  kubernetes: z.strictObject({
    version: text("`1.35`"),
    support: z.enum(["standard", "extended", "ended"]).meta({ description: "On the plan's day." }),
    standardUntil: text("Last day of standard support; absent where it is not known yet.").optional(),
    extendedUntil: text("Last day of extended support; absent where it is not known yet.").optional(),
  }),
  karpenter: z.strictObject({
    version: text("`1.15.1`"),
    runsOn: z
      .strictObject({ oldest: text("`1.29`"), newest: text("`1.37`") })
      .meta({ description: "Kubernetes minors that this Karpenter knows." }),
  }),
  keda: z
    .strictObject({ version: text("`2.21.0`") })
    .optional()
    .meta({ description: "Absent without warm capacity." }),
  next: z
    .array(
      z.strictObject({
        kubernetes: text("Minor."),
        standardUntil: text("Last day of its standard support; absent where it is not known yet.").optional(),
        isAwaited: z.literal(true).optional().meta({
          description: "EKS did not offer it yet when the table of versions was checked; absent where it does.",
        }),
        karpenter: text("Karpenter to run before it; absent where the one that runs by then knows it.").optional(),
      }),
    )
    .meta({ description: "Kubernetes minors after the stack's own: EKS takes one at a time." }),
});

const team = z.strictObject({
  name: z.string(),
  pools: z.array(pool).meta({ description: "Its own, by name." }),
  sharedPools: texts("Names of the shared pools that it may use; their ceilings are the cluster's."),
  ceiling: ceilingSum.meta({ description: "Of its own pools together." }),
});

const finding = z.strictObject({
  level: z.enum(["error", "warning"]).meta({ description: "An error refuses the stack; a warning never does." }),
  rule: text("Name of the check."),
  path: text(
    "Place in the stack file: `teams.dotori.pools[0].limits.cpu`; empty when the program refused in its own words.",
  ),
  value: z.unknown().optional().meta({ description: "What is written there; absent when nothing is." }),
  message: text("What is wrong, and what is allowed."),
  suggestion: text("What to write instead.").optional(),
  written: text("The value as its file writes it, where YAML reads it otherwise: `1.30` is read as 1.3.").optional(),
  file,
  line,
  column,
});

/** Exactly the keys of `Plan`; a key more is an error. */
export const planSchema = z
  .strictObject({
    version: z
      .literal(planVersion)
      .meta({ description: "Version of this form; it goes up with every breaking change." }),
    project: text("Name of the Pulumi project."),
    stack: text("Name of the stack."),
    mode: z
      .enum(["preview", "settled"])
      .meta({ description: "preview: computed outputs unknown; settled: stand-in values instead." }),
    files: z.record(z.string(), z.string()).meta({
      description:
        "Path of each file that findings and violations name, from the root of the repository; none for one outside of it.",
    }),
    resources: z.array(resource).meta({ description: "In the order of their urns; none when the stack is refused." }),
    policies: z.strictObject({
      verdict: z.enum(["pass", "warn", "fail"]).meta({
        description: "fail: a mandatory policy is violated, or the stack is refused; warn: there are other violations.",
      }),
      violations: z.array(violation),
      rules: z.array(rule).optional().meta({
        description: "Every policy that was asked, by name; absent when the stack is refused, or no pack ran.",
      }),
    }),
    placement: z
      .strictObject({
        complete: truth("Whether refused pairs, and each team with itself, are among the rows; false with many teams."),
        rows: z.array(placement),
      })
      .meta({ description: "Which nodes the pods of a team's namespaces may land on." }),
    sharedPrincipals: z.array(sharedPrincipal).meta({
      description: "Principals with access to namespaces of several teams.",
    }),
    teams: z.array(team).meta({ description: "By name." }),
    cluster: z.strictObject({
      ceiling: ceilingSum.meta({ description: "Of all pools together." }),
      sharedPools: z.array(pool).meta({ description: "Pools of the platform that teams share, by name." }),
    }),
    money: money.meta({ description: `What the stack costs in a month of ${monthHours} hours, in USD.` }),
    decidedByAws: z.array(z.string()).meta({
      description:
        "What only AWS decides: `pulumi preview` looks it up, the plan answers as an ordinary account would.",
    }),
    findings: z.array(finding).meta({ description: "What the checks of the config report, errors first." }),
    changes: changesSchema.optional(),
    versions: versions.optional().meta({
      description:
        "What runs, until when it is supported, and what comes next; absent when the stack is refused, or is another program's.",
    }),
    whatIf: z
      .array(whatIfSchema)
      .optional()
      .meta({ description: "Answers to `--what-if`, in their order; absent without." }),
    compareWarm: z
      .array(compareWarmSchema)
      .optional()
      .meta({ description: "Answers to `--compare-warm`, in their order; absent without." }),
  })
  .meta({
    title: "Plan",
    description: "The JSON report of `npm run plan -- --format json`.",
  });

/** Does not compile when the description and the type `Plan` differ. */
export const isPlan: IsSame<DeepReadonly<z.output<typeof planSchema>>, DeepReadonly<Plan>> = true;

/** The description as a JSON Schema, draft 2020-12. */
export function planJsonSchema(): object {
  return z.toJSONSchema(planSchema);
}
