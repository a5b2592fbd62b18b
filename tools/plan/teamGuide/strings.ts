/** Every text of the team guides, language beside language: a string is added to all of them or to none. */

import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Weekday, WindowDays } from "../../../capacity/windows/times";

/** Languages of the guides, the default first. */
export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

/** What one placeholder stands for: a node, or a piece of spare CPU and memory. */
export type WarmUnit =
  | { readonly kind: "nodes" }
  | { readonly kind: "pieces"; readonly cpu: string; readonly memory: string };

/** Hours in which more is kept ready, by the clock of a zone. */
export interface WarmWindow {
  readonly days: WindowDays;
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
}

/** The sentences of a guide; functions take the values in them. */
export interface Strings {
  readonly title: (team: string) => string;
  readonly intro: (cluster: string) => string;
  /** Of a team under a new key: labels, selectors and taints keep the old one. */
  readonly keptName: (team: string, kept: string) => string;
  readonly owner: string;
  readonly ownerLine: (owner: string) => string;
  readonly namespaces: string;
  readonly namespace: string;
  readonly quotaCpu: string;
  readonly quotaMemory: string;
  readonly quotaGpu: string;
  readonly quotaPods: string;
  readonly quotaLoadBalancers: string;
  readonly quotaStorage: string;
  readonly noQuota: string;
  readonly defaultRequests: (cpu: string, memory: string) => string;
  readonly leastRequests: (cpu: string, memory: string) => string;
  readonly podSecurity: (level: string) => string;
  readonly scheduling: string;
  readonly snippetIntro: string;
  readonly isolation: Readonly<Record<"enforced" | "prefer" | "none", string>>;
  readonly filledIn: string;
  readonly oneInstance: (pool: string) => string;
  readonly moreTaints: string;
  readonly pools: string;
  readonly pool: string;
  readonly capacityTypes: string;
  readonly architectures: string;
  readonly weight: string;
  readonly limits: string;
  readonly ceiling: (cpu: string, memory: string, nodes: string) => string;
  readonly unlimited: string;
  readonly price: (usd: string) => string;
  readonly sharedPools: string;
  readonly sharedIntro: string;
  readonly noOwnPools: string;
  readonly windows: string;
  readonly windowsIntro: string;
  /** How many nodes a budget lets Karpenter disrupt at a time: "10%", "2", or "0" for none. */
  readonly atMost: (nodes: string) => string;
  readonly window: (schedule: string, duration: string) => string;
  readonly always: string;
  readonly everyReason: string;
  readonly drain: (grace: string, expiry: string) => string;
  readonly warm: string;
  readonly warmIntro: string;
  readonly kept: (count: number, unit: WarmUnit) => string;
  readonly plainWindow: (window: WarmWindow) => string;
  readonly cronWindow: (start: string, end: string, timezone: string) => string;
  readonly network: string;
  readonly networkPolicy: Readonly<Record<"ingress" | "both" | "none", string>>;
  readonly from: string;
  readonly to: string;
  readonly access: string;
  readonly levels: Readonly<Record<"view" | "edit" | "admin", string>>;
  readonly noAccess: string;
  readonly kubeconfig: string;
}

type Days = Readonly<Record<Weekday | "everyday" | "weekdays" | "weekends", string>>;

