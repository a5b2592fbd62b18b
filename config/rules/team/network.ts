/** Which traffic of a team's pods is allowed. */

import { networkPolicies } from "../../schema/team";
import type { TeamConfig } from "../../stack";
import { type Rule, reportRepeated } from "../rule";

/** Policies under which a list of allowed traffic has an effect. */
const listNeeds = {
  allowIngress: networkPolicies.filter((choice) => choice !== "none"),
  allowEgress: networkPolicies.filter((choice) => choice === "both"),
} as const;

export const teamNetworkRules: readonly Rule[] = [
  {
    name: "network-policies-are-enforced",
    level: "error",
    check: ({ stack }, report) => {
      if (stack.cluster.networkPolicy) return;
      for (const { networkPolicy, pathOf } of stack.teams) {
        if (networkPolicy.choice === "none") continue;
        report({
          path: pathOf("networkPolicy"),
          message: `${networkPolicy.choice} makes NetworkPolicy objects that nothing enforces: cluster.addons.vpc-cni.networkPolicy is false`,
          suggestion:
            stack.cluster.kind === "created"
              ? 'write "none", or cluster.addons.vpc-cni.networkPolicy: true'
              : 'write "none", or cluster.addons.vpc-cni.networkPolicy: true if the existing cluster enforces them (enableNetworkPolicy of its add-on, or another CNI)',
        });
      }
    },
  },
  {
    name: "allowed-traffic-is-limited-otherwise",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const key of ["allowIngress", "allowEgress"] as const) {
        const needs: readonly string[] = listNeeds[key];
        const isIdle = (team: TeamConfig) => !needs.includes(team.networkPolicy.choice);
        const written = [
          { path: `teamDefaults.${key}`, value: input.teamDefaults?.[key] },
          ...stack.teams.map(({ key: team, path }) => ({ path: `${path}.${key}`, value: input.teams?.[team]?.[key] })),
        ];
        for (const { path, value } of written) {
          if (value === undefined) continue;
          const users = stack.teams.filter(({ pathOf }) => pathOf(key) === path);
          // A default is for the teams that it suits; only one that suits none has no effect.
          if (users.length === 0 || !users.every(isIdle)) continue;
          report({
            path,
            value,
            message: `allows what is allowed anyway: networkPolicy is ${users[0]!.networkPolicy.choice}`,
            suggestion: `delete it, or choose networkPolicy ${needs.join(" or ")}`,
          });
        }
      }
    },
  },
  {
    name: "allowed-traffic-is-named-once",
    level: "error",
    check: ({ stack }, report) => {
      for (const { networkPolicy, pathOf } of stack.teams) {
        const lists = {
          [`${pathOf("allowIngress")}.namespaces`]: networkPolicy.from.namespaces,
          [`${pathOf("allowIngress")}.cidrs`]: networkPolicy.from.cidrs,
          [`${pathOf("allowEgress")}.cidrs`]: networkPolicy.to.cidrs,
        };
        for (const [path, list] of Object.entries(lists)) {
          reportRepeated(report, path, list);
        }
      }
    },
  },
];
