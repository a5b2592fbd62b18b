/** The texts of the team guides in English. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { enumeration } from "../../../capacity/units/enumeration";
import type { Weekday, WindowDays } from "../../../capacity/windows/times";
import type { DurationParts } from "./amounts";
import type { Amount, Reason, Strings } from "./sentences";
import { code, piecesOf, t } from "./text";

const dayNames: Readonly<Record<Weekday | "everyday" | "weekdays" | "weekends", string>> = {
  everyday: "every day",
  weekdays: "weekdays",
  weekends: "weekends",
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

const reasonNames: Readonly<Record<Reason, string>> = {
  drift: "drift",
  consolidation: "consolidation",
  empty: "consolidation of empty nodes",
  underused: "consolidation of underused nodes",
  repair: "repair of broken nodes",
};

function daysText(days: WindowDays): string {
  return typeof days === "string" ? dayNames[days] : days.map((day) => dayNames[day]).join(", ");
}

const doNotDisrupt = code('karpenter.sh/do-not-disrupt: "true"');

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function durationText({ days, hours, minutes, seconds }: DurationParts): string {
  if (days !== undefined) return `${counted(days, "day")} (${counted(hours, "hour")})`;
  const parts = [
    [hours, "hour"],
    [minutes, "minute"],
    [seconds, "second"],
  ] as const;
  return parts.flatMap(([count, noun]) => (count > 0 ? [counted(count, noun)] : [])).join(" ") || "0 seconds";
}

const usdText = ({ usd, atLeast }: Amount) => `${atLeast ? "at least " : ""}${usd} USD`;

export const english: Strings = {
  skip: "Skip to the guide",
  title: (team) => t`Running on the nodes of team ${team}`,
  intro: (cluster) =>
    t`For everyone who deploys to the team's namespaces in cluster ${cluster}. This page is generated; do not edit it.`,
  keptName: (team, kept) =>
    t`The team was called ${code(kept)} before it was called ${code(team)}. Node pools, namespaces, selectors and taints keep ${code(kept)}: write that.`,
  owner: "Owner",
  ownerLine: (owner) =>
    t`${owner} owns the namespaces, pools and cost of this team. To change limits or hours, send a pull request to the platform team.`,

  scheduling: "How to schedule",
  snippetIntro: "Put this into the pod template of every workload, DaemonSets and Jobs included:",
  isolation: {
    enforced: t`A pod is refused when it lacks the selector, sets ${code("nodeName")}, or tolerates another team's taint or every taint. The message names the rule and what to add.`,
    prefer:
      "The scheduler only tries to keep other pods off these nodes; a pod without the selector may land elsewhere.",
    none: "Nothing keeps other pods off these nodes; a pod without the selector may land elsewhere.",
  },
  filledIn: "The cluster fills in the selector and the toleration where a pod leaves them out.",
  oneInstance: (pool) =>
    t`Karpenter chooses among the team's pools by weight. To use a certain one, add ${code(`${labelKeys.nodePool}: ${pool}`)} to the selector.`,
  moreTaints: (pool) => t`${code(pool)} also needs:`,
  noOwnPools: "The team has no pool of its own.",

  namespaces: "Namespaces",
  quotaNames: {
    "requests.cpu": "CPU requests in all",
    "requests.memory": "memory requests in all",
    "requests.nvidia.com/gpu": "GPUs",
    pods: "pods",
    "services.loadbalancers": "load balancers",
    "requests.storage": "volumes in all",
  },
  quota: (name, amount) => t`${piecesOf(name)}: at most ${amount}`,
  noQuota: "No quota for CPU and memory.",
  defaultRequests: (cpu, memory) =>
    t`A container without requests gets ${code(cpu)} CPU and ${code(memory)} of memory by default. Set your own: nodes are chosen by requests.`,
  leastRequests: (cpu, memory) =>
    t`A container that requests less than ${code(cpu)} CPU or ${code(memory)} of memory is refused.`,
  podSecurity: (level) => t`Pods must meet the Pod Security level ${code(level)}.`,

  pools: "Pools",
  poolColumns: {
    pool: "pool",
    capacityTypes: "capacity types",
    architectures: "architectures",
    weight: "weight",
    limits: "limits",
  },
  capacityTypes: { "on-demand": "on-demand", spot: "spot", reserved: "reserved" },
  amountOf: (name, amount) =>
    ({
      cpu: amount,
      memory: `${amount} of memory`,
      nodes: `${amount} ${amount === "1" ? "node" : "nodes"}`,
      gpu: `${amount} ${amount === "1" ? "GPU" : "GPUs"}`,
    })[name],
  noLimits: "none",
  unlimited: (name) => `unlimited ${{ cpu: "CPU", memory: "memory", nodes: "nodes", gpu: "GPUs" }[name]}`,
  ceiling: (cpu, memory, nodes) =>
    t`At their limits the team's own pools together have ${cpu}, ${memory} and ${nodes}. A pod beyond a limit stays ${code("Pending")}.`,

  cost: "Cost",
  perHour: (usd) => t`At on-demand list prices at most ${usd} USD an hour.`,
  perMonth: (planned, atCeilings, hours, dates) =>
    t`In a month of ${hours} hours: ${usdText(planned)} without any pod of the team, and ${usdText(atCeilings)} when every pool is at its limits all month, volumes of the nodes included (on-demand list prices of ${dates.join(" to ")}).`,
  withSpot: (usd) => t`With spot at its average price the same limits cost ${usd} USD a month.`,
  withOwnPrices: (planned, atCeilings, source) =>
    t`At the company's own prices it is ${planned} USD and ${atCeilings} USD (${source}).`,
  notKnown: (what) => t`Not known, and not in these sums: ${what}.`,
  onTop:
    "Load balancers and volumes that pods ask for, logs, and data between zones and to the internet come on top. Shared pools are the platform's.",

  sharedPools: "Shared pools",
  sharedIntro: "These belong to the platform and are open to this team. Select one instead of the team's own nodes:",
  sharedPool: (pool, limits) => t`${code(pool)}, limits: ${limits}`,

  warm: "Nodes kept ready",
  warmIntro: {
    placeholders:
      "Placeholder pods of low priority start nodes ahead of time and keep them; any pod of the team's takes their place at once. When all of them are taken, a pod waits for a new node.",
    capacityBuffer:
      "Karpenter starts nodes ahead of time and keeps room on them, by a CapacityBuffer: no pods are there that would have to give way, so that any pod of the team's runs at once. When all of the room is taken, a pod waits for a new node.",
  },
  always: "always",
  kept: (count, unit) =>
    unit.kind === "nodes"
      ? t`at least ${counted(count, "node")}, busy ones included`
      : t`${counted(count, "spare place")} of ${unit.cpu} and ${unit.memory} each`,
  plainWindow: ({ days, from, to, timezone, lead }) =>
    t`${daysText(days)} ${from} to ${to} (${timezone}${lead ? `, nodes start ${counted(lead, "minute")} before` : ""})`,
  datedWindow: ({ dates, from, to, timezone, lead, continuous }, leap) => {
    const days = dates.join(", ").replaceAll("..", " to ");
    const times = continuous ? `from ${from} on the first day to ${to} on the last` : `${from} to ${to}`;
    return t`${days}, ${times} (${timezone}${lead ? `, nodes start ${counted(lead, "minute")} before` : ""}), ${
      leap.length === dates.length
        ? "in leap years"
        : `every year${leap.length > 0 ? ` (${leap.join(", ")} in leap years)` : ""}`
    }`;
  },
  cronWindow: (start, end, timezone) => t`from ${code(start)} to ${code(end)} (${timezone})`,
  warmStillNeedsIntro: "What a pod on such a node still waits for:",
  pulledImage: (image, architectures) =>
    t`pulled ahead: ${code(image)}${architectures.length > 0 ? ` (${architectures.join(", ")})` : ""}`,
  warmStillNeedsImage: {
    somePulled:
      "The image: the placeholders have pulled those that are named above, at the same tag. Any other is there only where a pod with the same image ran before. Small images, and a registry in the region, shorten this most.",
    nonePulled:
      "The image: a node has it only where a pod with the same image ran before. Small images, and a registry in the region, shorten this most.",
  },
  warmStillNeeds: [
    "DaemonSets: on a new node they pull their images and start first. A warm node has that behind it, but at the beginning of a window nodes are ready only some minutes later, unless the window has a lead.",
    "The pod's own start-up: until its readiness probe passes it gets no traffic.",
  ],

  replacement: "When nodes are replaced",
  replacementIntro: (clock) =>
    t`Karpenter replaces nodes to save money (consolidation) and when their image or settings are out of date (drift), within these budgets; of those in force at a time the lowest counts. Times are those of ${clock}.`,
  weekTime: ({ days, from, to, nextDay }, timezone) =>
    `${daysText(days)} ${from} to ${to}${nextDay ? " the next day" : ""} (${timezone})`,
  maintenance: (hours) => t`only ${hours} are nodes replaced for drift or consolidation`,
  schedule: (schedule, duration) => t`${code(schedule)} in UTC, for ${duration}`,
  budget: (nodes, reasons) => {
    const why = enumeration(
      reasons.map((reason) => reasonNames[reason]),
      "or",
    );
    if (/^0+%?$/.test(nodes)) return t`no node is replaced for ${why}`;
    const most = nodes.endsWith("%") ? `${nodes} of the nodes` : counted(Number(nodes), "node");
    return t`at most ${most} at a time for ${why}`;
  },
  clockChanges: (timezone) =>
    t`Budgets are kept in UTC: when the clock of ${timezone} changes, these hours move with it by an hour.`,

  longJobs: "Long jobs",
  duration: durationText,
  lifetime: (drain, life) =>
    t`${drain === undefined ? "drains without a time limit" : `drains for at most ${drain}`} / ${life === undefined ? "does not expire" : `lives for ${life}`}`,
  longJob: {
    doNotDisrupt: (always) =>
      always
        ? t`The annotation ${doNotDisrupt} on a pod keeps its node from consolidation and drift.`
        : t`The annotation ${doNotDisrupt} on a pod keeps its node from consolidation, but not from drift: each new AMI drains the node all the same.`,
    expires:
      "A node that reaches the end of its life is drained however busy it is: neither budgets nor the annotation delay that.",
    drainEnds: t`When the time of a drain is over, the pods that still run are killed, those with the annotation or a PodDisruptionBudget included. A pod's own ${code("terminationGracePeriodSeconds")} is part of that time.`,
    drainWaits:
      "A drain waits for pods with the annotation or a PodDisruptionBudget until they end, however long that takes.",
    spot: "EC2 takes a spot node back two minutes after its warning, whatever the pod says. Run long jobs on on-demand.",
    advice:
      "Save progress often enough to lose little, and let a Job start again. For services, run two replicas or more and a PodDisruptionBudget.",
  },

  network: "Network",
  networkPolicy: {
    ingress: "Connections from other namespaces are denied unless listed here; outgoing ones are open.",
    both: "Connections from and to other places are denied unless listed here. DNS, the namespace itself and the Pod Identity agent stay open.",
    none: "No NetworkPolicy is made: every pod of the cluster can connect.",
  },
  from: (place) => t`may connect to the team's pods: ${code(place)}`,
  to: (place) => t`the team's pods may connect to: ${code(place)}`,

  access: "Access",
  levels: {
    view: "look",
    edit: "look and run workloads",
    admin: "look, run workloads and grant roles within the namespaces",
  },
  principal: (arn, level) => t`${code(arn)}: ${level}`,
  noAccess: "No IAM principal is listed for this team.",
  kubeconfig: "To connect:",
};
