/** A program of your own: the config is written in code, teams come from a list, and the cluster has a namespace of yours. */
import * as k8s from "@pulumi/kubernetes";
import {
  Cluster,
  currentAccount,
  Isolation,
  Karpenter,
  Network,
  Principals,
  stackConfigOf,
  Team,
  teamAccess,
} from "nodepools";

/** Teams by name, with the CPU that each may reach: in a real program from your own catalogue of services. */
const cpuByTeam = { dotori: "64", search: "32" };

const stack = stackConfigOf({
  environment: "development",
  cluster: { name: "as-a-library" },
  teams: Object.fromEntries(
    Object.entries(cpuByTeam).map(([name, cpu]) => [
      name,
      { pools: [{ name: "general", limits: { cpu, memory: `${Number(cpu) * 4}Gi` } }] },
    ]),
  ),
});

const { tags } = stack;
const { permissionsBoundary, identity } = stack.karpenter;
const account = currentAccount({});

const network = new Network("network", { network: stack.network, account, permissionsBoundary, tags });
const cluster = new Cluster("cluster", {
  cluster: stack.cluster,
  network,
  account,
  identity,
  ssm: stack.karpenter.nodeRole.ssm,
  keda: false,
  permissionsBoundary,
  tags,
});
const karpenter = new Karpenter("karpenter", { karpenter: stack.karpenter, cluster, account, tags });
const isolation = new Isolation("isolation", { admission: stack.admission, teams: stack.teams, cluster });
new Principals("access", { teams: stack.teams, cluster, account, tags });
for (const team of stack.teams) {
  const parts = { cluster, network, karpenter, warmPlatform: undefined, keda: undefined };
  new Team(team.key, { ...parts, team }, { dependsOn: isolation });
}

// what is yours, with the cluster's provider
new k8s.core.v1.Namespace("monitoring", { metadata: { name: "monitoring" } }, { provider: cluster.provider });

/** What each team writes into its workloads. */
export const teams = teamAccess(stack.teams, stack.sharedPools);
