/** A region's price list as its file has it: one family a line, so that a refresh shows as what changed. */
import type { ByFamilyAndSize, PriceList } from "../../capacity/ec2/priceList";

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

function families(figures: ByFamilyAndSize<unknown>, indent: string): string {
  const lines = Object.entries(figures)
    .sort(byText)
    .map(([family, sizes]) => {
      const inOrder = Object.fromEntries(Object.entries(sizes).sort(byText));
      return `${indent}  ${JSON.stringify(family)}: ${JSON.stringify(inOrder)}`;
    });
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function entries(values: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(values)
    .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
    .join("");
}

/** The text of a region's file. */
export function priceListText({ about, region, onDemand, spot }: PriceList): string {
  const lists = onDemand.map(
    ({ usdPerHour, ...from }) =>
      `    {\n${entries(from, "      ")}      "usdPerHour": ${families(usdPerHour, "      ")}\n    }`,
  );
  const advice = (({ savings, ...from }: NonNullable<PriceList["spot"]>) =>
    `,\n  "spot": {\n${entries(from, "    ")}    "savings": ${families(savings, "    ")}\n  }`) as (
    spot: NonNullable<PriceList["spot"]>,
  ) => string;
  return `{\n${entries({ about, region }, "  ")}  "onDemand": [\n${lists.join(",\n")}\n  ]${spot === undefined ? "" : advice(spot)}\n}\n`;
}
