/** NetworkPolicy of a team's namespaces: what it does not list is denied. */
import type { types } from "@pulumi/kubernetes";
import type { TeamConfig } from "../../config";

type Spec = types.input.networking.v1.NetworkPolicySpec;

/** Address of the EKS Pod Identity agent on every node. Source: EKS user guide, pod-id-agent-setup. */
const podIdentityAgent = { cidr: "169.254.170.23/32", port: 80 } as const;

const dnsPort = 53;

/** The policy's spec; undefined when the team chose none. */
export function networkPolicySpec({ networkPolicy }: TeamConfig): Spec | undefined {
  const { choice, from, to } = networkPolicy;
  if (choice === "none") return undefined;
  const inNamespace = { podSelector: {} };
  const sources = [
    inNamespace,
    ...from.namespaces.map((name) => ({ namespaceSelector: namespaceNamed(name) })),
    ...from.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
  ];
  const ingress = [{ from: sources }];
  if (choice === "ingress") return { podSelector: {}, policyTypes: ["Ingress"], ingress };
  const dns = {
    to: [{ namespaceSelector: namespaceNamed("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
    ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: dnsPort })),
  };
  const agent = {
    to: [{ ipBlock: { cidr: podIdentityAgent.cidr } }],
    ports: [{ protocol: "TCP", port: podIdentityAgent.port }],
  };
  const listed = to.cidrs.length === 0 ? [] : [{ to: to.cidrs.map((cidr) => ({ ipBlock: { cidr } })) }];
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress,
    egress: [dns, agent, { to: [inNamespace] }, ...listed],
  };
}

function namespaceNamed(name: string) {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}
