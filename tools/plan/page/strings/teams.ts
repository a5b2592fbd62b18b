/** Texts of the cards: a team, the platform, and the ceilings of both. */
import type { Bilingual } from "./language";

/** Figures of a ceiling that a card shows. */
export type CeilingName = "cpu" | "memory" | "nodes" | "gpu" | "usdPerHour";

export interface TeamsTexts {
  readonly heading: string;
  readonly intro: string;
  readonly figures: Readonly<Record<CeilingName, string>>;
  /** Beside a figure whose most a policy states. */
  readonly ofAllowed: (most: string) => string;
  readonly above: string;
  readonly noPools: string;
  readonly poolsTable: string;
  readonly mayUse: string;
  readonly findings: (errors: number, warnings: number) => string;
  readonly warm: (hours: string) => string;
  readonly platformIntro: string;
  readonly sharedRule: string;
  readonly fold: (first: string, last: string, count: number) => string;
  readonly ceilingsTable: string;
  readonly cluster: string;
  readonly noTeams: string;
}

export const teams: Bilingual<TeamsTexts> = {
  en: {
    heading: "Teams and platform",
    intro:
      "A ceiling is the most that limits allow, in whole nodes of admitted types. Each bar is the ceiling against what the policies allow a team, or the cluster.",
    figures: { cpu: "vCPU", memory: "Memory", nodes: "Nodes", gpu: "GPUs", usdPerHour: "USD an hour" },
    ofAllowed: (most) => `of ${most} allowed`,
    above: "above what the policies allow",
    noPools: "No pool of its own.",
    poolsTable: "Its pools",
    mayUse: "May use the shared pools",
    findings: (errors, warnings) =>
      [...(errors > 0 ? [`${errors} to fix`] : []), ...(warnings > 0 ? [`${warnings} to look at`] : [])].join(", "),
    warm: (hours) => `warm ${hours} h a week`,
    platformIntro:
      "Control plane, network, bootstrap nodes and shared pools. Its ceilings are those of all pools together.",
    sharedRule:
      "Shared pools stand here and are not split among the teams that use them: no limit says how much of a shared pool a team takes.",
    fold: (first, last, count) => `${count} teams: ${first} to ${last}`,
    ceilingsTable: "Ceilings as a table",
    cluster: "All pools",
    noTeams: "The stack has no teams.",
  },
  ko: {
    heading: "팀과 플랫폼",
    intro:
      "상한은 허용된 인스턴스 유형의 노드 단위로 한도까지 늘렸을 때의 최댓값입니다. 막대는 정책이 팀 또는 클러스터에 허용하는 값에 대한 상한의 비율입니다.",
    figures: { cpu: "vCPU", memory: "메모리", nodes: "노드", gpu: "GPU", usdPerHour: "시간당 USD" },
    ofAllowed: (most) => `허용 ${most}`,
    above: "정책이 허용하는 값을 넘음",
    noPools: "전용 풀이 없습니다.",
    poolsTable: "풀 목록",
    mayUse: "사용할 수 있는 공유 풀",
    findings: (errors, warnings) =>
      [...(errors > 0 ? [`수정 필요 ${errors}건`] : []), ...(warnings > 0 ? [`확인 필요 ${warnings}건`] : [])].join(
        ", ",
      ),
    warm: (hours) => `웜 용량 주 ${hours}시간`,
    platformIntro: "컨트롤 플레인, 네트워크, 부트스트랩 노드, 공유 풀입니다. 상한은 모든 풀의 합계입니다.",
    sharedRule:
      "공유 풀은 여기에 두고 사용하는 팀에 나누어 배분하지 않습니다. 팀별 사용량을 정하는 한도가 없기 때문입니다.",
    fold: (first, last, count) => `${first} ~ ${last} 팀 ${count}개`,
    ceilingsTable: "상한을 표로 보기",
    cluster: "전체 풀",
    noTeams: "스택에 팀이 없습니다.",
  },
};
