/** What the stack costs a month, as lines. */
import type { MoneyLine, MoneySum } from "../../../capacity/money/line";
import type { Bill, PlannedMoney } from "../summary/money/money";
import type { NotCounted } from "../summary/money/platform";
import { counted } from "./figures";

/** Most lines of one kind. */
const shownLines = 12;

const dollars = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** "1,234.50", behind "at least" where something has no amount. */
export function sumText({ usdPerMonth, notKnown }: MoneySum): string {
  const text = dollars.format(usdPerMonth);
  return notKnown.length === 0 ? text : `at least ${text}`;
}

/** A total of the stack: at least so much, since what is paid for by use is never in it. */
export function totalText(sum: MoneySum, byUse: PlannedMoney["notCounted"]): string {
  return sumText(byUse.length === 0 ? sum : { ...sum, notKnown: byUse.map(({ item }) => item) });
}

function lineText({ usdPerMonth }: MoneyLine): string {
  return usdPerMonth === null ? "not known" : dollars.format(usdPerMonth);
}

/** "1,460 hours of m7g.large at 0.1003 USD" */
export function quantityText({ quantity, unit, usdPerUnit }: MoneyLine): string {
  const amount = `${quantity.toLocaleString("en-US")} ${quantity === 1 ? unit.replace(/s$/, "") : unit}`;
  return usdPerUnit === null ? amount : `${amount} at ${usdPerUnit} USD`;
}

function unitPrice({ item, unit, usdPerUnit }: NotCounted): string {
  return `${item} (${usdPerUnit === null ? "price not known" : `${usdPerUnit} USD a ${unit}`})`;
}

/** "list prices of us-east-1 as of 2026-03-15 to 2026-11-25": the days of the prices. */
function pricesText(region: string, bills: readonly Bill[]): string {
  const dates = bills.flatMap(({ lines }) => lines.flatMap(({ date }) => date || [])).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined) return `no list price of ${region} is known`;
  return `list prices of ${region} as of ${first}${first === last ? "" : ` to ${last}`}`;
}

function spotText(what: string, { usdPerMonth, spotUsdPerMonth }: MoneySum): readonly string[] {
  if (spotUsdPerMonth === undefined || spotUsdPerMonth === usdPerMonth) return [];
  return [`  ${what} with spot at its average price: ${dollars.format(spotUsdPerMonth)}`];
}

/** The sums at the user's own prices, beside those at list prices. */
function ownText({ platform, teams, planned, atCeilings }: PlannedMoney): readonly string[] {
  const own = [platform, ...teams]
    .flatMap((share) => [...share.planned.lines, ...share.atCeilings.lines])
    .find((line) => line.own !== undefined)?.own;
  if (own === undefined) return [];
  const [now, most] = [
    planned.ownUsdPerMonth ?? planned.usdPerMonth,
    atCeilings.ownUsdPerMonth ?? atCeilings.usdPerMonth,
  ];
  return [
    `  at your own prices: planned ${dollars.format(now)}, at the ceilings ${dollars.format(most)} (${own.source}, ${own.date})`,
  ];
}

/** What spot was on average in the bills' lines, with the day of AWS's figures. */
function adviceText(bills: readonly Bill[]): readonly string[] {
  const texts = bills.flatMap(({ lines }) =>
    lines.flatMap(({ item, spot }) =>
      spot === undefined
        ? []
        : [
            `  spot for ${item}: ${dollars.format(spot.usdPerMonth)}, saving ${spot.saving} on average as of ${spot.date}, frequency of interruption ${spot.interruptions}`,
          ],
    ),
  );
  return few(texts);
}

/** The first of several lines, and how many more there are. */
function few(lines: readonly string[]): readonly string[] {
  const more = lines.length - shownLines;
  return more > 0 ? [...lines.slice(0, shownLines), `  and ${counted(more, "more such line")} in the JSON`] : lines;
}

/**
 * The lines of the section: platform, teams and total, planned and at the ceilings, and what is not in them.
 * @param table aligns the columns of rows
 */
export function moneyLines(
  money: PlannedMoney,
  table: (rows: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  const { region, hours, platform, teams, planned, atCeilings, notCounted, assumptions } = money;
  const bills = [platform, ...teams].flatMap((share) => [share.planned, share.atCeilings]);
  const lines = (bill: Bill) => bill.lines.map((line) => [`    ${line.item}`, quantityText(line), lineText(line), ""]);
  const rows = [
    [`USD in ${hours} hours`, "", "planned", "at the ceilings"],
    ["platform", "", sumText(platform.planned), sumText(platform.atCeilings)],
    ...lines(platform.planned),
    ...teams.flatMap((team) => [
      [`team ${team.name}`, "", sumText(team.planned), sumText(team.atCeilings)],
      ...lines(team.planned),
    ]),
    ["total", "", totalText(planned, notCounted), totalText(atCeilings, notCounted)],
  ];
  const reasons = new Set(
    bills.flatMap((bill) => bill.lines.flatMap(({ item, reason }) => (reason ? [`${item}: ${reason}`] : []))),
  );
  return [
    ...table(rows).map((line) => line.trimEnd()),
    `  ${pricesText(region, bills)}; at the ceilings with every pool at its limits all month`,
    ...ownText(money),
    ...spotText("planned", planned),
    ...spotText("at the ceilings", atCeilings),
    ...adviceText([platform, ...teams].map((share) => share.atCeilings)),
    ...few([...reasons].map((reason) => `  not known: ${reason}`)),
    ...(notCounted.length === 0 ? [] : [`  on top, by use: ${notCounted.map(unitPrice).join(", ")}`]),
    ...(assumptions.length === 0 ? [] : [`  assumed: ${assumptions.join("; ")}`]),
  ];
}
