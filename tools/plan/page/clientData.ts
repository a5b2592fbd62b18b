/** The JSON of a page: what the programs in it draw. */
import type { MoneyShare } from "../summary/money/money";
import type { ClientTexts, MoneyBar, PageData, PricedType, Prices } from "./data/pageData";
import { resourceTable } from "./data/resources";
import { shortened } from "./html";
import type { ShownRehearsal } from "./rehearsal/read";
import { sumText } from "./sections/verdict";
import { weekId } from "./sections/week";
import type { View } from "./view";

/** Bars of the picture of money; with more teams it shows those that may cost most. */
const shownBars = 30;

function moneyBars(view: View): readonly MoneyBar[] {
  const { plan, texts } = view;
  const barOf = (name: string, { planned, atCeilings }: MoneyShare): MoneyBar => ({
    name: shortened(name, 60),
    planned: planned.usdPerMonth,
    atCeilings: atCeilings.usdPerMonth,
    texts: [sumText(view, planned), sumText(view, atCeilings)],
  });
  const { platform, teams } = plan.money;
  const bars = teams.map((share) => barOf(share.name, share as MoneyShare));
  const most = [...bars].sort((a, b) => b.atCeilings - a.atCeilings).slice(0, shownBars);
  return [barOf(texts.frame.platform, platform as MoneyShare), ...most];
}

/** Sets of pools that the picture of prices offers. */
const shownSets = 40;

function pricesData({ prices }: View): Prices {
  const shown = prices.slice(0, shownSets);
  const types = new Map<string, PricedType>();
  const sets = new Map<string, number[]>();
  shown.forEach((set, index) => {
    for (const { type, usd, spot } of set.types) {
      if (usd === undefined) continue;
      // another region has another price of the same type
      const key = `${type.type} ${usd}`;
      const own = sets.get(key) ?? [];
      own.push(index);
      sets.set(key, own);
      const before = types.get(key)?.[4] ?? 0;
      const memory = Math.round((type.memoryMiB / 1024) * 10) / 10;
      types.set(key, [type.type, type.vcpu, memory, usd, spot ?? before, own]);
    }
  });
  return {
    sets: shown.map((set) => ({
      pools: shortened(set.pools.join(", "), 120),
      isSpot: set.types.some(({ spot }) => spot !== undefined),
    })),
    types: [...types.values()],
  };
}

function clientTexts({ texts }: View): ClientTexts {
  const { money, week, prices, resources, rehearsal } = texts;
  return {
    planned: money.planned,
    atCeilings: money.atCeilings,
    days: week.days,
    nodes: week.nodes,
    freeze: week.freeze,
    budget: week.budget,
    hour: week.hour,
    vcpu: prices.vcpu,
    usdAnHour: prices.usdAnHour,
    onDemand: prices.onDemand,
    spot: prices.spot,
    memory: prices.memory,
    type: resources.type,
    key: resources.key,
    dependsOn: resources.dependsOn,
    neededBy: resources.neededBy,
    parent: resources.parent,
    marks: resources.marks,
    isProtected: resources.isProtected,
    isExpanded: resources.isExpanded,
    nothing: resources.nothing,
    noResource: resources.noResource,
    resources: resources.shown,
    results: resources.results,
    noResults: resources.noResults,
    kinds: resources.kinds,
    seconds: rehearsal.seconds,
    events: rehearsal.kinds,
    more: resources.more,
  };
}

/** All of it. */
export function pageData(view: View, rehearsal: ShownRehearsal | undefined): PageData {
  return {
    texts: clientTexts(view),
    locale: view.language,
    money: moneyBars(view),
    weeks: view.weeks.map(({ local, utc }, index) => ({
      id: weekId(index),
      local,
      ...(utc === undefined ? {} : { utc }),
    })),
    prices: pricesData(view),
    resources: resourceTable(view.plan),
    rehearsal: (rehearsal?.timeline ?? []).map(({ seconds, kind, text }) => ({
      seconds,
      kind,
      text: shortened(text, 300),
    })),
  };
}
