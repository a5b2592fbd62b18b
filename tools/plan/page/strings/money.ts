/** Texts of the section on money. */
import type { Bilingual } from "./language";

export interface MoneyTexts {
  readonly heading: string;
  readonly intro: (hours: number, region: string, from: string) => string;
  readonly who: string;
  readonly planned: string;
  readonly atCeilings: string;
  readonly total: string;
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly source: string;
  readonly linesOf: (who: string) => string;
  readonly spot: (usd: string, saving: string, interruptions: string, date: string) => string;
  readonly own: (usd: string) => string;
  readonly withSpot: string;
  readonly atOwn: string;
  readonly byUse: string;
  readonly byUseIntro: string;
  readonly aUnit: (usd: string, unit: string) => string;
  readonly assumptions: string;
  readonly picture: string;
  readonly noLines: string;
}

export const money: Bilingual<MoneyTexts> = {
  en: {
    heading: "Money",
    intro: (hours, region, from) =>
      `What the stack costs in a month of ${hours} hours from ${from}, at list prices of ${region}, in USD.`,
    who: "Whose",
    planned: "Planned",
    atCeilings: "At the ceilings",
    total: "Total",
    item: "What",
    quantity: "Quantity",
    price: "USD a month",
    source: "Source of the price",
    linesOf: (who) => `Lines of ${who}`,
    spot: (usd, saving, interruptions, date) =>
      `${usd} with spot at its average price (saving ${saving}, frequency of interruption ${interruptions}, as of ${date})`,
    own: (usd) => `${usd} at your own prices`,
    withSpot: "With spot at its average price",
    atOwn: "At your own prices",
    byUse: "Paid for by use, on top",
    byUseIntro: "No plan knows how much of these is used, so every total reads “at least”.",
    aUnit: (usd, unit) => `${usd} a ${unit}`,
    assumptions: "What the amounts rest on",
    picture: "Planned and at the ceilings, for the platform and each team",
    noLines: "nothing",
  },
  ko: {
    heading: "비용",
    intro: (hours, region, from) =>
      `${from}부터 한 달(${hours}시간) 동안의 비용입니다. ${region} 정가 기준, 단위는 USD입니다.`,
    who: "대상",
    planned: "계획된 비용",
    atCeilings: "상한 도달 시",
    total: "합계",
    item: "항목",
    quantity: "수량",
    price: "월 USD",
    source: "가격 출처",
    linesOf: (who) => `${who} 항목`,
    spot: (usd, saving, interruptions, date) =>
      `스팟 평균 가격 기준 ${usd} (절감률 ${saving}, 중단 빈도 ${interruptions}, ${date} 기준)`,
    own: (usd) => `자체 가격 기준 ${usd}`,
    withSpot: "스팟 평균 가격 기준",
    atOwn: "자체 가격 기준",
    byUse: "사용량에 따라 추가되는 비용",
    byUseIntro: "사용량은 미리 알 수 없으므로 모든 합계는 “최소” 금액입니다.",
    aUnit: (usd, unit) => `${unit}당 ${usd}`,
    assumptions: "금액의 전제",
    picture: "플랫폼과 팀별 계획된 비용과 상한 도달 시 비용",
    noLines: "없음",
  },
};
