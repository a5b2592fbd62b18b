/** The picture of prices: what a type costs by how many vCPUs it has. */
import { scaleBand, scaleLog } from "d3-scale";
import type { PageData, PricedType } from "../data/pageData";
import { byId, drawn, element } from "./dom";
import { mark, shapeOf } from "./marks";
import { axis, group, image, picture } from "./picture";

const height = 340;
const margins = { top: 26, right: 14, bottom: 40, left: 58 };

/** Categories that have a shape of their own; all others share the last. */
const categories: readonly string[] = ["c", "m", "r"];

const categoryOf = ([name]: PricedType) => /^[a-z]+/.exec(name)?.[0]?.[0] ?? "";

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Draws the types of one set of pools. */
function pricesPicture(
  types: readonly PricedType[],
  isSpot: boolean,
  { texts }: PageData,
  label: string,
  width: number,
) {
  const svg = image(width, height, label);
  const [innerWidth, innerHeight] = [width - margins.left - margins.right, height - margins.top - margins.bottom];
  const usd = types.flatMap(([, , , onDemand, spot]) => (isSpot && spot > 0 ? [onDemand, spot] : [onDemand]));
  const [leastUsd, mostUsd] = extent(usd);
  const cpus = [...new Set(types.map(([, vcpu]) => vcpu))].sort((a, b) => a - b);
  const x = scaleBand<number>(cpus, [0, innerWidth]).padding(0.2);
  const y = scaleLog([leastUsd / 1.3, mostUsd * 1.3], [innerHeight, 0]);
  const plot = group(margins.left, margins.top);
  // with little room not every number of vCPUs is written
  const every = Math.max(1, Math.ceil((cpus.length * 30) / innerWidth));
  const ticks = cpus.filter((_, index) => index % every === 0);
  const bottom = axis<number>("bottom", { scale: x, ticks, format: String });
  bottom.setAttribute("transform", `translate(0,${innerHeight})`);
  plot.append(bottom);
  for (const tick of y.ticks(5).filter((value) => /^[125]/.test(String(value).replace(/^[0.]*/, "")))) {
    plot.append(
      drawn("line", { class: "grid", x1: 0, x2: innerWidth, y1: y(tick), y2: y(tick) }),
      drawn("text", { class: "tick-text", x: -8, y: y(tick) + 4, "text-anchor": "end" }, `$${tick}`),
    );
  }
  for (const type of types) {
    const [name, vcpu, memory, onDemand, spot] = type;
    const at = categories.indexOf(categoryOf(type));
    const kind = at === -1 ? categories.length : at;
    // categories stand beside each other within their number of vCPUs
    const across = x(vcpu)! + (x.bandwidth() * (kind + 0.5)) / (categories.length + 1);
    const about = `${name}: ${vcpu} ${texts.vcpu}, ${memory} GiB ${texts.memory}`;
    if (isSpot && spot > 0)
      plot.append(mark(shapeOf(kind), across, y(spot), 3, "type spot", `${about}, ${texts.spot} $${spot}`));
    plot.append(
      mark(
        shapeOf(kind),
        across,
        y(onDemand),
        3.6,
        `type on-demand category-${kind}`,
        `${about}, ${texts.onDemand} $${onDemand}`,
      ),
    );
  }
  svg.append(
    plot,
    drawn("text", { class: "unit", x: 0, y: 12 }, texts.usdAnHour),
    drawn("text", { class: "unit", x: width - margins.right, y: height - 4, "text-anchor": "end" }, texts.vcpu),
    legend(types, isSpot, texts, width),
  );
  return svg;
}

function legend(
  types: readonly PricedType[],
  isSpot: boolean,
  { spot }: PageData["texts"],
  width: number,
): SVGGElement {
  const found = categories.filter((each) => types.some((type) => categoryOf(type) === each));
  const others = types.some((type) => !categories.some((each) => each === categoryOf(type)));
  const entries: [string, string, number][] = [
    ...found.map((each): [string, string, number] => [
      each,
      `type on-demand category-${categories.indexOf(each)}`,
      categories.indexOf(each),
    ]),
    ...(others
      ? [["…", `type on-demand category-${categories.length}`, categories.length] as [string, string, number]]
      : []),
    ...(isSpot ? [[spot, "type spot", 0] as [string, string, number]] : []),
  ];
  const made = group(width - margins.right - entries.length * 44, 10);
  entries.forEach(([text, kind, shape], index) => {
    made.append(
      mark(shapeOf(shape), index * 44, -1, 4, kind),
      drawn("text", { class: "tick-text", x: index * 44 + 9, y: 3 }, text),
    );
  });
  return made;
}

/** Draws the prices of the first set of pools, and of the one that is chosen. */
export function pricesPictures(data: PageData): void {
  const place = byId("prices-picture");
  const controls = byId("prices-controls");
  const choice = byId<HTMLSelectElement>("prices-pools");
  const { sets, types } = data.prices;
  if (place === undefined || controls === undefined || choice === undefined || types.length === 0) return;
  for (const [index, { pools }] of sets.entries()) choice.append(element("option", { value: index }, pools));
  controls.hidden = false;
  const redraw = picture(place, (width) => {
    const set = Number(choice.value);
    const admitted = types.filter((type) => type[5].includes(set));
    const label = `${place.querySelector("figcaption")?.textContent ?? ""}: ${sets[set]?.pools ?? ""}`;
    return admitted.length === 0
      ? image(width, 1, label)
      : pricesPicture(admitted, sets[set]?.isSpot === true, data, label, width);
  });
  choice.addEventListener("change", redraw);
}
