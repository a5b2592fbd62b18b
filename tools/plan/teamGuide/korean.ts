/**
 * The texts of the team guides in Korean. No particle that changes with the word before it (은/는, 이/가, 을/를, 과/와, 으로/로)
 * follows a value: names and amounts are of any kind.
 */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Weekday, WindowDays } from "../../../capacity/windows/times";
import type { DurationParts } from "./amounts";
import type { Amount, Reason, Strings } from "./sentences";
import { code, piecesOf, t } from "./text";

const dayNames: Readonly<Record<Weekday | "everyday" | "weekdays" | "weekends", string>> = {
  everyday: "매일",
  weekdays: "평일",
  weekends: "주말",
  mon: "월",
  tue: "화",
  wed: "수",
  thu: "목",
  fri: "금",
  sat: "토",
  sun: "일",
};

/** As the first of two reasons, and as the last. */
const reasonNames: Readonly<Record<Reason, readonly [first: string, last: string]>> = {
  drift: ["드리프트나", "드리프트로"],
  consolidation: ["통합이나", "통합으로"],
  empty: ["빈 노드 통합이나", "빈 노드 통합으로"],
  underused: ["사용률이 낮은 노드 통합이나", "사용률이 낮은 노드 통합으로"],
  repair: ["고장 난 노드 복구나", "고장 난 노드 복구로"],
};

function daysText(days: WindowDays): string {
  return typeof days === "string" ? dayNames[days] : days.map((day) => dayNames[day]).join("·");
}

/** Of the zones that have one: the name of their time. */
const clocks: Readonly<Record<string, string>> = { "Asia/Seoul": "한국 시간", "Asia/Tokyo": "일본 시간", UTC: "UTC" };

function clockText(timezone: string): string {
  return Object.hasOwn(clocks, timezone) ? clocks[timezone]! : `${timezone} 기준`;
}

const doNotDisrupt = code('karpenter.sh/do-not-disrupt: "true"');

function durationText({ days, hours, minutes, seconds }: DurationParts): string {
  if (days !== undefined) return `${days}일(${hours}시간)`;
  const parts = [
    [hours, "시간"],
    [minutes, "분"],
    [seconds, "초"],
  ] as const;
  return parts.flatMap(([count, noun]) => (count > 0 ? [`${count}${noun}`] : [])).join(" ") || "0초";
}

const usdText = ({ usd, atLeast }: Amount) => `${atLeast ? "최소 " : ""}${usd} USD`;

