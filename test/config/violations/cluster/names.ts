import type { Violation } from "../../violation";

const team = (name: string, ...pools: readonly object[]) => ({ [name]: { pools } });
/** Weights keep the pools of one team apart, so that only names are amiss. */
const weights: Readonly<Record<string, number>> = { spot: 10, gpu: 20 };
const named = (name: string, settings: object = {}) => ({
  name,
  limits: { cpu: "64", memory: "256Gi" },
  ...(weights[name] === undefined ? {} : { weight: weights[name] }),
  ...settings,
});
const unordered = "pools-of-a-team-have-an-order";
/** A quota for each namespace, halves of what such a pool holds. */
const shares = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { cpu: "31", memory: "120Gi" }]));
const fifty = "a".repeat(50);

export const nameViolations: readonly Violation[] = [
  {
    rule: "pool-names-differ",
    config: { teams: team("dotori", named("general"), named("general")) },
    also: [unordered],
    paths: ["teams.dotori.pools[1].name"],
    text: 'teams.dotori.pools[1].name: "general" makes a second NodePool "dotori-general"; teams.dotori.pools[0] makes the first; give it another name',
    good: { teams: team("dotori", named("general"), named("spot")) },
  },
  {
    rule: "pool-names-differ",
    config: { teams: team("dotori", named("general")), sharedPools: [named("dotori-general")] },
    paths: ["sharedPools[0].name"],
    good: { teams: team("dotori", named("general")), sharedPools: [named("general")] },
  },
  {
    rule: "pool-names-differ",
    config: { teams: { ...team("a-b", named("c")), ...team("a", named("b-c")) } },
    paths: ["teams.a-b.pools[0].name"],
    good: { teams: { ...team("a-b", named("c")), ...team("a", named("b-d")) } },
  },
  {
    // With classes of their own these would clash too; one finding is enough.
    rule: "pool-names-differ",
    config: { teams: { ...team("a-b", named("c", { nodeClass: {} })), ...team("a", named("b-c", { nodeClass: {} })) } },
    paths: ["teams.a-b.pools[0].name"],
    good: { teams: { ...team("a-b", named("c", { nodeClass: {} })), ...team("a", named("b-d", { nodeClass: {} })) } },
  },
  {
    rule: "node-class-names-differ",
    config: { teams: team("dotori", named("general")), sharedPools: [named("dotori")] },
    paths: ["sharedPools[0].name"],
    good: { teams: team("dotori", named("general")), sharedPools: [named("everyone")] },
  },
  {
    // The pool with a class of its own can be renamed; the team that it collides with did nothing.
    rule: "node-class-names-differ",
    config: {
      teams: {
        ...team("dotori", named("gpu", { nodeClass: {} })),
        ...team("dotori-gpu", named("general"), named("spot")),
      },
    },
    paths: ["teams.dotori.pools[0].name"],
    good: { teams: { ...team("dotori", named("gpu")), ...team("dotori-gpu", named("general"), named("spot")) } },
  },
  {
    rule: "pool-name-fits",
    config: { teams: { ...team(fifty, named("b".repeat(13))) } },
    paths: [`teams.${fifty}.pools[0].name`],
    good: { teams: { ...team(fifty, named("b".repeat(12))) } },
  },
  {
    rule: "namespaces-have-one-team",
    config: {
      teams: {
        ...team("alpha", named("general")),
        dotori: { namespaces: ["x", "alpha"], quotas: shares("x", "alpha"), pools: [named("general")] },
      },
    },
    paths: ["teams.dotori.namespaces[1]"],
    good: { teams: { ...team("alpha", named("general")), dotori: { namespaces: ["x"], pools: [named("general")] } } },
  },
  {
    rule: "former-names-are-free",
    config: {
      teams: {
        alpha: { formerNames: ["omega"], pools: [named("general", { formerNames: ["old", "general"] })] },
        beta: { formerNames: ["zeta", "omega"], pools: [named("general")] },
      },
    },
    paths: ["teams.alpha.pools[0].formerNames[1]", "teams.beta.formerNames[1]"],
    good: {
      teams: {
        alpha: { formerNames: ["omega"], pools: [named("general", { formerNames: ["old", "older"] })] },
        beta: { formerNames: ["zeta"], pools: [named("general", { formerNames: ["old"] })] },
      },
    },
  },
  {
    rule: "namespaces-are-not-the-systems",
    config: {
      teams: {
        "kube-team": { pools: [named("general")] },
        dotori: { namespaces: ["keda"], pools: [named("general")] },
      },
    },
    paths: ["teams.dotori.namespaces[0]", "teams.kube-team"],
    good: {
      teams: {
        kubeteam: { pools: [named("general")] },
        dotori: { namespaces: ["keda-jobs"], pools: [named("general")] },
      },
    },
  },
  {
    rule: "shared-pool-teams-exist",
    config: { teams: { dotori: {} }, sharedPools: [named("everyone", { teams: ["dotori", "dotory"] })] },
    paths: ["sharedPools[0].teams[1]"],
    text: 'sharedPools[0].teams[1]: "dotory" is not a team of this stack; did you mean "dotori"? (dotori)',
    good: { teams: { dotori: {} }, sharedPools: [named("everyone", { teams: ["dotori"] })] },
  },
  {
    rule: "shared-pool-teams-differ",
    config: { teams: { dotori: {} }, sharedPools: [named("everyone", { teams: ["dotori", "dotori"] })] },
    paths: ["sharedPools[0].teams[1]"],
    good: { teams: { dotori: {}, alpha: {} }, sharedPools: [named("everyone", { teams: ["dotori", "alpha"] })] },
  },
  {
    rule: "teams-have-a-pool",
    config: { teams: { dotori: {}, alpha: {} }, sharedPools: [named("everyone", { teams: ["dotori"] })] },
    paths: ["teams.alpha"],
    good: { teams: { dotori: {}, alpha: {} }, sharedPools: [named("everyone")] },
  },
];
