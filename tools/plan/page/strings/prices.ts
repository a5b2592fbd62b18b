/** Texts of prices by type. */
import type { Bilingual } from "./language";

export interface PricesTexts {
  readonly heading: string;
  readonly intro: (region: string) => string;
  readonly none: string;
  readonly picture: string;
  readonly types: (count: number) => string;
  readonly ofPools: (pools: string) => string;
  readonly family: string;
  readonly architecture: string;
  readonly byType: string;
  readonly cheapest: string;
  readonly estimate: string;
  readonly notKnown: (count: number, names: string) => string;
  readonly spotIsAverage: string;
  readonly onDemand: string;
  readonly spot: string;
  readonly vcpu: string;
  readonly usdAnHour: string;
  readonly memory: string;
  readonly choosePools: string;
}

export const prices: Bilingual<PricesTexts> = {
  en: {
    heading: "Prices by type",
    intro: (region) =>
      `Instance types that a pool admits and that fit under its limits, with Linux on-demand list prices of ${region} in USD an hour.`,
    none: "No pool admits a type whose price is known.",
    picture: "USD an hour by vCPU, each mark an instance type; both scales are logarithmic",
    types: (count) => `${count} types`,
    ofPools: (pools) => `Types that ${pools} admits`,
    family: "Family",
    architecture: "CPU",
    byType: "USD an hour by size",
    cheapest: "Cheapest",
    estimate: "estimate",
    notKnown: (count, names) => `No price is known for ${count}: ${names}`,
    spotIsAverage: "Spot: the list price less the average saving of 30 days.",
    onDemand: "on demand",
    spot: "spot",
    vcpu: "vCPU",
    usdAnHour: "USD an hour",
    memory: "memory",
    choosePools: "Types of",
  },
  ko: {
    heading: "유형별 가격",
    intro: (region) =>
      `풀이 허용하고 한도 안에 들어가는 인스턴스 유형의 ${region} Linux 온디맨드 정가(시간당 USD)입니다.`,
    none: "가격을 아는 유형을 허용하는 풀이 없습니다.",
    picture: "vCPU 수에 따른 시간당 USD. 표시 하나가 인스턴스 유형 하나이며 두 축 모두 로그 눈금입니다",
    types: (count) => `유형 ${count}개`,
    ofPools: (pools) => `${pools} 풀이 허용하는 유형`,
    family: "패밀리",
    architecture: "CPU",
    byType: "크기별 시간당 USD",
    cheapest: "최저가",
    estimate: "추정",
    notKnown: (count, names) => `가격을 알 수 없는 유형 ${count}개: ${names}`,
    spotIsAverage: "스팟: 정가에서 최근 30일 평균 절감률을 뺀 가격입니다.",
    onDemand: "온디맨드",
    spot: "스팟",
    vcpu: "vCPU",
    usdAnHour: "시간당 USD",
    memory: "메모리",
    choosePools: "풀",
  },
};
