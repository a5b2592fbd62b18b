/** Texts of the list of findings and violations. */
import type { Bilingual } from "./language";

export interface FindingsTexts {
  readonly heading: string;
  readonly intro: string;
  readonly none: string;
  readonly levels: Readonly<Record<"error" | "warning" | "note", string>>;
  readonly undecided: (count: number) => string;
  readonly about: string;
  readonly level: string;
  readonly where: string;
  readonly rule: string;
  readonly message: string;
  readonly isNew: string;
}

export const findings: Bilingual<FindingsTexts> = {
  en: {
    heading: "Findings",
    intro: "What the checks of the config and the policies report, worst first.",
    none: "Nothing to report.",
    levels: { error: "error", warning: "warning", note: "note" },
    undecided: (count) => `${count} that cannot tell yet: the policy decides when the resource is deployed`,
    about: "About",
    level: "Level",
    where: "Where",
    rule: "Rule",
    message: "Message",
    isNew: "new",
  },
  ko: {
    heading: "검사 결과",
    intro: "설정 검사와 정책이 보고한 내용입니다. 심각한 것부터 표시합니다. 메시지는 영어입니다.",
    none: "보고할 내용이 없습니다.",
    levels: { error: "오류", warning: "경고", note: "참고" },
    undecided: (count) => `아직 판단할 수 없는 항목 ${count}건: 배포할 때 정책이 판단합니다`,
    about: "대상",
    level: "수준",
    where: "위치",
    rule: "규칙",
    message: "메시지",
    isNew: "신규",
  },
};
