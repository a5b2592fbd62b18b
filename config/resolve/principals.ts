/** Who works in which namespaces: EKS knows a principal once, however many teams it is in. */

import { type AccessLevel, accessLevels } from "../schema/team";
import type { TeamConfig } from "./stack";

/** What one principal may do at one level. */
export interface Grant {
  readonly level: AccessLevel;
  /** Teams that give it, by name. */
  readonly teams: readonly string[];
  /** All namespaces of these teams, sorted. */
  readonly namespaces: readonly string[];
}

export interface PrincipalConfig {
  readonly arn: string;
  /** Least first; one for each level that some team gives. */
  readonly grants: readonly Grant[];
}

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
