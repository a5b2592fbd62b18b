/** A team guide: all that the team's members must know to run on its nodes. */
import { openTo, type PoolConfig, type StackConfig, type TeamConfig, type Toleration } from "../../../config";
import { yamlText } from "../../cli/yamlText";
import type { PlannedTeam } from "../summary/ceilings";
import type { PlannedMoney } from "../summary/money/money";
import { accessSection, namespacesSection, networkSection } from "./namespaces";
import { costSection, limitsText, poolsSection } from "./pools";
import { longJobsSection, replacementSection } from "./replacement";
import type { Strings } from "./sentences";
import { type Block, block, type GuideText, paragraph, type Section } from "./text";
import { clockOf } from "./times";
import { warmSection } from "./warm";

/** What a guide is written from. */
export interface GuideInput {
  readonly team: TeamConfig;
  readonly stack: StackConfig;
  /** What the plan computed for the team. */
  readonly planned: PlannedTeam | undefined;
  /** What the plan computed for the stack. */
  readonly money?: PlannedMoney | undefined;
  /** When the guide is written, in milliseconds since 1970: hours are those of the next ordinary week. */
  readonly now: number;
}

/** The guide in the language of the strings. */
export function teamGuide({ team, stack, planned, money, now }: GuideInput, say: Strings): GuideText {
  const open = openTo(team.name, stack.sharedPools);
  const usable = [...team.pools, ...open];
  const clock = { zone: clockOf(team.pools, open), now };
  const sections: readonly (Section | undefined)[] = [
    { heading: say.owner, blocks: [paragraph(say.ownerLine(team.owner))] },
    scheduling(team, stack, say),
    namespacesSection(team, say),
    poolsSection(team, planned, say),
    costSection(team, planned, money, say),
    sharedPools(open, say),
    warmSection(usable, say),
    replacementSection(usable, clock, say),
    longJobsSection(usable, say),
    networkSection(team, say),
    accessSection(team, stack, say),
  ];
  return {
    title: say.title(team.key),
    intro: [
      ...(team.key === team.name ? [] : [paragraph(say.keptName(team.key, team.name))]),
      paragraph(say.intro(stack.cluster.name)),
    ],
    sections: sections.filter((section) => section !== undefined),
  };
}

function scheduling(team: TeamConfig, stack: StackConfig, say: Strings): Section {
  const [pool] = team.pools;
  const heading = say.scheduling;
  const isolation = paragraph(say.isolation[team.isolation]);
  if (pool === undefined) return { heading, blocks: [paragraph(say.noOwnPools), isolation] };
  const filled = team.isolation === "enforced" && stack.admission.fillsIn;
  return {
    heading,
    blocks: [
      paragraph(say.snippetIntro),
      snippet(pool.selector, pool.tolerations),
      isolation,
      ...(filled ? [paragraph(say.filledIn)] : []),
      ...(team.pools.length > 1 ? [paragraph(say.oneInstance(pool.nodePoolName))] : []),
      ...team.pools.flatMap((each) => moreTaints(each, say)),
    ],
  };
}

function snippet(nodeSelector: Readonly<Record<string, string>>, tolerations: readonly Toleration[]): Block {
  const spec = { nodeSelector, ...(tolerations.length === 0 ? {} : { tolerations }) };
  return block("yaml", yamlText({ spec }).trimEnd());
}

/** Tolerations that a pool needs besides the team's. */
function moreTaints(pool: PoolConfig, say: Strings): readonly Block[] {
  const own = pool.taints.filter(
    ({ key, effect }) =>
      effect !== "PreferNoSchedule" && !pool.tolerations.some((toleration) => toleration.key === key),
  );
  if (own.length === 0) return [];
  const tolerations = own.map(({ key, value = "", effect }) => ({ key, operator: "Equal", value, effect }));
  return [paragraph(say.moreTaints(pool.nodePoolName)), block("yaml", yamlText({ tolerations }).trimEnd())];
}

function sharedPools(open: readonly PoolConfig[], say: Strings): Section | undefined {
  if (open.length === 0) return undefined;
  return {
    heading: say.sharedPools,
    blocks: [
      paragraph(say.sharedIntro),
      ...open.flatMap((pool) => [
        paragraph(say.sharedPool(pool.nodePoolName, limitsText(pool, say))),
        snippet(pool.selector, pool.tolerations),
        ...moreTaints(pool, say),
      ]),
    ],
  };
}
