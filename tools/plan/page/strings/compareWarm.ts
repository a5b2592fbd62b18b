/** Texts of the comparisons of warm capacity. */
import type { Bilingual } from "./language";

export interface CompareWarmTexts {
  readonly heading: string;
  readonly intro: string;
}

export const compareWarm: Bilingual<CompareWarmTexts> = {
  en: {
    heading: "Ways to keep warm capacity",
    intro: "For the same hours of a pool: what each way costs, how soon nodes are ready, and what it survives.",
  },
  ko: {
    heading: "웜 용량 유지 방법 비교",
    intro: "같은 시간대를 기준으로 방법별 비용, 노드가 준비되기까지 걸리는 시간, 노드가 유지되는 조건을 비교합니다.",
  },
};
