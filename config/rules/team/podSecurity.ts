/** Teams whose pods may take over the nodes that they run on. */
import type { TeamConfig } from "../../stack";
import type { Rule } from "../rule";

/** What a privileged pod can do to the node that it is on. */
const harm = "its pods may take over their node: its credentials, its kubelet and every pod on it";

const isPrivileged = ({ podSecurity }: TeamConfig) => podSecurity === "privileged";

/** Why others' pods may be on the same nodes; undefined when none are. */
function whyBesideOthers({ isolation, sharedPools }: TeamConfig): string | undefined {
  if (isolation !== "enforced") return `isolation is ${isolation}, which lets pods onto others' nodes`;
  if (sharedPools.length > 0) return `the team may use shared pools (${sharedPools.join(", ")})`;
  return undefined;
}

export const teamPodSecurityRules: readonly Rule[] = [
  {
    name: "privileged-pods-run-on-own-nodes",
    level: "error",
    check: ({ stack }, report) => {
      for (const team of stack.teams.filter(isPrivileged)) {
        const why = whyBesideOthers(team);
        if (why === undefined) continue;
        report({
          path: team.pathOf("podSecurity"),
          value: team.podSecurity,
          message: `lets team ${team.name} take over other teams' pods, as ${why}`,
          suggestion:
            team.isolation === "enforced"
              ? 'write "baseline", or name the other teams in the shared pools\' teams'
              : 'write "baseline", or isolation: enforced',
        });
      }
    },
  },
  {
    name: "privileged-pods-are-meant",
    level: "warning",
    check: ({ stack }, report) => {
      for (const team of stack.teams.filter(isPrivileged)) {
        if (whyBesideOthers(team) !== undefined) continue;
        report({
          path: team.pathOf("podSecurity"),
          value: team.podSecurity,
          message: `allows host access and privileged containers to team ${team.name}: ${harm}`,
          suggestion: 'write "baseline", and run what needs the host in a namespace of the platform\'s',
        });
      }
    },
  },
];
