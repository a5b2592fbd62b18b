/** Who works in a team's namespaces. EKS has one access entry for each principal in the cluster. */
import { accessLevels } from "../../schema/team";
import { type Rule, repeated } from "../rule";

export const teamAccessRules: readonly Rule[] = [
  {
    name: "team-principals-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, access } of stack.teams) {
        const all = accessLevels.flatMap((level) =>
          access[level].map((arn, index) => ({ arn, path: `${path}.access.${level}[${index}]` })),
        );
        for (const { item, first } of repeated(all, ({ arn }) => arn)) {
          report({
            path: item.path,
            value: item.arn,
            message: `is already named at ${first.path}: each level includes the one before`,
            suggestion: "keep the highest and delete the other",
          });
        }
      }
    },
  },
  {
    name: "team-principals-are-no-admins",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, access } of stack.teams) {
        for (const level of accessLevels) {
          for (const [index, arn] of access[level].entries()) {
            const admin = stack.cluster.admins.indexOf(arn);
            if (admin < 0) continue;
            report({
              path: `${path}.access.${level}[${index}]`,
              value: arn,
              message: `is an administrator of the cluster (cluster.admins[${admin}]) and may do all of this: EKS has one access entry for each principal`,
              suggestion: "delete it here, or there if it is to work in the team's namespaces only",
            });
          }
        }
      }
    },
  },
];