const enDays: Days = {
  everyday: "every day",
  weekdays: "on weekdays",
  weekends: "at weekends",
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

const koDays: Days = {
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

function daysText(days: WindowDays, names: Days): string {
  return typeof days === "string" ? names[days] : days.map((day) => names[day]).join(", ");
}

const en: Strings = {
  title: (team) => `Running on the nodes of team ${team}`,
  keptName: (team, kept) =>
    `The team was called \`${kept}\` before it was called \`${team}\`. Node pools, namespaces, selectors and taints keep \`${kept}\`: write that.`,
  intro: (cluster) =>
    `For everyone who deploys to the team's namespaces in cluster ${cluster}. Written by the plan; do not edit.`,
  owner: "Owner",
  ownerLine: (owner) =>
    `${owner} owns the namespaces, pools and cost of this team. Limits and windows are changed in the stack file, by a pull request to the platform team.`,
  namespaces: "Namespaces",
  namespace: "namespace",
  quotaCpu: "CPU requests at most",
  quotaMemory: "memory requests at most",
  quotaGpu: "GPUs at most",
  quotaPods: "pods at most",
  quotaLoadBalancers: "load balancers at most",
  quotaStorage: "volumes at most",
  noQuota: "no quota",
  defaultRequests: (cpu, memory) =>
    `A container without requests gets ${cpu} CPU and ${memory} of memory by default. Set your own: nodes are chosen by requests.`,
  leastRequests: (cpu, memory) => `A container that requests less than ${cpu} CPU or ${memory} of memory is refused.`,
  podSecurity: (level) => `Pods must meet the Pod Security level \`${level}\`.`,
  scheduling: "How to schedule",
  snippetIntro: "Put this into the pod template of every workload, DaemonSets and Jobs included:",
  isolation: {
    enforced:
      "A pod is refused when it lacks the selector, sets `nodeName`, or tolerates another team's taint or every taint. The message names the rule and what to add.",
    prefer:
      "The scheduler only tries to keep other pods off these nodes; a pod without the selector may land elsewhere.",
    none: "Nothing keeps other pods off these nodes; a pod without the selector may land elsewhere.",
  },
  filledIn: "The cluster fills in the selector and the toleration where a pod leaves them out.",
  oneInstance: (pool) =>
    `Karpenter chooses among the team's pools by weight. To use a certain one, add \`${labelKeys.nodePool}: ${pool}\` to the selector.`,
  moreTaints: "This pool also needs:",
  pools: "Pools",
  pool: "pool",
  capacityTypes: "capacity types",
  architectures: "architectures",
  weight: "weight",
  limits: "limits",
  ceiling: (cpu, memory, nodes) =>
    `At their limits the team's own pools reach ${cpu} vCPU, ${memory} of memory and ${nodes} nodes. What exceeds a limit stays \`Pending\`.`,
  unlimited: "unlimited",
  price: (usd) => `At list prices that is at most ${usd} USD an hour.`,
  sharedPools: "Shared pools",
  sharedIntro: "These belong to the platform and are open to this team. Select one instead of the team's own nodes:",
  noOwnPools: "The team has no pool of its own.",
  windows: "When nodes are replaced",
  windowsIntro: "Karpenter replaces nodes to save money and to renew images, within these budgets. Times are UTC.",
  atMost: (nodes) => (nodes === "0" ? "no node" : `at most ${nodes} at a time`),
  window: (schedule, duration) => `from \`${schedule}\` for ${duration}`,
  always: "always",
  everyReason: "any reason",
  drain: (grace, expiry) =>
    `${grace === "Never" ? "A node drains until its pods end, however long that takes" : `A node drains for at most ${grace}, then its pods are killed, those with \`karpenter.sh/do-not-disrupt\` included (each new AMI drains nodes)`}; ${expiry === "Never" ? "it does not expire" : `it lives for at most ${expiry}`}. Budgets do not delay spot interruptions and expiry: run two replicas or more and a PodDisruptionBudget.`,
  warm: "Nodes kept ready",
  warmIntro:
    "Placeholder pods keep nodes ready; any of the team's pods takes their place at once. Outside these hours a pod may wait for a new node.",
  kept: (count, unit) =>
    unit.kind === "nodes"
      ? `at least ${count} ${count === 1 ? "node" : "nodes"}, busy ones included`
      : `${count} spare ${count === 1 ? "place" : "places"} of ${unit.cpu} CPU and ${unit.memory} each`,
  plainWindow: ({ days, from, to, timezone }) => `${daysText(days, enDays)} ${from} to ${to} (${timezone})`,
  cronWindow: (start, end, timezone) => `from \`${start}\` to \`${end}\` (${timezone})`,
  network: "Network",
  networkPolicy: {
    ingress: "Connections from other namespaces are denied unless listed here; outgoing ones are open.",
    both: "Connections from and to other places are denied unless listed here. DNS, the namespace itself and the Pod Identity agent stay open.",
    none: "No NetworkPolicy is made: every pod of the cluster can connect.",
  },
  from: "may connect to the team's pods",
  to: "the team's pods may connect to",
  access: "Access",
  levels: {
    view: "look",
    edit: "look and run workloads",
    admin: "look, run workloads and grant roles within the namespaces",
  },
  noAccess: "No IAM principal is listed for this team.",
  kubeconfig: "To connect:",
};

const ko: Strings = {
  title: (team) => `${team} 팀 노드 사용 안내`,
  keptName: (team, kept) =>
    `\`${team}\` 팀의 이전 이름은 \`${kept}\`입니다. 노드 풀, 네임스페이스, 셀렉터, 테인트에는 계속 \`${kept}\`를 씁니다.`,
  intro: (cluster) =>
    `${cluster} 클러스터에서 이 팀의 네임스페이스에 배포하는 모든 분을 위한 문서입니다. plan이 생성하므로 직접 수정하지 않습니다.`,
  owner: "담당",
  ownerLine: (owner) =>
    `이 팀의 네임스페이스, 노드 풀, 비용은 ${owner}에서 담당합니다. 한도나 시간대를 바꾸려면 스택 파일을 수정해 플랫폼 팀에 풀 리퀘스트를 보내야 합니다.`,
  namespaces: "네임스페이스",
  namespace: "네임스페이스",
  quotaCpu: "CPU 요청 합계 상한",
  quotaMemory: "메모리 요청 합계 상한",
  quotaGpu: "GPU 상한",
  quotaPods: "파드 상한",
  quotaLoadBalancers: "로드 밸런서 상한",
  quotaStorage: "볼륨 합계 상한",
  noQuota: "쿼터 없음",
  defaultRequests: (cpu, memory) =>
    `requests를 지정하지 않은 컨테이너에는 CPU ${cpu}, 메모리 ${memory}가 기본으로 적용됩니다. 노드는 requests를 기준으로 정해지므로 직접 지정하는 것이 좋습니다.`,
  leastRequests: (cpu, memory) => `CPU ${cpu} 또는 메모리 ${memory}보다 적게 요청하는 컨테이너는 거부됩니다.`,
  podSecurity: (level) => `파드는 Pod Security \`${level}\` 수준을 만족해야 합니다.`,
  scheduling: "스케줄링 방법",
  snippetIntro: "DaemonSet과 Job을 포함한 모든 워크로드의 파드 템플릿에 다음을 추가합니다.",
  isolation: {
    enforced:
      "nodeSelector가 없는 파드는 거부됩니다. `nodeName`을 지정하거나, 다른 팀의 테인트 또는 모든 테인트를 허용(toleration)하는 파드도 거부됩니다. 거부 메시지에 위반한 규칙과 추가할 내용이 표시됩니다.",
    prefer:
      "스케줄러는 다른 파드를 가능한 한 이 노드에 배치하지 않지만 막지는 않습니다. nodeSelector가 없는 파드는 다른 노드에 배치될 수 있습니다.",
    none: "다른 파드가 이 노드에 배치되는 것을 막지 않습니다. nodeSelector가 없는 파드는 다른 노드에 배치될 수 있습니다.",
  },
  filledIn: "파드에 nodeSelector와 toleration이 없으면 클러스터가 자동으로 채웁니다.",
  oneInstance: (pool) =>
    `팀의 노드 풀이 여러 개면 Karpenter가 가중치에 따라 고릅니다. 특정 풀을 쓰려면 nodeSelector에 \`${labelKeys.nodePool}: ${pool}\`을 추가합니다.`,
  moreTaints: "이 풀에는 다음 toleration도 필요합니다.",
  pools: "노드 풀",
  pool: "풀",
  capacityTypes: "구매 방식",
  architectures: "아키텍처",
  weight: "가중치",
  limits: "한도",
  ceiling: (cpu, memory, nodes) =>
    `모든 한도를 채우면 팀 전용 풀은 최대 vCPU ${cpu}개, 메모리 ${memory}, 노드 ${nodes}대까지 늘어납니다. 한도를 넘는 파드는 \`Pending\` 상태로 남습니다.`,
  unlimited: "제한 없음",
  price: (usd) => `정가 기준으로 시간당 최대 ${usd} USD입니다.`,
  sharedPools: "공유 풀",
  sharedIntro: "플랫폼 팀이 운영하며 이 팀도 사용할 수 있는 풀입니다. 팀 전용 노드 대신 다음 중 하나를 선택합니다.",
  noOwnPools: "이 팀에는 전용 풀이 없습니다.",
  windows: "노드 교체 시간대",
  windowsIntro:
    "Karpenter는 비용 절감과 이미지 갱신을 위해 다음 예산(budget) 안에서 노드를 교체합니다. 시각은 UTC 기준입니다.",
  atMost: (nodes) => (nodes === "0" ? "교체하지 않음" : `동시에 최대 ${nodes}까지 교체`),
  window: (schedule, duration) => `\`${schedule}\`부터 ${duration} 동안`,
  always: "상시",
  everyReason: "모든 사유",
  drain: (grace, expiry) =>
    `${grace === "Never" ? "노드는 파드가 끝날 때까지 시간 제한 없이 드레인됩니다." : `노드는 최대 ${grace} 동안 드레인되며, 이후 남은 파드는 \`karpenter.sh/do-not-disrupt\`가 있어도 강제 종료됩니다(새 AMI가 나올 때마다 드레인됩니다).`} ${expiry === "Never" ? "노드는 만료되지 않습니다." : `노드의 최대 수명은 ${expiry}입니다.`} 스팟 중단과 수명 만료에는 예산이 적용되지 않으므로 레플리카를 2개 이상 두고 PodDisruptionBudget을 설정해야 합니다.`,
  warm: "미리 준비된 노드",
  warmIntro:
    "자리 표시용(placeholder) 파드가 노드를 미리 확보해 둡니다. 팀의 파드는 그 자리를 바로 차지할 수 있습니다. 이 시간대가 아니면 새 노드가 준비될 때까지 파드가 기다릴 수 있습니다.",
  kept: (count, unit) =>
    unit.kind === "nodes"
      ? `사용 중인 노드를 포함해 최소 ${count}대`
      : `CPU ${unit.cpu}, 메모리 ${unit.memory} 크기의 여유 자리 ${count}개`,
  plainWindow: ({ days, from, to, timezone }) => `${daysText(days, koDays)} ${from}~${to} (${timezone})`,
  cronWindow: (start, end, timezone) => `\`${start}\`부터 \`${end}\`까지 (${timezone})`,
  network: "네트워크",
  networkPolicy: {
    ingress: "다른 네임스페이스에서 들어오는 연결은 아래 목록을 제외하고 차단됩니다. 나가는 연결은 제한하지 않습니다.",
    both: "들어오고 나가는 연결은 아래 목록을 제외하고 모두 차단됩니다. DNS, 같은 네임스페이스, Pod Identity 에이전트는 항상 허용됩니다.",
    none: "NetworkPolicy를 만들지 않으므로 클러스터의 모든 파드가 연결할 수 있습니다.",
  },
  from: "팀 파드에 연결할 수 있는 곳",
  to: "팀 파드가 연결할 수 있는 곳",
  access: "접근 권한",
  levels: {
    view: "조회",
    edit: "조회 및 워크로드 실행",
    admin: "조회, 워크로드 실행, 네임스페이스 내 권한 부여",
  },
  noAccess: "이 팀에 등록된 IAM 주체가 없습니다.",
  kubeconfig: "다음 명령으로 접속합니다.",
};

export const strings: Readonly<Record<Language, Strings>> = { en, ko };
