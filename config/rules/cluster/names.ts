/** Names that must be unique, fit their limits and exist. */
import { placeholderNamespace } from "../../../capacity/tenancy/labels";
import { pathText } from "../../finding";
import type { PoolConfig } from "../../stack";
import { didYouMean } from "../../values/spelling";
import { allPools, type Report, type Rule, repeated, reportRepeated } from "../rule";

/** Namespaces that belong to Kubernetes, EKS or the platform. */
const reservedNamespaces = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "karpenter",
  "keda",
  placeholderNamespace,
];

/** Longest NodePool name: it is the value of the label karpenter.sh/nodepool. */
const longestNodePoolName = 63;

/** What has had other names before. */
interface Renamed {
  readonly name: string;
  readonly path: string;
  readonly formerNames: readonly string[];
}

/** Reports former names that are, or were, another one's: its objects would be taken for those of the other. */
function reportTaken(report: Report, all: readonly Renamed[], what: string): void {
  const seen = new Map<string, string>(all.map(({ name, path }) => [name, path]));
  for (const { path, formerNames } of all)
    for (const [index, name] of formerNames.entries()) {
      const first = seen.get(name);
      seen.set(name, first ?? `${path}.formerNames[${index}]`);
      if (first === undefined) continue;
      report({
        path: `${path}.formerNames[${index}]`,
        value: name,
        message:
          first === path ? `is the ${what}'s name today` : `is the name of another ${what}, now or formerly: ${first}`,
        suggestion: first === path ? "delete it" : "delete it here, or give the other one another name",
      });
    }
}

export const nameRules: readonly Rule[] = [
  {
    name: "pool-names-differ",
    level: "error",
    check: ({ stack }, report) => {
      const pools = allPools(stack);
      for (const { item, first } of repeated(pools, ({ nodePoolName }) => nodePoolName)) {
        report({
          path: `${item.path}.name`,
          value: item.name,
          message: `makes a second NodePool "${item.nodePoolName}"; ${first.path} makes the first`,
          suggestion: "give it another name",
        });
      }
    },
  },
  {
    name: "node-class-names-differ",
    level: "error",
    check: ({ stack }, report) => {
      const pools = allPools(stack);
      const isTeams = (pool: PoolConfig) => pool.team === pool.nodeClass.name;
      const pathOf = (team: string) => stack.teams.find(({ name }) => name === team)?.path ?? pathText(["teams", team]);
      const owners = new Map<string, { path: string; pool: PoolConfig }>();
      // A team's pools share the team's class; it comes first, since a pool beside it can take another name.
      for (const pool of [...pools.filter(isTeams), ...pools.filter((pool) => !isTeams(pool))]) {
        const { name } = pool.nodeClass;
        const path = isTeams(pool) ? pathOf(name) : pool.path;
        const first = owners.get(name) ?? { path, pool };
        owners.set(name, first);
        // Two NodePools of one name are reported by pool-names-differ.
        if (first.path === path || (!isTeams(first.pool) && first.pool.nodePoolName === pool.nodePoolName)) continue;
        report({
          path: `${pool.path}.name`,
          value: pool.name,
          message: `makes a second EC2NodeClass "${name}"; ${first.path} makes the first`,
          suggestion: "give it another name",
        });
      }
    },
  },
  {
    name: "pool-name-fits",
    level: "error",
    check: ({ stack }, report) => {
      for (const pool of stack.teams.flatMap(({ pools }) => pools)) {
        const { length } = pool.nodePoolName;
        if (length <= longestNodePoolName) continue;
        report({
          path: `${pool.path}.name`,
          value: pool.name,
          message: `makes NodePool "${pool.nodePoolName}" of ${length} characters; at most ${longestNodePoolName} fit`,
          suggestion: `shorten it by ${length - longestNodePoolName}`,
        });
      }
    },
  },
  {
    name: "former-names-are-free",
    level: "error",
    check: ({ stack }, report) => {
      reportTaken(
        report,
        stack.teams.map(({ key, path, formerNames }) => ({ name: key, path, formerNames })),
        "team",
      );
      const lists = [...stack.teams.map(({ pools }) => pools), stack.sharedPools];
      for (const pools of lists)
        reportTaken(
          report,
          pools.map(({ name, path, written }) => ({ name, path, formerNames: written.formerNames ?? [] })),
          "pool",
        );
    },
  },
  {
    name: "namespaces-have-one-team",
    level: "error",
    check: ({ input, stack }, report) => {
      const all = stack.teams.flatMap((team) =>
        team.namespaces.map((namespace, index) => ({
          namespace,
          path: input.teams?.[team.key]?.namespaces === undefined ? team.path : `${team.path}.namespaces[${index}]`,
        })),
      );
      for (const { item, first } of repeated(all, ({ namespace }) => namespace)) {
        report({
          path: item.path,
          value: item.namespace,
          message: `is already a namespace of ${first.path}`,
          suggestion: "give it another name",
        });
      }
    },
  },
  {
    name: "namespaces-are-not-the-systems",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const team of stack.teams) {
        for (const [index, namespace] of team.namespaces.entries()) {
          if (!reservedNamespaces.includes(namespace) && !namespace.startsWith("kube-")) continue;
          const path =
            input.teams?.[team.key]?.namespaces === undefined ? team.path : `${team.path}.namespaces[${index}]`;
          report({
            path,
            value: namespace,
            message: "is a namespace of the system",
            suggestion: "name one of the team's own",
          });
        }
      }
    },
  },
  {
    name: "shared-pool-teams-exist",
    level: "error",
    check: ({ stack }, report) => {
      const names = stack.teams.map(({ name }) => name);
      const known = stack.teams.map(({ key }) => key);
      for (const pool of stack.sharedPools) {
        if (pool.users === "all") continue;
        for (const [index, name] of pool.users.entries()) {
          if (names.includes(name)) continue;
          report({
            path: `${pool.path}.teams[${index}]`,
            value: name,
            message: "is not a team of this stack",
            suggestion: didYouMean(name, known),
            absentFrom: [pathText(["teams", name])],
          });
        }
      }
    },
  },
  {
    name: "shared-pool-teams-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const pool of stack.sharedPools) {
        if (pool.users === "all") continue;
        reportRepeated(report, `${pool.path}.teams`, pool.users);
      }
    },
  },
  {
    name: "teams-have-a-pool",
    level: "warning",
    check: ({ stack }, report) => {
      for (const team of stack.teams) {
        const reaches =
          team.pools.length > 0 || stack.sharedPools.some(({ users }) => users === "all" || users.includes(team.name));
        if (!reaches)
          report({
            path: team.path,
            message: "has no pool of its own and may use no shared pool: its pods stay pending",
            suggestion: "add a pool",
            absentFrom: [`${team.path}.pools`, "sharedPools"],
          });
      }
    },
  },
];
