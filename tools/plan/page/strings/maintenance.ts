/** Texts of maintenance: when Karpenter may replace nodes. */
import type { Bilingual } from "./language";

export interface MaintenanceTexts {
  readonly heading: string;
  readonly intro: string;
  readonly pool: string;
  readonly windows: string;
  readonly window: (times: string, timezone: string) => string;
  /** Where nothing of the windows is left. */
  readonly never: string;
  readonly lost: string;
  readonly minutes: (lost: number, asked: number) => string;
  readonly notBound: string;
}

export const maintenance: Bilingual<MaintenanceTexts> = {
  en: {
    heading: "Maintenance",
    intro: "The only times at which Karpenter replaces nodes of these pools for consolidation or drift.",
    pool: "Pool",
    windows: "Nodes are replaced",
    window: (times, timezone) => `${times} in ${timezone}`,
    never: "Never",
    lost: "Frozen nevertheless",
    minutes: (lost, asked) => `${lost} of ${asked} minutes a year`,
    notBound: "Not bound by it",
  },
  ko: {
    heading: "유지 관리",
    intro: "이 풀에서 Karpenter가 통합(consolidation)이나 드리프트로 노드를 교체하는 시간은 여기뿐입니다.",
    pool: "풀",
    windows: "노드를 교체하는 시간",
    window: (times, timezone) => `${timezone} 기준 ${times}`,
    never: "없음",
    lost: "그래도 동결되는 시간",
    minutes: (lost, asked) => `연 ${asked}분 중 ${lost}분`,
    notBound: "적용되지 않는 것",
  },
};
