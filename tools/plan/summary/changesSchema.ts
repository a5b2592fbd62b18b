/** The one description of what a change does, the key `changes` of the JSON report; the types are taken from it. */

import { z } from "zod";
import type { DeepReadonly } from "./sameType";

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });
const truth = (description: string) => z.boolean().meta({ description });
const amount = (description: string) => z.number().nonnegative().nullable().meta({ description });

/** What a plan can be compared with. */
export const baseKinds = ["ref", "stack-file", "plan", "state"] as const;

const against = z.strictObject({
  kind: z.enum(baseKinds).meta({
    description:
      "ref: a commit's stack file; stack-file: a file; plan: a JSON report; state: an export of `pulumi stack export`.",
  }),
  name: text("As it was asked for: `origin/main`, `Pulumi.dev.yaml`."),
  commit: text("The commit behind a ref, 40 hexadecimal digits.").optional(),
  code: z
    .enum(["today", "commit"])
    .meta({ description: "commit: planned by that commit's own code (`--against-code`), else by today's." })
    .optional(),
  stack: text("Name of the stack on that side."),
  mode: z.enum(["preview", "settled", "deployed"]).meta({ description: "deployed: read from a state." }),
});

/** What happens to a resource. */
export const resourceActions = ["create", "update", "replace", "update-or-replace", "delete"] as const;

const summary = z.strictObject({
  isSame: truth("Nothing changes, and there is nothing that cannot be told."),
  create: count("Resources."),
  update: count("Resources."),
  replace: count("Resources."),
  updateOrReplace: count("Resources with a changed field of which it cannot be told whether it replaces."),
  delete: count("Resources."),
  same: count("Resources without a difference."),
  cannotTell: count(
    "Values known on one side only, or secret on both: neither the same nor different. Each counts once.",
  ),
  ignored: z
    .array(
      z.strictObject({
        what: z.enum(["provider-version", "quantity", "policy-document", "order", "default", "text"]).meta({
          description:
            "provider-version: another release of a provider; quantity: `1000m` and `1`; policy-document: the same JSON, its keys in another order; order: a set in another order; default: written out on one side only; text: a number or boolean written as text.",
        }),
        count: count("Values."),
        examples: texts("At most three, `<type> <name> <path>`."),
      }),
    )
    .meta({ description: "Differences of spelling only, which change nothing." }),
  pools: z
    .strictObject({
      none: count("Pools."),
      some: count("Pools."),
      drift: count("Pools."),
      replaced: count("Pools."),
      gone: count("Pools."),
      new: count("Pools."),
      unknown: count("Pools."),
    })
    .meta({ description: "Number of pools by what their nodes do." }),
});

const path = z.strictObject({
  path: text("`spec.template.metadata.labels.tier`; a secret's own path, never its value."),
  before: z
    .json()
    .optional()
    .meta({ description: "Absent when there was none; `[unknown]` and `[secret]` as elsewhere." }),
  after: z.json().optional().meta({ description: "Absent when there is none." }),
  replaces: z.enum(["yes", "no", "refused", "cannot tell"]).meta({
    description:
      "Whether a change of this field makes a new resource; refused: the API server refuses it, so `pulumi up` fails.",
  }),
});

const resource = z.strictObject({
  urn: text("As planned; the former one of a resource that goes."),
  formerUrn: text("Under which it is in the state, where an alias says so.").optional(),
  type: text("Type token."),
  name: text("Logical name."),
  action: z.enum(resourceActions).meta({
    description: "update-or-replace: a changed field is not in the table of fields that replace.",
  }),
  paths: z.array(path).meta({ description: "Inputs that differ; none for create and delete." }),
  because: text("Why it is replaced where no field of its own says so.").optional(),
  protect: truth("Pulumi refuses to delete it, so a replacement or deletion fails."),
});

/** What the nodes of a pool do. */
export const poolRolls = ["none", "some", "drift", "replaced", "gone", "new", "unknown"] as const;

