/** Numbers as a language writes them. */
import type { Language } from "../report/language";

/** What turns figures into text. */
export interface Formats {
  /** To the cent: $1,234.50. */
  readonly usd: (usd: number) => string;
  /** To the dollar from 1,000 on, where there is little room. */
  readonly shortUsd: (usd: number) => string;
  /** With at most one decimal place, unless more are asked for. */
  readonly number: (amount: number, places?: number) => string;
  /** Bytes in Gi, as Kubernetes writes them. */
  readonly memory: (bytes: number) => string;
}

const locales: Readonly<Record<Language, string>> = { en: "en-US", ko: "ko-KR" };

/** From this many dollars on cents are noise. */
const wholeDollars = 1000;

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const locale = locales[language];
  // "$" in Korean, too: the narrow symbol, since the page says USD
  const currency = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" } as const;
  const exact = new Intl.NumberFormat(locale, currency);
  const whole = new Intl.NumberFormat(locale, { ...currency, maximumFractionDigits: 0 });
  const numbers = [0, 1, 2, 3, 4].map((places) => new Intl.NumberFormat(locale, { maximumFractionDigits: places }));
  const number = (amount: number, places = 1) => numbers[places]!.format(amount);
  return {
    usd: (usd) => exact.format(usd),
    shortUsd: (usd) => (Math.abs(usd) < wholeDollars ? exact : whole).format(usd),
    number,
    memory: (bytes) => `${number(bytes / 2 ** 30)} Gi`,
  };
}
