/** The parts of a team guide on its namespaces: quotas, defaults, network, access. */
import { accessLevels, type StackConfig, type TeamConfig } from "../../../config";
import { quantityText } from "./amounts";
import type { QuotaName, Strings } from "./sentences";
import { type Block, block, code, type Item, list, paragraph, type Section } from "./text";

/** What of a quota comes first, in this order. */
const namedQuotas: readonly QuotaName[] = [
  "requests.cpu",
  "requests.memory",
  "requests.nvidia.com/gpu",
  "pods",
  "services.loadbalancers",
  "requests.storage",
];

function quotaItems(quota: Readonly<Record<string, string>>, say: Strings): readonly Item[] {
  const others = Object.keys(quota).filter((resource) => !namedQuotas.some((name) => name === resource));
  const item = (name: Parameters<Strings["quota"]>[0], resource: string) =>
    Object.hasOwn(quota, resource) ? [{ text: say.quota(name, quantityText(resource, quota[resource]!)) }] : [];
  const bounded = ["requests.cpu", "requests.memory"].some((resource) => Object.hasOwn(quota, resource));
  return [
    ...(bounded ? [] : [{ text: say.noQuota }]),
    ...namedQuotas.flatMap((resource) => item(say.quotaNames[resource], resource)),
    ...others.flatMap((resource) => item([code(resource)], resource)),
  ];
}

export function namespacesSection(team: TeamConfig, say: Strings): Section {
  const quota = (namespace: string) => (Object.hasOwn(team.quotas, namespace) ? (team.quotas[namespace] ?? {}) : {});
  return {
    heading: say.namespaces,
    blocks: [
      list(team.namespaces.map((name) => ({ text: [code(name)], items: quotaItems(quota(name), say) }))),
      paragraph(say.defaultRequests(team.requests.cpu, team.requests.memory)),
      paragraph(say.leastRequests(team.minRequests.cpu, team.minRequests.memory)),
      paragraph(say.podSecurity(team.podSecurity)),
    ],
  };
}

export function networkSection({ networkPolicy }: TeamConfig, say: Strings): Section {
  const { choice, from, to } = networkPolicy;
  const listed = [
    ...(choice === "none" ? [] : [...from.namespaces, ...from.cidrs].map((place) => ({ text: say.from(place) }))),
    ...(choice === "both" ? to.cidrs.map((place) => ({ text: say.to(place) })) : []),
  ];
  return {
    heading: say.network,
    blocks: [paragraph(say.networkPolicy[choice]), ...(listed.length === 0 ? [] : [list(listed)])],
  };
}

export function accessSection(team: TeamConfig, { cluster, region }: StackConfig, say: Strings): Section {
  const principals = accessLevels.flatMap((level) =>
    team.access[level].map((arn) => ({ text: say.principal(arn, say.levels[level]) })),
  );
  const where = region === undefined ? "" : ` --region ${region}`;
  const blocks: readonly Block[] =
    principals.length === 0
      ? [paragraph(say.noAccess)]
      : [
          list(principals),
          paragraph(say.kubeconfig),
          block("bash", `aws eks update-kubeconfig --name ${cluster.name}${where}`),
        ];
  return { heading: say.access, blocks };
}
