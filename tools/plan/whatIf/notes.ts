/** What an answer supposes, and what it cannot know. */
import { knownZones } from "../../../capacity/ec2/zones";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { regionOfZone } from "../../../capacity/nodePool/region";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { cpuText } from "../../../capacity/units/quantity";
import type { WhatIfAnswer } from "../../../capacity/whatIf/answer";
import type { WarmConfig } from "../../../config";
import { type AskedWhatIf, type Asking, selectedZones } from "./asked";
import { secondsToCome, weeksDiffer } from "./counted";

/** Lines under an answer. */
export function notesOf(asked: AskedWhatIf, answer: WhatIfAnswer, asking: Asking): string[] {
  return [
    ...namespaceNotes(asked),
    ...defaultNotes(asked),
    ...archNotes(asked, answer),
    ...zoneNotes(asked, asking),
    ...warmNotes(asked, answer, asking),
    ...daemonSetNotes(asked, asking),
    ...otherNotes(asked, answer, asking),
  ];
}

function namespaceNotes({ written, team, namespace }: AskedWhatIf): readonly string[] {
  if (written.namespace !== undefined || team.namespaces.length < 2) return [];
  return [`in ${namespace}, the first of ${team.namespaces.length} namespaces; ${team.key}/NAME asks for another`];
}

function defaultNotes({ written: { size }, team: { requests } }: AskedWhatIf): readonly string[] {
  const missing = [
    ...(size.cpuMillis === undefined ? [`${requests.cpu} CPU`] : []),
    ...(size.memoryMiB === undefined ? [requests.memory] : []),
  ];
  return missing.length === 0
    ? []
    : [`${missing.join(" and ")}: what the namespace gives a container that requests none`];
}

function archNotes({ written, whatIf }: AskedWhatIf, { pools }: WhatIfAnswer): readonly string[] {
  if (written.arch !== undefined) return [];
  const both = whatIf.pools.filter(({ pool }) => {
    const allowed = poolSelection(pool.template, pool.region).allowed.get(labelKeys.arch);
    const takes = pools.some(({ name, taken }) => name === pool.name && taken.most > 0);
    return takes && (allowed === undefined || (allows(allowed, "amd64") && allows(allowed, "arm64")));
  });
  if (both.length === 0) return [];
  return ["nodes may be amd64 or arm64, whichever is cheaper, so images must run on both; `arch amd64` asks for one"];
}

function zoneNotes({ written, whatIf }: AskedWhatIf, { stack: { network }, region }: Asking): readonly string[] {
  const zones = selectedZones(written).filter((zone) => regionOfZone(zone) === region);
  const known = knownZones(region);
  const isNamed = network.kind === "created" && typeof network.zones !== "number";
  const ids = [...whatIf.pools.flatMap(({ pool }) => pool.template.requirements), ...whatIf.constraints.requirements]
    .filter(({ key, operator }) => key === labelKeys.zoneId && operator === "In")
    .flatMap(({ values = [] }) => values);
  const taken = [...new Set([...(isNamed ? [] : zones), ...ids])];
  return [
    ...(taken.length > 0 ? [`taken to have a subnet of nodes: ${taken.join(", ")}`] : []),
    ...zones
      .filter((zone) => known?.includes(zone) === false)
      .map((zone) => `${zone} is not a zone of ${region} that is known here (${known!.join(", ")})`),
  ];
}

/** What happens to the room that pods take, by what keeps it. */
const remade: Readonly<Record<WarmConfig["engine"], string>> = {
  placeholders: "placeholders that give way are made again, and ask for nodes of their own up to the limits",
  capacityBuffer: "room that pods take of a CapacityBuffer is kept again, on nodes of its own up to the limits",
};

function warmNotes({ written, minute, pools }: AskedWhatIf, answer: WhatIfAnswer, asking: Asking): readonly string[] {
  const warm = pools.flatMap((pool) => (pool.warm === undefined ? [] : [{ pool, warm: pool.warm }]));
  const takes = (name: string) => answer.pools.some((pool) => pool.name === name && (pool.warm?.takes.most ?? 0) > 0);
  const taken = warm.filter(({ pool, warm: { mode } }) => mode.kind === "headroom" && takes(pool.nodePoolName));
  const hasLoad = warm.some(({ warm: { load } }) => load !== undefined);
  const least = warm.some((each) => weeksDiffer(each.warm, asking.now)) ? "coming year" : "week";
  return [
    ...(warm.length > 0 && written.at === undefined
      ? [`no time is given, so the least warm capacity of the ${least} counts; \`at mon 09:00\` asks for a minute`]
      : []),
    ...warm.flatMap((each) => {
      const seconds = secondsToCome(each.pool, each.warm, minute, asking);
      if (seconds === undefined) return [];
      return [
        `a window of ${each.pool.nodePoolName} has just opened: its nodes may take ${seconds} s, and are not counted until then; \`lead\` starts them earlier`,
      ];
    }),
    ...new Set(taken.map((each) => remade[each.warm.engine])),
    ...(hasLoad ? ["the declared load fills its nodes"] : []),
  ];
}

function daemonSetNotes({ written }: AskedWhatIf, { daemonSets, stack }: Asking): readonly string[] {
  const { share, unknown } = daemonSets;
  return [
    ...(stack.cluster.kind === "existing" ? ["the existing cluster is assumed to run EKS's usual add-ons"] : []),
    `each node also runs ${share.pods} pods of the add-ons' DaemonSets, which request ${cpuText(share.cpuMillis)} CPU and ${share.memoryMiB}Mi${written.daemonSets === undefined ? "; `daemonsets 100m/128Mi` counts those of your own" : ""}`,
    ...(unknown.length === 0 ? [] : [`what DaemonSets of ${unknown.join(", ")} request is not known here`]),
  ];
}

function otherNotes({ team, written }: AskedWhatIf, answer: WhatIfAnswer, { stack }: Asking): readonly string[] {
  const several = answer.pools.filter(({ taken }) => taken.most > 0).length > 1;
  return [
    ...(several && written.pool === undefined ? ["each pool is answered as if the pods were for it alone"] : []),
    ...(team.capacityBuffers.length > 0 ? ["CapacityBuffers of the team's own are not counted"] : []),
    ...(stack.nodeOverlays.length > 0 ? ["NodeOverlays are not counted: prices and their order are AWS's"] : []),
  ];
}
