/** Texts of the timeline of a rehearsal. */
import type { Bilingual } from "./language";

/** What an event of a rehearsal tells of. */
export type EventKind = "change" | "step" | "node" | "pods" | "aws" | "met" | "missed";

export interface RehearsalTexts {
  readonly heading: string;
  readonly intro: (stack: string, scenario: string) => string;
  readonly admissionOnly: string;
  readonly otherStack: (rehearsed: string, planned: string) => string;
  readonly verdicts: Readonly<Record<"pass" | "fail", string>>;
  readonly ran: string;
  readonly admitted: (count: number) => string;
  readonly price: (hours: string, usd: string, perHour: string) => string;
  readonly findings: string;
  readonly notChecked: string;
  readonly timeline: string;
  readonly seconds: string;
  readonly kind: string;
  readonly what: string;
  readonly kinds: Readonly<Record<EventKind, string>>;
  readonly noEvents: string;
}

export const rehearsal: Bilingual<RehearsalTexts> = {
  en: {
    heading: "Rehearsal",
    intro: (stack, scenario) => `The planned objects of ${stack} on a real control plane, scenario ${scenario}.`,
    admissionOnly: "no scenario: admission only",
    otherStack: (rehearsed, planned) => `This rehearsal is of ${rehearsed}, the plan is of ${planned}.`,
    verdicts: { pass: "Pass", fail: "Fail" },
    ran: "Ran:",
    admitted: (count) => `${count} objects admitted by the API server`,
    price: (hours, usd, perHour) => `${hours} node-hours, ${usd}, at most ${perHour} an hour`,
    findings: "What the rehearsal found",
    notChecked: "Not covered",
    timeline: "Timeline",
    seconds: "Seconds",
    kind: "Kind",
    what: "What happened",
    kinds: {
      change: "changed from the plan",
      step: "step of the scenario",
      node: "node",
      pods: "pods",
      aws: "AWS",
      met: "expectation met",
      missed: "expectation missed",
    },
    noEvents: "Nothing was played.",
  },
  ko: {
    heading: "리허설",
    intro: (stack, scenario) =>
      `${stack}의 계획된 오브젝트를 실제 컨트롤 플레인에서 실행한 결과입니다. 시나리오: ${scenario}`,
    admissionOnly: "시나리오 없음(승인 검사만)",
    otherStack: (rehearsed, planned) => `리허설 대상은 ${rehearsed}이고 플랜 대상은 ${planned}입니다.`,
    verdicts: { pass: "통과", fail: "실패" },
    ran: "실행된 버전:",
    admitted: (count) => `API 서버가 승인한 오브젝트 ${count}개`,
    price: (hours, usd, perHour) => `${hours} 노드 시간, ${usd}, 시간당 최대 ${perHour}`,
    findings: "리허설에서 발견된 것",
    notChecked: "다루지 않은 것",
    timeline: "타임라인",
    seconds: "초",
    kind: "종류",
    what: "내용",
    kinds: {
      change: "플랜과 다른 점",
      step: "시나리오 단계",
      node: "노드",
      pods: "파드",
      aws: "AWS",
      met: "기대 충족",
      missed: "기대 미충족",
    },
    noEvents: "실행된 것이 없습니다.",
  },
};
