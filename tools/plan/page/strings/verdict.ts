/** Texts of the first screen: the verdict and what the stack comes to. */
import type { Verdict } from "../../summary/plan";
import type { Bilingual } from "./language";

/** How many violations of each kind a plan has. */
export interface ViolationCounts {
  readonly mandatory: number;
  readonly advisory: number;
  readonly remediate: number;
  readonly undecided: number;
}

export interface VerdictTexts {
  readonly heading: string;
  readonly verdicts: Readonly<Record<Verdict | "refused", string>>;
  readonly violations: (counts: ViolationCounts) => string;
  readonly refused: (errors: number) => string;
  readonly counts: (counts: { readonly resources: number; readonly teams: number; readonly pools: number }) => string;
  readonly planned: string;
  readonly plannedNote: string;
  readonly atCeilings: string;
  readonly atCeilingsNote: string;
  readonly perHour: string;
  readonly perHourNote: string;
  readonly warm: string;
  readonly warmNote: string;
  readonly aMonth: string;
  readonly anHour: string;
  readonly aWeek: string;
  readonly checkedLater: string;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const verdict: Bilingual<VerdictTexts> = {
  en: {
    heading: "Verdict",
    verdicts: { pass: "Pass", warn: "Pass with warnings", fail: "Fail", refused: "Refused" },
    violations: ({ mandatory, advisory, remediate, undecided }) =>
      [
        ...(mandatory > 0 ? [`${mandatory} mandatory`] : []),
        ...(advisory > 0 ? [`${advisory} advisory`] : []),
        ...(remediate > 0 ? [`${remediate} remediated`] : []),
        ...(mandatory + advisory + remediate === 0 ? ["no violations"] : []),
        ...(undecided > 0 ? [`${undecided} cannot tell yet`] : []),
      ].join(", "),
    refused: (errors) => `${plural(errors, "error")} in the config; nothing would be created`,
    counts: ({ resources, teams, pools }) =>
      [plural(resources, "resource"), plural(teams, "team"), plural(pools, "pool")].join(", "),
    planned: "Planned",
    plannedNote: "what runs without any pod of a team",
    atCeilings: "At the ceilings",
    atCeilingsNote: "every pool at its limits all month",
    perHour: "At the limits",
    perHourNote: "all pools, on-demand list price",
    warm: "Warm capacity",
    warmNote: "nodes kept ready by the clock",
    aMonth: "a month",
    anHour: "an hour",
    aWeek: "a week",
    checkedLater: "Checked in `pulumi preview`, not here",
  },
  ko: {
    heading: "판정",
    verdicts: { pass: "통과", warn: "경고와 함께 통과", fail: "실패", refused: "거부됨" },
    violations: ({ mandatory, advisory, remediate, undecided }) =>
      [
        ...(mandatory > 0 ? [`필수 정책 위반 ${mandatory}건`] : []),
        ...(advisory > 0 ? [`권고 ${advisory}건`] : []),
        ...(remediate > 0 ? [`자동 수정 ${remediate}건`] : []),
        ...(mandatory + advisory + remediate === 0 ? ["위반 없음"] : []),
        ...(undecided > 0 ? [`아직 판단 불가 ${undecided}건`] : []),
      ].join(", "),
    refused: (errors) => `설정에 오류 ${errors}건이 있어 아무것도 생성되지 않습니다`,
    counts: ({ resources, teams, pools }) => `리소스 ${resources}개, 팀 ${teams}개, 풀 ${pools}개`,
    planned: "계획된 비용",
    plannedNote: "팀의 파드가 하나도 없을 때 실행되는 것",
    atCeilings: "상한 도달 시 비용",
    atCeilingsNote: "모든 풀이 한 달 내내 한도에 있을 때",
    perHour: "한도 도달 시",
    perHourNote: "전체 풀, 온디맨드 정가 기준",
    warm: "웜 용량",
    warmNote: "시간표에 따라 미리 준비되는 노드",
    aMonth: "월",
    anHour: "시간당",
    aWeek: "주당",
    checkedLater: "여기가 아니라 `pulumi preview`에서 확인되는 것",
  },
};
