/** What an answer supposes, and what it cannot know. */
import { knownZones } from "../../../capacity/ec2/zones";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { regionOfZone } from "../../../capacity/nodePool/region";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { cpuText } from "../../../capacity/units/quantity";
import type { WhatIfAnswer } from "../../../capacity/whatIf/answer";
import { type AskedWhatIf, type Asking, selectedZones } from "./asked";

/** Lines under an answer. */
export function notesOf(asked: AskedWhatIf, answer: WhatIfAnswer, asking: Asking): string[] {
  return [
    ...namespaceNotes(asked),
    ...defaultNotes(asked),
    ...archNotes(asked, answer),
    ...zoneNotes(asked, asking),
    ...warmNotes(asked, answer),
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

function warmNotes({ written, whatIf }: AskedWhatIf, { pools }: WhatIfAnswer): readonly string[] {
  const hasWarm = whatIf.pools.some(({ pool }) => pool.warm !== undefined);
  const takes = pools.some(({ warm }) => (warm?.takes.most ?? 0) > 0);
  const hasLoad = whatIf.pools.some(({ pool }) => pool.warm?.load !== undefined);
  const isHeadroom = whatIf.pools.some(({ pool }) => pool.warm?.mode.kind === "headroom");
  return [
    ...(hasWarm && written.at === undefined
      ? ["no time is given, so the least warm capacity of the week counts; `at mon 09:00` asks for a minute"]
      : []),
    ...(takes && isHeadroom
      ? ["placeholders that give way are made again, and ask for nodes of their own up to the limits"]
      : []),
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
    ...(team.capacityBuffers.length > 0 ? ["CapacityBuffers are not counted"] : []),
    ...(stack.nodeOverlays.length > 0 ? ["NodeOverlays are not counted: prices and their order are AWS's"] : []),
  ];
}
