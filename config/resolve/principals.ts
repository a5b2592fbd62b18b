/** Who works in which namespaces: EKS has one access entry for a principal, however many teams it is in. */

import { accessLevels } from "../schema/team";
import type { Grant, PrincipalConfig, TeamConfig } from "../stack";

/** Every principal of every team, by ARN. */
export function principalsOf(teams: readonly TeamConfig[]): readonly PrincipalConfig[] {
  const arns = [...new Set(teams.flatMap(({ access }) => accessLevels.flatMap((level) => access[level])))].sort();
  return arns.map((arn) => ({
    arn,
    grants: accessLevels.flatMap((level): Grant[] => {
      const giving = teams.filter(({ access }) => access[level].includes(arn));
      if (giving.length === 0) return [];
      return [
        {
          level,
          teams: giving.map(({ name }) => name),
          namespaces: giving.flatMap(({ namespaces }) => namespaces).sort(),
        },
      ];
    }),
  }));
}
