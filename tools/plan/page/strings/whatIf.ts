/** Texts of the what-ifs. */
import type { Bilingual } from "./language";

export interface WhatIfTexts {
  readonly heading: string;
  readonly intro: string;
  readonly outcomes: Readonly<Record<"yes" | "maybe" | "no", string>>;
}

export const whatIf: Bilingual<WhatIfTexts> = {
  en: {
    heading: "What if",
    intro:
      "Whether pods would find nodes. Yes: whatever Karpenter's packing; maybe: its packing decides, or which zones of the region yours are.",
    outcomes: { yes: "yes", maybe: "maybe", no: "no" },
  },
  ko: {
    heading: "가정해 보기",
    intro:
      "파드가 노드를 얻을 수 있는지 나타냅니다. 가능: Karpenter가 파드를 어떻게 배치하든 모두 실행됩니다. 상황에 따라 다름: 배치 방식이나 계정의 가용 영역에 따라 결과가 달라집니다.",
    outcomes: { yes: "가능", maybe: "상황에 따라 다름", no: "불가" },
  },
};
