/** Answers `--what-if`: reads each, asks capacity/whatIf, and says what is supposed. */
import { poolSelection } from "../../../capacity/nodePool/selection";
import { cpuText } from "../../../capacity/units/quantity";
import { answerWhatIfs, type WhatIfAnswer } from "../../../capacity/whatIf/answer";
import { addonDaemonSets } from "../../../capacity/whatIf/daemonSets";
import { maySpot } from "../../../capacity/whatIf/pool";
import type { PoolAnswer } from "../../../capacity/whatIf/poolAnswer";
import { usdPerHourOf } from "../../../capacity/whatIf/price";
import { isolationName } from "../../../components/team/isolationRules";
import { addonNames, type StackConfig } from "../../../config";
import { UsageError } from "../../cli/errors";
import { defaultRegion } from "../engine/deployment";
import type { RegisteredResource } from "../engine/resource";
import { metadataOf, namespaceType } from "../summary/kubernetesObject";
import type { PlannedWhatIf } from "../summary/whatIfSchema";
import { addressesOf, neededAddresses } from "./addresses";
import { type AskedWhatIf, type Asking, askedWhatIf } from "./asked";
import { parseWhatIf } from "./grammar/parse";
import { notesOf } from "./notes";

/** Most what-ifs of a plan: each is answered after all before it. */
const mostWhatIfs = 50;

const bindingType = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

/** A planned stack that what-ifs are asked of. */
export interface WhatIfInput {
  readonly stack: StackConfig;
  readonly region: string | undefined;
  readonly resources: readonly RegisteredResource[];
  /** Weeks begin after this instant, in milliseconds since 1970. @default now */
  readonly now?: number | undefined;
}

/** Reads what-ifs, so that a mistake is told before anything is planned. @throws UsageError as `parseWhatIf` does */
export function readWhatIfs(texts: readonly string[]) {
  if (texts.length > mostWhatIfs)
    throw new UsageError(`--what-if is given ${texts.length} times; ${mostWhatIfs} are the most`);
  return texts.map((text, index) =>
    parseWhatIf({ text, where: texts.length === 1 ? "--what-if" : `--what-if ${index + 1}` }),
  );
}

/** Add-ons that run on nodes by EKS's names; of a cluster that exists, those that the program would make. */
function addonsOf(cluster: StackConfig["cluster"]): readonly string[] {
  return cluster.kind === "created" ? cluster.addons.map(({ name }) => name) : addonNames;
}

/**
 * Answers what-ifs in their order.
 * @throws UsageError for one that cannot be read, or that names what the stack has not
 */
export function plannedWhatIfs(texts: readonly string[], input: WhatIfInput): readonly PlannedWhatIf[] {
  const { stack, resources, region = stack.region ?? defaultRegion, now = Date.now() } = input;
  const labels = new Map(
    resources
      .filter(({ type }) => type === namespaceType)
      .map((resource) => {
        const { name, labels: own } = metadataOf(resource);
        return [name, own] as const;
      }),
  );
  const asking: Asking = {
    stack,
    region,
    daemonSets: addonDaemonSets(addonsOf(stack.cluster)),
    labelsOf: (namespace) => labels.get(namespace) ?? {},
    guarded: resources.some((resource) => resource.type === bindingType && metadataOf(resource).name === isolationName),
    now,
  };
  const asked = readWhatIfs(texts).map((written) => askedWhatIf(written, asking));
  const answers = answerWhatIfs(asked.map(({ whatIf }) => whatIf));
  let taken = 0;
  return asked.map((each, index) => {
    const answer = answers[index]!;
    taken += neededAddresses(answer, stack);
    return planned(each, answer, taken, asking);
  });
}

/** @param addresses that this what-if and those before it take at least */
function planned(asked: AskedWhatIf, answer: WhatIfAnswer, addresses: number, asking: Asking): PlannedWhatIf {
  const { written, team, namespace, minute, whatIf } = asked;
  const { count } = whatIf.pods;
  const { admitted, taken, waiting, nodes, price, preempts } = answer;
  const room = addressesOf(asking.stack);
  const lacks = room !== undefined && addresses > room;
  const addressReason = lacks
    ? [`the subnets of nodes have ${room} addresses; the nodes and pods of the what-ifs take at least ${addresses}`]
    : [];
  return {
    text: written.text,
    meaning: meaningOf(asked),
    team: team.key,
    namespace,
    pods: count,
    ...(minute === undefined ? {} : { at: minute.text }),
    outcome: lacks ? "no" : answer.outcome,
    reasons: [...refusalReasons(answer, count, whatIf.refusals), ...addressReason],
    refused: { least: count - admitted.most, most: count - admitted.least },
    refusedBy: [...admitted.by],
    taken,
    waiting,
    nodes,
    price,
    likely: plannedLikely(answer, asked, asking),
    preempts: [...preempts],
    pools: answer.pools.map((pool) => plannedPool(pool, admitted.most || count, asking)),
    otherPools: answer.otherPools.map((pool) => plannedPool(pool, admitted.most || count, asking)),
    notes: notesOf(asked, answer, asking),
  };
}