const difference = (what: string) =>
  z.strictObject({
    gained: texts(`${what} that only the new side admits.`),
    lost: texts(`${what} that only the old side admits: their nodes are replaced.`),
    kept: count(`${what} on both sides.`),
  });

const ceiling = z
  .strictObject({
    usdPerHour: amount("On-demand list price of all nodes at the limits; null without a limit or a price."),
    nodes: amount("Number of nodes; null without a limit."),
    cpuMillis: amount("CPU in millicores; null without a limit."),
    memoryBytes: amount("Memory in bytes; null without a limit."),
  })
  .meta({ id: "ChangedCeiling" });

const beforeAfter = z
  .strictObject({
    before: ceiling.nullable().meta({ description: "Null for what is new." }),
    after: ceiling.nullable().meta({ description: "Null for what goes." }),
  })
  .meta({ id: "CeilingChange" });

const pool = z.strictObject({
  name: text("Name of the NodePool object; the former one of a pool that goes."),
  formerName: text("Of a pool that is taken for renamed: the old object goes, this one is new.").optional(),
  team: z.string().nullable().meta({ description: "Null for a shared pool." }),
  rolls: z.enum(poolRolls).meta({
    description:
      "none: nodes stay; some: those that no longer meet the requirements are replaced; drift: all are, one by one under the budgets; replaced: the NodePool object itself is, and all its nodes drain at once; gone: the pool goes, all its nodes drain at once; new: there were none; unknown: the plan cannot see it.",
  }),
  because: z
    .array(
      z.strictObject({
        path: text("Field, such as `EC2NodeClass spec.amiSelectorTerms`; empty where it is no single field."),
        text: text("In words."),
      }),
    )
    .meta({ description: "One entry for each cause; none where nodes stay and nothing of the pool changes." }),
  types: difference("Instance types"),
  zones: difference("Zones"),
  capacityTypes: difference("Capacity types"),
  nodes: z
    .strictObject({
      atMost: amount("Nodes at the pool's limits; null without a limit."),
      declared: count("Nodes that the stack declares: static replicas, or warm nodes at the fullest hour."),
    })
    .meta({ description: "How many nodes there may be to replace, on the old side." }),
  duration: z
    .strictObject({
      bestSeconds: amount("When every node drains at once; null when budgets or limits never allow it."),
      boundSeconds: amount("When every drain takes its terminationGracePeriod; null without a bound."),
      text: text("Both in words, with why there is no bound."),
      assumptions: texts("What the figures assume: start-up time, number of nodes."),
    })
    .nullable()
    .meta({ description: "How long the roll takes; null where no node is replaced." }),
  outside: texts("What makes its nodes roll at any time, edit or not: `@latest`, terms by tags; not part of `rolls`."),
  revert: text("What reverting the commit does to the nodes.").optional(),
  money: beforeAfter,
});

const money = z.strictObject({
  teams: z
    .array(z.strictObject({ name: z.string(), ...beforeAfter.shape }))
    .meta({ description: "Ceilings of the teams, by name; those that change only." }),
  sharedPools: z.array(z.strictObject({ name: z.string(), ...beforeAfter.shape })).meta({
    description: "Ceilings of the shared pools that change, by name.",
  }),
  cluster: beforeAfter.meta({ description: "Of all pools together, changed or not." }),
  warmUsdPerWeek: z
    .strictObject({ before: amount("USD a week."), after: amount("USD a week.") })
    .meta({ description: "Of all warm capacity; null where a price is not known or nodes stay." }),
});

const violation = z.strictObject({
  policy: text("Name of the policy."),
  level: z.enum(["advisory", "mandatory", "remediate"]),
  urn: z.string(),
  message: z.string(),
});

const outcome = z.enum(["allowed", "avoided", "refused"]);

