/** What the instance types cost that a pool admits: a picture, and a table by family. */
import type { AdmittedPrices, TypePrice } from "../data/prices";
import { type Html, html, shortened } from "../html";
import { fold, section, table } from "../layout";
import type { View } from "../view";

/** Sets of types whose tables stand on the page; a thousand teams have few. */
const shownSets = 40;

/** Names of types without a price that are listed. */
const shownUnpriced = 12;

/** One size: `large 0.1008 (spot 0.0423)`. */
function sizeText({ texts, formats }: View, { type, usd, isEstimate, spot }: TypePrice): Html {
  const own = texts.prices;
  return html`<li><b>${type.size}</b> ${formats.number(usd ?? 0, 4)}${isEstimate && ` (${own.estimate})`}${spot !== undefined && html` <span class="dim">${own.spot} ${formats.number(spot, 4)}</span>`}`;
}

function familyRows(view: View, types: readonly TypePrice[]): readonly (readonly (Html | string)[])[] {
  const families = new Map<string, TypePrice[]>();
  for (const each of types) {
    const family = families.get(each.type.family);
    if (family === undefined) families.set(each.type.family, [each]);
    else family.push(each);
  }
  return [...families].map(([family, sizes]) => [
    family,
    sizes[0]!.type.arch,
    html`<ul class="sizes">${sizes.map((each) => sizeText(view, each))}</ul>`,
  ]);
}

function pricesOf(view: View, { pools, types }: AdmittedPrices): Html {
  const { texts, formats } = view;
  const own = texts.prices;
  const priced = types.filter(({ usd }) => usd !== undefined);
  const unpriced = types.filter(({ usd }) => usd === undefined).map(({ type }) => type.type);
  const names = shortened(pools.join(", "), 300);
  const [cheapest] = priced;
  const more = unpriced.length > shownUnpriced ? ", …" : "";
  return fold(
    html`${own.ofPools(names)} <span class="dim">${own.types(types.length)}${cheapest !== undefined && ` · ${own.cheapest}: ${cheapest.type.type} ${formats.number(cheapest.usd!, 4)}`}</span>`,
    table({
      caption: own.ofPools(names),
      columns: [{ heading: own.family }, { heading: own.architecture }, { heading: own.byType }],
      rows: familyRows(view, priced),
    }),
    unpriced.length > 0 &&
      html`<p class="dim">${own.notKnown(unpriced.length, unpriced.slice(0, shownUnpriced).join(", ") + more)}</p>`,
    priced.some(({ spot }) => spot !== undefined) && html`<p class="dim">${own.spotIsAverage}</p>`,
  );
}

/** The picture with its choice of pools, then the tables. */
export function pricesSection(view: View): Html {
  const { texts, plan, prices } = view;
  const own = texts.prices;
  const isPriced = prices.some(({ types }) => types.some(({ usd }) => usd !== undefined));
  return section(
    "prices",
    own.heading,
    html`<p class="intro">${own.intro(plan.money.region)}</p>`,
    isPriced
      ? html`<div class="controls" id="prices-controls" hidden><label>${own.choosePools} <select id="prices-pools"></select></label></div>
<figure class="picture" id="prices-picture" hidden><figcaption>${own.picture}</figcaption></figure>`
      : html`<p class="empty">${own.none}</p>`,
    prices.slice(0, shownSets).map((each) => pricesOf(view, each)),
    prices.length > shownSets && html`<p class="dim">${texts.frame.more(prices.length - shownSets)}</p>`,
  );
}
