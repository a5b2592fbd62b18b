/** A team guide: all that the team's members must know to run on its nodes, as Markdown. */
import { stringify } from "yaml";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { cpuText } from "../../../capacity/units/quantity";
import { isDatedWindow, isPlainWindow, type Window } from "../../../capacity/windows/window";
import {
  accessLevels,
  openTo,
  type PoolConfig,
  type StackConfig,
  type TeamConfig,
  type Toleration,
} from "../../../config";
import { markdownText } from "../report/markdownText";
import type { PlannedTeam } from "../summary/ceilings";
import type { Strings, WarmUnit } from "./strings";

/** What a guide is written from. */
export interface GuideInput {
  readonly team: TeamConfig;
  readonly stack: StackConfig;
  /** What the plan computed for the team. */
  readonly planned: PlannedTeam | undefined;
}

type Section = readonly string[];

/** The guide in the language of the strings. */
export function teamGuide({ team, stack, planned }: GuideInput, say: Strings): string {
  const sections: readonly Section[] = [
    [
      `# ${say.title(team.key)}`,
      ...(team.key === team.name ? [] : [say.keptName(team.key, team.name)]),
      say.intro(stack.cluster.name),
    ],
    [`## ${say.owner}`, say.ownerLine(markdownText(team.owner))],
    scheduling(team, stack, say),
    namespaces(team, say),
    pools(team, planned, say),
    sharedPools(team, stack, say),
    warm(team, say),
    windows(team, say),
    network(team, say),
    access(team, stack, say),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n\n"))
    .join("\n\n")}\n`;
}

function scheduling(team: TeamConfig, stack: StackConfig, say: Strings): Section {
  const [pool] = team.pools;
  if (pool === undefined) return [`## ${say.scheduling}`, say.noOwnPools, say.isolation[team.isolation]];
  const filled = team.isolation === "enforced" && stack.admission.fillsIn;
  return [
    `## ${say.scheduling}`,
    say.snippetIntro,
    snippet(pool.selector, pool.tolerations),
    say.isolation[team.isolation],
    ...(filled ? [say.filledIn] : []),
    ...(team.pools.length > 1 ? [say.oneInstance(pool.nodePoolName)] : []),
  ];
}

