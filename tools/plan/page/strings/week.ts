/** Texts of the week: windows, budgets and freezes. */
import type { Bilingual } from "./language";

export interface WeekTexts {
  readonly heading: string;
  readonly intro: string;
  readonly none: string;
  /** Other pools with the same week. */
  readonly sameFor: (count: number) => string;
  readonly clock: (clock: string) => string;
  readonly showUtc: string;
  readonly byUtc: string;
  readonly legend: string;
  readonly warm: string;
  readonly budget: string;
  readonly freeze: string;
  readonly day: string;
  readonly nodesKept: string;
  readonly hours: string;
  readonly nodeHours: string;
  readonly disruption: string;
  readonly days: readonly string[];
  readonly hour: string;
  readonly nodes: string;
  /** "09:00-18:00: 3" */
  readonly step: (from: string, to: string, nodes: number) => string;
  readonly allows: (nodes: string) => string;
  readonly allowsNone: string;
  readonly always: string;
  readonly tableOf: (pool: string) => string;
  readonly costs: (week: string, month: string, type: string) => string;
  readonly mode: Readonly<Record<"perNode" | "headroom", string>>;
  /** Nodes of windows that have closed, which freezes keep: when, and node-hours a week on average. */
  readonly held: (times: string, nodeHours: string) => string;
  readonly inOtherWeeks: string;
  /** Nodes of windows that have closed stay forever, and why. */
  readonly stays: (reason: string) => string;
  readonly differs: Readonly<Record<"dates" | "clocks", string>>;
  readonly clockChanges: (changes: string) => string;
  readonly budgetsOf: string;
  readonly reasons: (reasons: string) => string;
}

export const week: Bilingual<WeekTexts> = {
  en: {
    heading: "The week",
    intro: "For each pool with warm capacity or with a disruption budget by the clock: 7 days by 24 hours.",
    none: "No pool has warm capacity or a budget by the clock.",
    sameFor: (count) => `and ${count} more pool${count === 1 ? "" : "s"} with the same week`,
    clock: (clock) => `By the clock of ${clock}`,
    showUtc: "Show by UTC",
    byUtc: "By UTC",
    legend: "Number: nodes kept ready",
    warm: "nodes kept ready",
    budget: "a budget limits disruption",
    freeze: "freeze: no disruption",
    day: "Day",
    nodesKept: "Nodes kept ready",
    hours: "Hours",
    nodeHours: "Node-hours",
    disruption: "Budgets",
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    hour: "hour",
    nodes: "nodes",
    step: (from, to, nodes) => `${from} to ${to}: ${nodes}`,
    allows: (nodes) => `at most ${nodes}`,
    allowsNone: "none",
    always: "always",
    tableOf: (pool) => `The week of ${pool}`,
    costs: (weekly, monthly, type) => `${weekly} a week, ${monthly} a month on ${type}`,
    mode: {
      perNode: "at least this many nodes in total, busy ones included",
      headroom: "spare capacity beside what runs, in whole nodes",
    },
    held: (times, nodeHours) =>
      `Budgets of 0 let no empty node go, so nodes of a window that has closed stay ${times}: ${nodeHours} node-hours a week on average, beside those shown`,
    inOtherWeeks: "in other weeks than the one shown",
    stays: (reason) => `After a window its nodes stay: ${reason}`,
    differs: {
      dates: "Other weeks differ: a cron names days of the month, or months.",
      clocks: "Other weeks differ: the clocks of the windows' zones do not change together.",
    },
    clockChanges: (changes) => `The clock changes: ${changes}.`,
    budgetsOf: "Disruption budgets",
    reasons: (reasons) => `for ${reasons}`,
  },
  ko: {
    heading: "주간 일정",
    intro: "웜 용량이나 시간대별 중단 예산(budget)이 있는 풀의 7일 x 24시간입니다.",
    none: "웜 용량이나 시간대별 예산이 있는 풀이 없습니다.",
    sameFor: (count) => `일정이 같은 풀 ${count}개 더`,
    clock: (clock) => `${clock} 기준`,
    showUtc: "UTC로 보기",
    byUtc: "UTC 기준",
    legend: "숫자: 미리 준비되는 노드 수",
    warm: "미리 준비되는 노드",
    budget: "예산에 따라 중단 제한",
    freeze: "동결: 중단하지 않음",
    day: "요일",
    nodesKept: "미리 준비되는 노드",
    hours: "시간",
    nodeHours: "노드 시간",
    disruption: "예산",
    days: ["월", "화", "수", "목", "금", "토", "일"],
    hour: "시",
    nodes: "노드",
    step: (from, to, nodes) => `${from}~${to}: ${nodes}대`,
    allows: (nodes) => `최대 ${nodes}`,
    allowsNone: "없음",
    always: "상시",
    tableOf: (pool) => `${pool}의 주간 일정`,
    costs: (weekly, monthly, type) => `${type} 기준 주 ${weekly}, 월 ${monthly}`,
    mode: {
      perNode: "사용 중인 노드를 포함한 최소 노드 수",
      headroom: "실행 중인 것과 별개로 두는 여유 용량(노드 단위)",
    },
    held: (times, nodeHours) =>
      `예산 0 때문에 빈 노드가 제거되지 않아, 웜 용량 시간이 끝난 뒤에도 노드가 남는 때: ${times}. 주 평균 ${nodeHours} 노드 시간, 표시된 시간과 별도`,
    inOtherWeeks: "표시된 주가 아닌 다른 주",
    stays: (reason) => `웜 용량 시간이 끝난 뒤에도 노드가 남습니다. 이유: ${reason}`,
    differs: {
      dates: "cron에 날짜나 월이 지정되어 주마다 다릅니다.",
      clocks: "시간대마다 서머타임 적용 시기가 달라 주마다 다릅니다.",
    },
    clockChanges: (changes) => `시계 변경: ${changes}`,
    budgetsOf: "중단 예산",
    reasons: (reasons) => `사유: ${reasons}`,
  },
};
