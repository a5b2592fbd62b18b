/** Texts of who may land where. */
import type { Bilingual } from "./language";

export interface LandingTexts {
  readonly heading: string;
  readonly intro: string;
  readonly none: string;
  readonly podsOf: string;
  readonly nodesOf: string;
  readonly bootstrap: string;
  readonly shared: (pool: string) => string;
  readonly outcomes: Readonly<Record<"allowed" | "avoided" | "refused", string>>;
  readonly avoidedMeans: string;
  readonly refusedBy: (note: number, rules: string) => string;
  readonly byTaints: string;
  readonly onlyOpen: string;
  readonly teams: string;
  readonly principals: string;
  readonly principal: (policy: string, teams: string) => string;
}

export const landing: Bilingual<LandingTexts> = {
  en: {
    heading: "Who may land where",
    intro: "Whether pods of a team's namespaces may land on nodes: taints and the admission policy decide.",
    none: "The stack has no nodes of teams.",
    podsOf: "Pods of",
    nodesOf: "Nodes of",
    bootstrap: "bootstrap nodes",
    shared: (pool) => `shared ${pool}`,
    outcomes: { allowed: "yes", avoided: "avoided", refused: "no" },
    avoidedMeans: "avoided: the scheduler places them there only when nothing else is left",
    refusedBy: (note, rules) => `no ${note}: refused by ${rules}`,
    byTaints: "taints alone",
    onlyOpen: "With this many teams only what is allowed is listed; every other pair is refused.",
    teams: "Teams",
    principals: "Principals of several teams",
    principal: (policy, teams) =>
      `works in ${teams}: its association with ${policy} changes when one of them is added or removed`,
  },
  ko: {
    heading: "파드 배치 가능 여부",
    intro: "팀 네임스페이스의 파드가 어느 노드에 배치될 수 있는지 나타냅니다. 테인트와 승인 정책이 결정합니다.",
    none: "팀 노드가 없습니다.",
    podsOf: "파드의 팀",
    nodesOf: "노드",
    bootstrap: "부트스트랩 노드",
    shared: (pool) => `공유 ${pool}`,
    outcomes: { allowed: "가능", avoided: "회피", refused: "불가" },
    avoidedMeans: "회피: 다른 노드가 없을 때만 스케줄러가 배치합니다",
    refusedBy: (note, rules) => `불가 ${note}: ${rules} 규칙이 거부`,
    byTaints: "테인트",
    onlyOpen: "팀이 많아 허용된 조합만 표시합니다. 나머지는 모두 거부됩니다.",
    teams: "팀",
    principals: "여러 팀에서 작업하는 주체",
    principal: (policy, teams) =>
      `${teams} 팀에서 작업합니다. 이 중 하나가 추가되거나 삭제되면 ${policy} 연결이 바뀝니다`,
  },
};
