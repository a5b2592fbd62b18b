/** Texts of versions: until when they are supported, and what comes next. */
import type { Bilingual } from "./language";

export interface VersionsTexts {
  readonly heading: string;
  readonly intro: string;
  readonly what: string;
  readonly version: string;
  readonly notes: string;
  /** @param extended undefined where the day is not known yet */
  readonly until: (standard: string, extended: string | undefined) => string;
  readonly notKnown: string;
  readonly runsOn: (oldest: string, newest: string) => string;
  readonly next: string;
  readonly afterwards: string;
  readonly after: (karpenter: string) => string;
  readonly standardUntil: (day: string) => string;
  readonly awaited: (checked: string) => string;
}

export const versions: Bilingual<VersionsTexts> = {
  en: {
    heading: "Versions",
    intro: "What the stack runs, and what comes next: EKS moves a cluster one minor at a time.",
    what: "What",
    version: "Version",
    notes: "Support",
    until: (standard, extended) =>
      `standard support until ${standard}, extended until ${extended ?? "a day that is not known yet"}`,
    notKnown: "in standard support; when that ends is not known yet",
    runsOn: (oldest, newest) => `runs on Kubernetes ${oldest} to ${newest}`,
    next: "Next",
    afterwards: "Then",
    after: (karpenter) => `after Karpenter ${karpenter}`,
    standardUntil: (day) => `standard support until ${day}`,
    awaited: (checked) => `not offered by EKS on ${checked}`,
  },
  ko: {
    heading: "버전",
    intro: "스택이 사용하는 버전과 다음 버전입니다. EKS는 마이너 버전을 하나씩만 올립니다.",
    what: "대상",
    version: "버전",
    notes: "지원",
    until: (standard, extended) =>
      `표준 지원 ${standard}까지, 연장 지원 ${extended === undefined ? "종료일 미정" : `${extended}까지`}`,
    notKnown: "표준 지원 중이며 종료일은 아직 알려지지 않았습니다",
    runsOn: (oldest, newest) => `Kubernetes ${oldest}~${newest}에서 동작`,
    next: "다음",
    afterwards: "그다음",
    after: (karpenter) => `Karpenter ${karpenter}(으)로 올린 뒤`,
    standardUntil: (day) => `표준 지원 ${day}까지`,
    awaited: (checked) => `${checked} 기준 EKS에서 아직 제공하지 않음`,
  },
};