export const korean: Strings = {
  skip: "본문으로 건너뛰기",
  title: (team) => t`${team} 팀 노드 사용 안내`,
  intro: (cluster) =>
    t`${cluster} 클러스터에서 이 팀의 네임스페이스에 배포하는 모든 분을 위한 안내입니다. 자동으로 생성되는 문서이므로 직접 수정하지 마세요.`,
  keptName: (team, kept) =>
    t`팀의 현재 이름: ${code(team)}, 이전 이름: ${code(kept)}. 노드 풀, 네임스페이스, 셀렉터, 테인트에는 이전 이름을 그대로 사용합니다.`,
  owner: "담당",
  ownerLine: (owner) =>
    t`이 팀의 네임스페이스, 노드 풀, 비용 담당: ${owner}. 한도나 시간대를 바꾸려면 플랫폼 팀에 PR을 보내 주세요.`,

  scheduling: "스케줄링 방법",
  snippetIntro: "DaemonSet과 Job을 포함한 모든 워크로드의 파드 템플릿에 다음 내용을 추가하세요.",
  isolation: {
    enforced: t`nodeSelector가 없는 파드는 거부됩니다. ${code("nodeName")} 값을 지정한 파드, 다른 팀의 테인트나 모든 테인트를 허용(toleration)하는 파드도 거부됩니다. 거부 메시지에 위반한 규칙과 추가할 내용이 표시됩니다.`,
    prefer:
      "스케줄러는 다른 파드를 되도록 이 노드에 배치하지 않지만, 배치를 막지는 않습니다. nodeSelector가 없는 파드는 다른 노드에 배치될 수 있습니다.",
    none: "다른 파드가 이 노드에 배치되는 것을 막지 않습니다. nodeSelector가 없는 파드는 다른 노드에 배치될 수 있습니다.",
  },
  filledIn: "파드에 nodeSelector와 toleration이 없으면 클러스터가 자동으로 채웁니다.",
  oneInstance: (pool) =>
    t`팀의 노드 풀이 여러 개면 Karpenter가 가중치에 따라 고릅니다. 특정 풀을 사용하려면 nodeSelector에 다음 항목을 추가하세요: ${code(`${labelKeys.nodePool}: ${pool}`)}`,
  moreTaints: (pool) => t`${code(pool)} 풀에는 다음 toleration도 필요합니다.`,
  noOwnPools: "이 팀에는 전용 노드 풀이 없습니다.",

  namespaces: "네임스페이스",
  quotaNames: {
    "requests.cpu": "CPU requests 합계",
    "requests.memory": "메모리 requests 합계",
    "requests.nvidia.com/gpu": "GPU 개수",
    pods: "파드 개수",
    "services.loadbalancers": "로드 밸런서 개수",
    "requests.storage": "볼륨 용량 합계",
  },
  quota: (name, amount) => t`${piecesOf(name)} 상한: ${amount}`,
  noQuota: "CPU와 메모리 쿼터가 없습니다.",
  defaultRequests: (cpu, memory) =>
    t`requests를 지정하지 않은 컨테이너에 적용되는 기본값: CPU ${code(cpu)}, 메모리 ${code(memory)}. 노드는 requests를 기준으로 선택되므로 직접 지정하는 것이 좋습니다.`,
  leastRequests: (cpu, memory) =>
    t`requests가 CPU ${code(cpu)} 미만이거나 메모리 ${code(memory)} 미만인 컨테이너는 거부됩니다.`,
  podSecurity: (level) => t`파드는 Pod Security ${code(level)} 수준을 충족해야 합니다.`,

  pools: "노드 풀",
  poolColumns: {
    pool: "풀",
    capacityTypes: "용량 유형(온디맨드/스팟/예약)",
    architectures: "아키텍처",
    weight: "가중치",
    limits: "한도",
  },
  capacityTypes: { "on-demand": "온디맨드", spot: "스팟", reserved: "예약" },
  amountOf: (name, amount) =>
    ({ cpu: amount, memory: `메모리 ${amount}`, nodes: `노드 ${amount}대`, gpu: `GPU ${amount}개` })[name],
  noLimits: "제한 없음",
  unlimited: (name) => `${{ cpu: "CPU", memory: "메모리", nodes: "노드", gpu: "GPU" }[name]} 제한 없음`,
  ceiling: (cpu, memory, nodes) =>
    t`모든 풀이 한도에 도달했을 때 팀 전용 풀의 합계: ${cpu}, ${memory}, ${nodes}. 한도를 넘는 파드는 ${code("Pending")} 상태로 남습니다.`,

  cost: "비용",
  perHour: (usd) => t`온디맨드 정가 기준으로 시간당 최대 ${usd} USD입니다.`,
  perMonth: (planned, atCeilings, hours, dates) =>
    t`한 달(${hours}시간) 비용은 팀의 파드가 하나도 없을 때 ${usdText(planned)}, 모든 풀이 한 달 내내 한도까지 찼을 때 ${usdText(atCeilings)}입니다(노드 볼륨 포함, ${[dates.join(" ~ ")]} 온디맨드 정가 기준).`,
  withSpot: (usd) => t`같은 한도에서 스팟을 평균 가격으로 계산하면 월 ${usd} USD입니다.`,
  withOwnPrices: (planned, atCeilings, source) =>
    t`회사에 적용되는 자체 가격으로는 각각 ${planned} USD, ${atCeilings} USD입니다(${source}).`,
  notKnown: (what) => t`가격을 알 수 없어 합계에서 빠진 항목: ${what}`,
  onTop:
    "파드가 요청하는 로드 밸런서와 볼륨, 로그, 가용 영역 사이와 인터넷으로 나가는 데이터의 비용은 별도입니다. 공유 풀의 비용은 플랫폼 팀이 부담합니다.",

  sharedPools: "공유 풀",
  sharedIntro: "플랫폼 팀이 운영하며 이 팀도 사용할 수 있는 풀입니다. 팀 전용 노드 대신 다음 중 하나를 선택하세요.",
  sharedPool: (pool, limits) => t`${code(pool)}, 한도: ${limits}`,

  warm: "미리 준비된 노드",
  warmIntro: {
    placeholders:
      "우선순위가 낮은 자리 확보용(placeholder) 파드가 노드를 미리 띄워 둡니다. 팀의 파드는 그 자리를 바로 차지합니다. 준비된 노드가 모두 사용 중이면 새 노드가 뜰 때까지 파드가 기다립니다.",
    capacityBuffer:
      "Karpenter가 CapacityBuffer에 따라 노드를 미리 띄우고 자리를 비워 둡니다. 자리를 차지하는 파드가 없으므로 팀의 파드는 바로 실행됩니다. 비워 둔 자리가 모두 사용 중이면 새 노드가 뜰 때까지 파드가 기다립니다.",
  },
  always: "상시",
  kept: (count, unit) =>
    unit.kind === "nodes"
      ? t`사용 중인 노드를 포함해 최소 ${count}대`
      : t`${unit.cpu}, 메모리 ${unit.memory} 크기의 여유 자리 ${count}개`,
  plainWindow: ({ days, from, to, timezone, lead }) =>
    t`${daysText(days)} ${from}~${to}(${clockText(timezone)}${lead ? `, ${lead}분 전부터 노드 시작` : ""})`,
  datedWindow: ({ dates, from, to, timezone, lead, continuous }, leap) => {
    const days = dates.join(", ").replaceAll("..", "~");
    const times = continuous ? `첫날 ${from}부터 마지막 날 ${to}까지 계속` : `${from}~${to}`;
    const years =
      leap.length === dates.length ? "윤년마다" : `매년${leap.length > 0 ? `(${leap.join(", ")}: 윤년에만)` : ""}`;
    return t`${years} ${days} ${times}(${clockText(timezone)}${lead ? `, ${lead}분 전부터 노드 시작` : ""})`;
  },
  cronWindow: (start, end, timezone) => t`시작 ${code(start)}, 종료 ${code(end)}(${clockText(timezone)})`,
  warmStillNeedsIntro: "미리 준비된 노드에서도 파드가 시작되려면 다음이 더 필요합니다.",
  pulledImage: (image, architectures) =>
    t`미리 내려받는 이미지: ${code(image)}${architectures.length > 0 ? `(${architectures.join(", ")})` : ""}`,
  warmStillNeedsImage: {
    somePulled:
      "이미지: 위에 적힌 이미지는 태그까지 같으면 미리 받아 둔 것을 사용합니다. 그 밖의 이미지는 같은 이미지의 파드가 실행된 적이 있는 노드가 아니면 새로 내려받아야 합니다. 이미지를 작게 만들고 같은 리전의 레지스트리를 사용하면 가장 많이 줄어듭니다.",
    nonePulled:
      "이미지: 같은 이미지의 파드가 실행된 적이 있는 노드가 아니면 이미지를 새로 내려받아야 합니다. 이미지를 작게 만들고 같은 리전의 레지스트리를 사용하면 가장 많이 줄어듭니다.",
  },
  warmStillNeeds: [
    "DaemonSet: 새 노드에서는 DaemonSet 파드가 먼저 이미지를 내려받고 시작합니다. 미리 준비된 노드는 이 과정을 마친 상태입니다. 다만 시간대가 시작될 때는 준비 시간(lead)을 두지 않으면 노드가 몇 분 늦게 준비됩니다.",
    "파드 자체의 시작 시간: readiness probe를 통과하기 전까지는 트래픽을 받지 않습니다.",
  ],

  replacement: "노드 교체 시간대",
  replacementIntro: (clock) =>
    t`Karpenter는 비용을 줄이기 위해(통합), 또는 이미지나 설정이 최신이 아닐 때(드리프트) 다음 예산(budget) 안에서 노드를 교체합니다. 동시에 적용되는 예산이 여러 개면 가장 작은 값을 따릅니다. 아래 시각은 모두 ${clockText(clock)}입니다.`,
  weekTime: ({ days, from, to, nextDay }, timezone) =>
    `${daysText(days)} ${from}~${nextDay ? "다음 날 " : ""}${to}(${clockText(timezone)})`,
  maintenance: (hours) => t`${[hours]}에만 드리프트나 통합으로 인한 교체를 허용`,
  schedule: (schedule, duration) => t`UTC 기준 ${code(schedule)} 일정에 시작해 ${duration} 동안`,
  budget: (nodes, reasons) => {
    const why = reasons.map((reason, index) => reasonNames[reason][index === reasons.length - 1 ? 1 : 0]).join(" ");
    if (/^0+%?$/.test(nodes)) return t`${[why]} 인한 교체를 하지 않음`;
    const most = nodes.endsWith("%") ? `전체 노드의 ${nodes}` : `${nodes}대`;
    return t`${[why]} 인한 교체를 한 번에 ${most}까지만 허용`;
  },
  clockChanges: (timezone) =>
    t`예산은 UTC로 저장되므로, ${timezone} 시간대에서 서머타임이 시작되거나 끝나면 위 시각도 한 시간씩 달라집니다.`,

  longJobs: "오래 실행되는 작업",
  duration: durationText,
  lifetime: (drain, life) =>
    t`${[drain === undefined ? "시간 제한 없이 드레인" : `최대 ${drain} 동안 드레인`]} / ${[life === undefined ? "수명 제한 없음" : `수명은 ${life}`]}`,
  longJob: {
    doNotDisrupt: (always) =>
      always
        ? t`파드에 ${doNotDisrupt} 어노테이션을 달면 그 파드의 노드는 통합과 드리프트 대상에서 제외됩니다.`
        : t`파드에 ${doNotDisrupt} 어노테이션을 달면 그 파드의 노드는 통합 대상에서 제외됩니다. 드리프트는 막지 못하므로 새 AMI가 나올 때마다 노드가 드레인됩니다.`,
    expires: "수명이 끝난 노드는 사용 중이어도 드레인됩니다. 예산과 위 어노테이션으로도 늦출 수 없습니다.",
    drainEnds: t`드레인 시간이 끝나면 남아 있는 파드는 위 어노테이션이나 PodDisruptionBudget이 있어도 강제 종료됩니다. 파드의 ${code("terminationGracePeriodSeconds")} 값도 이 시간에 포함됩니다.`,
    drainWaits: "위 어노테이션이나 PodDisruptionBudget이 있는 파드는 끝날 때까지 시간 제한 없이 기다립니다.",
    spot: "EC2는 스팟 노드를 중단 예고 2분 뒤에 회수하며, 파드 설정으로 막을 수 없습니다. 오래 실행되는 작업은 온디맨드에서 실행하세요.",
    advice:
      "진행 상황을 자주 저장하고 Job이 다시 시작할 수 있게 하세요. 서비스는 레플리카를 2개 이상 두고 PodDisruptionBudget을 설정하세요.",
  },

  network: "네트워크",
  networkPolicy: {
    ingress: "다른 네임스페이스에서 들어오는 연결은 아래 목록을 제외하고 차단됩니다. 나가는 연결은 제한하지 않습니다.",
    both: "들어오고 나가는 연결은 아래 목록을 제외하고 모두 차단됩니다. DNS, 같은 네임스페이스, Pod Identity 에이전트는 항상 허용됩니다.",
    none: "NetworkPolicy를 만들지 않으므로 클러스터의 모든 파드가 연결할 수 있습니다.",
  },
  from: (place) => t`팀 파드에 연결할 수 있는 곳: ${code(place)}`,
  to: (place) => t`팀 파드가 연결할 수 있는 곳: ${code(place)}`,

  access: "접근 권한",
  levels: {
    view: "조회",
    edit: "조회 및 워크로드 실행",
    admin: "조회, 워크로드 실행, 네임스페이스 내 권한 부여",
  },
  principal: (arn, level) => t`${code(arn)}: ${level}`,
  noAccess: "이 팀에 등록된 IAM 주체가 없습니다.",
  kubeconfig: "다음 명령으로 접속합니다.",
};