function snippet(nodeSelector: Readonly<Record<string, string>>, tolerations: readonly Toleration[]): string {
  const spec = { nodeSelector, ...(tolerations.length === 0 ? {} : { tolerations }) };
  return fenced("yaml", stringify({ spec }).trimEnd());
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** What of a quota the guide shows, in the order of its columns. */
const guideQuotas = [
  "requests.cpu",
  "requests.memory",
  "requests.nvidia.com/gpu",
  "pods",
  "services.loadbalancers",
  "requests.storage",
] as const;

function namespaces(team: TeamConfig, say: Strings): Section {
  const quota = (namespace: string, resource: string) =>
    (Object.hasOwn(team.quotas, namespace) && team.quotas[namespace]?.[resource]) || say.noQuota;
  return [
    `## ${say.namespaces}`,
    table(
      [
        say.namespace,
        say.quotaCpu,
        say.quotaMemory,
        say.quotaGpu,
        say.quotaPods,
        say.quotaLoadBalancers,
        say.quotaStorage,
      ],
      team.namespaces.map((name) => [`\`${name}\``, ...guideQuotas.map((resource) => quota(name, resource))]),
    ),
    say.defaultRequests(team.requests.cpu, team.requests.memory),
    say.leastRequests(team.minRequests.cpu, team.minRequests.memory),
    say.podSecurity(team.podSecurity),
  ];
}

function pools(team: TeamConfig, planned: PlannedTeam | undefined, say: Strings): Section {
  if (team.pools.length === 0) return [];
  const rows = team.pools.map((pool) => [
    `\`${pool.nodePoolName}\``,
    pool.capacityTypes.join(", "),
    architecturesOf(pool),
    String(pool.weight ?? 0),
    limitsText(pool),
  ]);
  return [
    `## ${say.pools}`,
    table([say.pool, say.capacityTypes, say.architectures, say.weight, say.limits], rows),
    ...(planned === undefined ? [] : [ceiling(planned, say)]),
    ...team.pools.flatMap((pool) => moreTaints(pool, say)),
  ];
}

/** Tolerations that a pool needs besides the team's. */
function moreTaints(pool: PoolConfig, say: Strings): Section {
  const own = pool.taints.filter(
    ({ key, effect }) =>
      effect !== "PreferNoSchedule" && !pool.tolerations.some((toleration) => toleration.key === key),
  );
  if (own.length === 0) return [];
  const tolerations = own.map(({ key, value = "", effect }) => ({ key, operator: "Equal", value, effect }));
  return [`\`${pool.nodePoolName}\`: ${say.moreTaints}`, fenced("yaml", stringify({ tolerations }).trimEnd())];
}

function architecturesOf(pool: PoolConfig): string {
  return pool.requirements.flatMap(({ key, values = [] }) => (key === labelKeys.arch ? values : [])).join(", ");
}

function limitsText({ limits }: PoolConfig): string {
  return Object.entries(limits)
    .map(([resource, quantity]) => `${resource} ${quantity}`)
    .join(", ");
}

function ceiling({ ceiling: { cpuMillis, memoryBytes, nodes, usdPerHour } }: PlannedTeam, say: Strings): string {
  const or = (amount: number | null, text: (amount: number) => string) =>
    amount === null ? say.unlimited : text(amount);
  const sentence = say.ceiling(
    or(cpuMillis, (millis) => String(millis / 1000)),
    or(memoryBytes, (bytes) => `${Number((bytes / 2 ** 30).toFixed(1))} GiB`),
    or(nodes, String),
  );
  return usdPerHour === null ? sentence : `${sentence} ${say.price(usdPerHour.toFixed(2))}`;
}

function sharedPools(team: TeamConfig, stack: StackConfig, say: Strings): Section {
  const open = openTo(team.name, stack.sharedPools);
  if (open.length === 0) return [];
  return [
    `## ${say.sharedPools}`,
    say.sharedIntro,
    ...open.flatMap((pool) => [
      `\`${pool.nodePoolName}\` (${limitsText(pool)}):`,
      snippet(pool.selector, pool.tolerations),
      ...moreTaints(pool, say),
    ]),
  ];
}

/** Warm capacity at any time and in windows, by the clock of each window's zone. */
function warm(team: TeamConfig, say: Strings): Section {
  const lines = team.pools.flatMap(({ nodePoolName, warm: capacity }) => {
    if (capacity === undefined) return [];
    const { mode, always, windows: open } = capacity;
    const unit: WarmUnit =
      mode.kind === "perNode"
        ? { kind: "nodes" }
        : { kind: "pieces", cpu: cpuText(mode.size.cpuMillis), memory: `${mode.size.memoryMiB}Mi` };
    return [
      `- \`${nodePoolName}\``,
      ...(always === 0 ? [] : [`  - ${say.always}: ${say.kept(always, unit)}`]),
      ...open.map((window) => `  - ${windowText(window, say)}: ${say.kept(window.nodes, unit)}`),
    ];
  });
  return lines.length === 0 ? [] : [`## ${say.warm}`, say.warmIntro, lines.join("\n")];
}

function windowText(window: Window, say: Strings): string {
  if (isPlainWindow(window)) return say.plainWindow(window);
  if (isDatedWindow(window)) return say.datedWindow(window);
  return say.cronWindow(window.start, window.end, window.timezone);
}

function windows(team: TeamConfig, say: Strings): Section {
  if (team.pools.length === 0) return [];
  const lines = team.pools.flatMap(({ nodePoolName, budgets, terminationGracePeriod, expireAfter }) => [
    `- \`${nodePoolName}\``,
    ...budgets.map(({ nodes, reasons, schedule, duration }) => {
      const why = reasons?.join(", ") ?? say.everyReason;
      const when = schedule === undefined ? say.always : say.window(schedule, duration ?? "");
      return `  - ${when}: ${say.atMost(nodes)} (${why})`;
    }),
    `  - ${say.drain(terminationGracePeriod, expireAfter)}`,
  ]);
  return [`## ${say.windows}`, say.windowsIntro, lines.join("\n")];
}

function network({ networkPolicy }: TeamConfig, say: Strings): Section {
  const { choice, from, to } = networkPolicy;
  const listed = [
    ...(choice === "none" ? [] : [...from.namespaces, ...from.cidrs].map((one) => `- ${say.from}: \`${one}\``)),
    ...(choice === "both" ? to.cidrs.map((one) => `- ${say.to}: \`${one}\``) : []),
  ];
  return [`## ${say.network}`, say.networkPolicy[choice], ...(listed.length === 0 ? [] : [listed.join("\n")])];
}

function access(team: TeamConfig, { cluster, region }: StackConfig, say: Strings): Section {
  const lines = accessLevels.flatMap((level) =>
    team.access[level].map((principal) => `- \`${principal}\`: ${say.levels[level]}`),
  );
  const where = region === undefined ? "" : ` --region ${region}`;
  return [
    `## ${say.access}`,
    lines.length === 0 ? say.noAccess : lines.join("\n"),
    ...(lines.length === 0
      ? []
      : [say.kubeconfig, fenced("bash", `aws eks update-kubeconfig --name ${cluster.name}${where}`)]),
  ];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
