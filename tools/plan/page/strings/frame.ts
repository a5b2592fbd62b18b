/** Texts of the frame around the sections: title, navigation, what every section uses. */
import type { Bilingual } from "./language";

export interface FrameTexts {
  readonly title: (stack: string, project: string) => string;
  readonly skip: string;
  readonly contents: string;
  readonly about: (mode: "preview" | "settled") => string;
  readonly madeBy: string;
  /** Messages of checks and policies are in English in every language. */
  readonly messagesAreEnglish: string;
  readonly theme: string;
  readonly unlimited: string;
  readonly notKnown: string;
  readonly atLeast: (amount: string) => string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly asTable: string;
  readonly more: (count: number) => string;
  readonly team: (name: string) => string;
  readonly platform: string;
  readonly pool: string;
  readonly sharedPool: (name: string) => string;
  readonly needsScript: string;
}

export const frame: Bilingual<FrameTexts> = {
  en: {
    title: (stack, project) => `Plan of ${project}/${stack}`,
    skip: "Skip to the plan",
    contents: "Contents",
    about: (mode) =>
      mode === "preview" ? "as a first preview shows it" : "settled: with stand-ins for what AWS would answer",
    madeBy: "Written by `npm run plan`; nothing in this file is loaded from a network.",
    messagesAreEnglish: "",
    theme: "Light or dark",
    unlimited: "unlimited",
    notKnown: "not known",
    atLeast: (amount) => `at least ${amount}`,
    none: "none",
    yes: "yes",
    no: "no",
    asTable: "As a table",
    more: (count) => `${count} more`,
    team: (name) => `Team ${name}`,
    platform: "Platform",
    pool: "Pool",
    sharedPool: (name) => `shared pool ${name}`,
    needsScript: "This picture needs JavaScript; the table says the same.",
  },
  ko: {
    title: (stack, project) => `${project}/${stack} 플랜`,
    skip: "본문으로 건너뛰기",
    contents: "목차",
    about: (mode) => (mode === "preview" ? "첫 preview 기준" : "settled: AWS가 답할 값을 대체값으로 채움"),
    madeBy: "`npm run plan`으로 생성된 파일이며, 네트워크에서 아무것도 불러오지 않습니다.",
    messagesAreEnglish:
      "검사와 정책의 메시지, 비용 항목의 이름과 단위, 정비 시간과 예산에 대한 설명, 변경 목록의 내용은 영어로 표시됩니다.",
    theme: "밝은 화면/어두운 화면",
    unlimited: "제한 없음",
    notKnown: "알 수 없음",
    atLeast: (amount) => `최소 ${amount}`,
    none: "없음",
    yes: "예",
    no: "아니요",
    asTable: "표로 보기",
    more: (count) => `${count}개 더 보기`,
    team: (name) => `${name} 팀`,
    platform: "플랫폼",
    pool: "풀",
    sharedPool: (name) => `공유 풀 ${name}`,
    needsScript: "이 그림에는 JavaScript가 필요합니다. 표에 같은 내용이 있습니다.",
  },
};
