/** Texts of the list of policies. */
import type { Bilingual } from "./language";

/** What came of a policy. */
export type PolicyOutcome = "passed" | "violated" | "undecided" | "disabled";

export interface PoliciesTexts {
  readonly heading: string;
  readonly intro: string;
  readonly none: string;
  readonly policy: string;
  readonly level: string;
  readonly outcome: string;
  readonly evidence: string;
  readonly outcomes: Readonly<Record<PolicyOutcome, string>>;
  readonly violations: (count: number) => string;
  readonly undecided: (count: number) => string;
  readonly looked: (count: number) => string;
  readonly other: string;
  /** How many policies have which outcome: `60 passed, 7 cannot tell yet`. */
  readonly counts: (outcomes: Readonly<Record<PolicyOutcome, number>>) => string;
}

export const policies: Bilingual<PoliciesTexts> = {
  en: {
    heading: "Policies",
    intro:
      "Every policy that was asked, with its level here and what it rests on: the violation that it reports, or the resources that it looked at.",
    none: "The plan does not say which policies ran.",
    policy: "Policy",
    level: "Level",
    outcome: "Outcome",
    evidence: "Evidence",
    outcomes: { passed: "passed", violated: "violated", undecided: "cannot tell yet", disabled: "not asked" },
    violations: (count) => `${count} violation${count === 1 ? "" : "s"}`,
    undecided: (count) => `${count} that cannot tell yet`,
    looked: (count) => `${count} resource${count === 1 ? "" : "s"} looked at`,
    other: "Other policies",
    counts: (outcomes) =>
      (["violated", "undecided", "passed", "disabled"] as const)
        .filter((outcome) => outcomes[outcome] > 0)
        .map((outcome) => `${outcomes[outcome]} ${policies.en.outcomes[outcome]}`)
        .join(", "),
  },
  ko: {
    heading: "정책",
    intro: "적용된 모든 정책과 수준, 그리고 근거(보고된 위반 또는 검사한 리소스)입니다.",
    none: "플랜에 어떤 정책이 실행되었는지 기록되어 있지 않습니다.",
    policy: "정책",
    level: "수준",
    outcome: "결과",
    evidence: "근거",
    outcomes: { passed: "통과", violated: "위반", undecided: "아직 판단 불가", disabled: "사용 안 함" },
    violations: (count) => `위반 ${count}건`,
    undecided: (count) => `아직 판단 불가 ${count}건`,
    looked: (count) => `검사한 리소스 ${count}개`,
    other: "그 밖의 정책",
    counts: (outcomes) =>
      (["violated", "undecided", "passed", "disabled"] as const)
        .filter((outcome) => outcomes[outcome] > 0)
        .map((outcome) => `${policies.ko.outcomes[outcome]} ${outcomes[outcome]}`)
        .join(", "),
  },
};