const access = z.strictObject({
  nodes: z
    .strictObject({ kind: z.enum(["team", "shared", "bootstrap"]), name: z.string() })
    .meta({ description: "Whose nodes." }),
  team: text("Whose pods."),
  before: outcome.nullable().meta({ description: "Null where team or nodes did not exist." }),
  after: outcome.nullable().meta({ description: "Null where team or nodes no longer exist." }),
});

const hours = z.strictObject({
  windows: texts("`weekdays 09:00 to 18:00 Asia/Seoul: 3`, in order; none without warm capacity."),
  always: count("Placeholders outside all windows."),
  nodeHours: z.number().nonnegative().meta({ description: "Hours times nodes, a week." }),
  maxNodes: count("The most nodes at a time."),
  usdPerWeek: amount("USD a week; null when a price is not known, or nodes stay."),
});

const windows = z.strictObject({
  pool: text("Name of the NodePool."),
  before: hours.nullable().meta({ description: "Null without warm capacity." }),
  after: hours.nullable().meta({ description: "Null without warm capacity." }),
});

/** What happens all at once, or to more than the edit says. */
export const abruptKinds = [
  "pool-gone",
  "pool-renamed",
  "pool-replaced",
  "team-gone",
  "team-renamed",
  "namespace-gone",
  "limit-below-declared",
  "limit-lowered",
  "subnet-gone",
  "zone-gone",
  "region-changed",
  "cluster-replaced",
  "cluster-zones",
  "cluster-version",
  "zonal-shift-key-gone",
  "secrets-key-changed",
  "node-access-gone",
  "network-replaced",
  "isolation-changed",
  "node-class-waits",
  "immutable-field",
  "hash-and-version",
] as const;

const abrupt = z.strictObject({
  kind: z.enum(abruptKinds),
  subject: text("Team, pool, namespace or resource: `pool dotori-general`."),
  urn: text("Of the resource that it happens to."),
  certain: truth("False where the plan cannot tell whether it happens; then it is never mandatory."),
  message: text("What happens."),
  instead: texts("The steps that avoid it, in order."),
  path: text("Of the config: the key that decides it, or of what is gone the key that it was under.").optional(),
  file: text("Name of the file of that key.").optional(),
  line: count("Of the key, counted from 1; of the nearest one when it is missing.").optional(),
  column: count("Counted from 1.").optional(),
});

/** What a change does. */
export const changesSchema = z
  .strictObject({
    against,
    summary,
    abrupt: z.array(abrupt).meta({ description: "What happens all at once, worst first." }),
    resources: z.array(resource).meta({ description: "Those that change, in the order of their urns." }),
    pools: z.array(pool).meta({ description: "Every pool of both sides, by name." }),
    money,
    policies: z.strictObject({
      new: z.array(violation).meta({ description: "Violations that only the new side has." }),
      gone: z.array(violation).meta({ description: "Violations that only the old side has." }),
      still: z.array(violation).meta({ description: "Violations of both sides." }),
      known: truth("False where the old side tells of no policies, as a state; then every violation counts as still."),
    }),
    access: z
      .strictObject({
        gained: z.array(access).meta({ description: "Pods may land where they could not before." }),
        lost: z.array(access).meta({ description: "Pods may no longer land where they could." }),
      })
      .meta({ description: "Whose pods may land on whose nodes." }),
    windows: z.array(windows).meta({ description: "Pools whose warm capacity changes, by name." }),
  })
  .meta({ id: "Changes", description: "What the change does to what runs; only with `--against`." });

/** What a change does, as the JSON report prints it. */
export type Changes = DeepReadonly<z.output<typeof changesSchema>>;
export type ChangedResource = Changes["resources"][number];
export type ChangedPath = ChangedResource["paths"][number];
export type ResourceAction = ChangedResource["action"];
export type ChangedPool = Changes["pools"][number];
export type PoolRolls = ChangedPool["rolls"];
export type AbruptChange = Changes["abrupt"][number];
export type Against = Changes["against"];
