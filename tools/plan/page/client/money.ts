/** The picture of money: what is planned and what the ceilings allow, for the platform and each team. */
import { scaleLinear } from "d3-scale";
import type { MoneyBar, PageData } from "../data/pageData";
import { byId, drawn } from "./dom";
import { axis, group, image, picture } from "./picture";

const rowHeight = 50;
const barHeight = 11;
const axisHeight = 46;
/** Room for the amount after the longest bar. */
const amountWidth = 150;

/** Draws the bars where the page has a place for them. */
export function moneyPicture({ money, texts, locale }: PageData): void {
  const place = byId("money-picture");
  if (place === undefined || money.length === 0) return;
  const usd = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  });
  const most = Math.max(1, ...money.map(({ planned, atCeilings }) => Math.max(planned, atCeilings)));
  picture(place, (width) => {
    const height = money.length * rowHeight + axisHeight;
    const x = scaleLinear([0, most], [0, Math.max(60, width - amountWidth)]).nice(4);
    const svg = image(width, height, place.querySelector("figcaption")?.textContent ?? "");
    const bars = group(1, axisHeight);
    const top = axis<number>("top", {
      scale: x,
      count: Math.max(2, Math.round(width / 180)),
      format: (value) => usd.format(value),
      lines: height - axisHeight,
    });
    bars.append(top, ...money.flatMap((bar, index) => rowOf(bar, index)));
    svg.append(...legend(texts), bars);
    return svg;

    function rowOf({ name, planned, atCeilings, texts: amounts }: MoneyBar, index: number): readonly SVGElement[] {
      const y = index * rowHeight + 4;
      const barOf = (value: number, at: number, kind: string, amount: string) => [
        drawn("rect", { class: kind, x: 0, y: at, width: Math.max(1, x(value)), height: barHeight }),
        drawn("text", { class: "amount", x: x(value) + 6, y: at + barHeight - 2 }, amount),
      ];
      return [
        drawn("text", { class: "name", x: 0, y: y + 12 }, name),
        ...barOf(planned, y + 17, "planned", amounts[0]),
        ...barOf(atCeilings, y + 17 + barHeight + 2, "at-ceilings", amounts[1]),
      ];
    }
  });
}

function legend({ planned, atCeilings }: PageData["texts"]): SVGElement[] {
  const entry = (kind: string, text: string, at: number) => [
    drawn("rect", { class: kind, x: at, y: 2, width: 16, height: barHeight }),
    drawn("text", { class: "amount", x: at + 22, y: barHeight }, text),
  ];
  return [...entry("planned", planned, 1), ...entry("at-ceilings", atCeilings, 140)];
}
