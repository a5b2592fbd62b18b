/** Texts of what a change does. */
import { type RollOutcome, rollTexts } from "../../report/changes";
import type { ResourceAction } from "../../summary/changesSchema";
import type { Bilingual } from "./language";

export interface ChangesTexts {
  readonly heading: string;
  readonly against: (what: string) => string;
  readonly same: string;
  readonly cannotTell: (count: number) => string;
  readonly actions: Readonly<Record<ResourceAction | "same", string>>;
  readonly rolls: Readonly<Record<RollOutcome, string>>;
  readonly atOnce: string;
  readonly uncertain: string;
  readonly instead: string;
  readonly pools: string;
  readonly pool: string;
  readonly nodesDo: string;
  readonly nodes: string;
  readonly atMost: (most: string, declared: number) => string;
  readonly noneYet: string;
  readonly takes: string;
  readonly why: string;
  readonly money: string;
  readonly who: string;
  readonly before: string;
  readonly after: string;
  readonly cluster: string;
  readonly warmWeek: string;
  readonly usdPerHour: string;
  readonly resources: string;
  readonly resource: string;
  readonly action: string;
  readonly fields: string;
  readonly newPolicies: string;
  readonly gonePolicies: string;
  readonly landing: string;
  readonly warm: string;
  readonly ignored: string;
}

export const changes: Bilingual<ChangesTexts> = {
  en: {
    heading: "What changes",
    against: (what) => `Compared with ${what}.`,
    same: "Nothing changes.",
    cannotTell: (count) => `${count} value${count === 1 ? "" : "s"} cannot be told`,
    actions: {
      create: "created",
      update: "updated",
      replace: "replaced",
      "update-or-replace": "updated or replaced",
      delete: "deleted",
      same: "the same",
    },
    rolls: rollTexts,
    atOnce: "All at once",
    uncertain: "cannot tell whether it happens",
    instead: "Instead",
    pools: "Pools whose nodes or settings change",
    pool: "Pool",
    nodesDo: "What its nodes do",
    nodes: "Nodes",
    atMost: (most, declared) => `at most ${most}, ${declared} declared`,
    noneYet: "none yet",
    takes: "Takes",
    why: "Why",
    money: "Money that changes",
    who: "Whose",
    before: "Before",
    after: "After",
    cluster: "All pools",
    warmWeek: "Warm capacity, USD a week",
    usdPerHour: "at the limits, USD an hour",
    resources: "Resources that change",
    resource: "Resource",
    action: "What happens",
    fields: "Fields",
    newPolicies: "Violations that are new",
    gonePolicies: "Violations that are gone",
    landing: "Whose pods may land where",
    warm: "Warm capacity that changes",
    ignored: "Differences that change nothing",
  },
  ko: {
    heading: "변경 사항",
    against: (what) => `비교 대상: ${what}`,
    same: "변경되는 것이 없습니다.",
    cannotTell: (count) => `알 수 없는 값 ${count}개`,
    actions: {
      create: "생성",
      update: "수정",
      replace: "교체",
      "update-or-replace": "수정 또는 교체",
      delete: "삭제",
      same: "그대로",
    },
    rolls: {
      replaced: "NodePool이 교체되어 모든 노드가 한꺼번에 드레인됨",
      gone: "없어지며 모든 노드가 한꺼번에 드레인됨",
      drift: "예산 안에서 모든 노드가 교체됨",
      unknown: "노드가 교체되는지 알 수 없음",
      some: "요구 사항에 맞지 않게 된 노드가 교체됨",
      new: "신규",
      none: "노드 유지",
      driftFrozen: "모든 노드가 드리프트되지만 어느 것도 교체될 수 없음",
      someFrozen: "요구 사항에 맞지 않게 된 노드가 드리프트되지만 어느 것도 교체될 수 없음",
    },
    atOnce: "한꺼번에 일어나는 일",
    uncertain: "일어나는지 알 수 없음",
    instead: "대신 할 일",
    pools: "노드나 설정이 바뀌는 풀",
    pool: "풀",
    nodesDo: "노드에 일어나는 일",
    nodes: "노드",
    atMost: (most, declared) => `최대 ${most}, 선언된 것 ${declared}`,
    noneYet: "아직 없음",
    takes: "소요 시간",
    why: "이유",
    money: "바뀌는 비용",
    who: "대상",
    before: "이전",
    after: "이후",
    cluster: "전체 풀",
    warmWeek: "웜 용량, 주당 USD",
    usdPerHour: "한도 도달 시, 시간당 USD",
    resources: "바뀌는 리소스",
    resource: "리소스",
    action: "동작",
    fields: "필드",
    newPolicies: "새로 생긴 위반",
    gonePolicies: "없어진 위반",
    landing: "파드 배치 변화",
    warm: "바뀌는 웜 용량",
    ignored: "아무것도 바꾸지 않는 차이",
  },
};