function refusalReasons({ admitted }: WhatIfAnswer, count: number, refusals: readonly string[]): readonly string[] {
  if (refusals.length > 0) return refusals;
  return admitted.least < count ? [`the namespace's quota: ${admitted.by.join(", ")}`] : [];
}

/** "40 pods of 1 CPU and 2048 MiB each in namespace dotori of team dotori" */
function meaningOf({ written, team, namespace, whatIf, minute }: AskedWhatIf): string {
  const { count, size, gpus, onePerNode, priority } = whatIf.pods;
  const { arch, zone, capacityType, selectors, pool, daemonSets } = written;
  return [
    `${count} ${count === 1 ? "pod" : "pods"} of ${cpuText(size.cpuMillis)} CPU and ${size.memoryMiB}Mi${gpus > 0 ? ` and ${gpus} GPU` : ""}`,
    `in namespace ${namespace} of team ${team.key}`,
    ...(pool === undefined ? [] : [`on pool ${pool.text}`]),
    ...selectors.map(({ key, value }) => `on nodes with ${key}=${value}`),
    ...(arch === undefined ? [] : [`on ${arch}`]),
    ...(capacityType === undefined ? [] : [`on ${capacityType} nodes`]),
    ...(zone === undefined ? [] : [`in ${zone.text}`]),
    ...(onePerNode ? ["at most one on a node"] : []),
    ...(written.priority === 0
      ? []
      : [`priority ${typeof written.priority === "string" ? written.priority : priority}`]),
    ...(daemonSets === undefined
      ? []
      : [`beside DaemonSets of ${cpuText(daemonSets.cpuMillis)} CPU and ${daemonSets.memoryMiB}Mi`]),
    ...(minute === undefined ? [] : [`at ${minute.text}`]),
  ].join(", ");
}

function plannedPool(pool: PoolAnswer, count: number, { stack }: Asking): PlannedWhatIf["pools"][number] {
  const { name, outcome, reasons, taken, nodes, price, types, warm, needed, likelyNeeded } = pool;
  const configs = [...stack.teams.flatMap(({ pools }) => pools), ...stack.sharedPools];
  const isBuffer = configs.find(({ nodePoolName }) => nodePoolName === name)?.warm?.engine === "capacityBuffer";
  return {
    name,
    outcome,
    reasons: [...reasons],
    taken,
    waiting: { least: Math.max(0, count - taken.most), most: Math.max(0, count - taken.least) },
    nodes,
    price,
    types: [...types],
    ...(warm === undefined ? {} : { warm: { ...(isBuffer ? { engine: "capacityBuffer" as const } : {}), ...warm } }),
    needed: needed === undefined ? null : [...needed],
    likelyNeeded: likelyNeeded === undefined ? null : [...likelyNeeded],
  };
}

function plannedLikely({ likely }: WhatIfAnswer, { whatIf }: AskedWhatIf, { region }: Asking): PlannedWhatIf["likely"] {
  const pools = new Map(whatIf.pools.map(({ pool }) => [pool.name, poolSelection(pool.template, region)]));
  const priced = likely.nodes.map(({ pool, type, count }) => {
    const selection = pools.get(pool)!;
    const onDemand = usdPerHourOf(type, selection.region, false);
    const spot = maySpot(selection) ? usdPerHourOf(type, selection.region, true) : onDemand;
    return { count, onDemand, spot, isSpot: maySpot(selection) };
  });
  const sum = (prices: readonly (number | null)[]) =>
    prices.some((price) => price === null)
      ? null
      : Number(prices.reduce<number>((total, price, index) => total + price! * priced[index]!.count, 0).toFixed(6));
  const spotUsdPerHour = priced.some(({ isSpot }) => isSpot) ? sum(priced.map(({ spot }) => spot)) : null;
  return {
    ...likely,
    nodes: [...likely.nodes],
    usdPerHour: sum(priced.map(({ onDemand }) => onDemand)),
    ...(spotUsdPerHour === null ? {} : { spotUsdPerHour }),
  };
}
