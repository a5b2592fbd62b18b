/** Principals that EKS or this program lets into the cluster by itself: a second access entry for one is refused (409). */
import type { Finding } from "../../finding";
import { accessLevels } from "../../schema/team";
import type { StackConfig } from "../../stack";
import { accountWideName, accountWideNames } from "../../values/names";
import type { Rule } from "../rule";

interface Entry {
  readonly arn: string;
  readonly path: string;
}

/** Every principal for which the program makes an access entry as the stack says. */
function entriesOf({ cluster, teams }: StackConfig): readonly Entry[] {
  return [
    ...cluster.admins.map((arn, index) => ({ arn, path: `cluster.admins[${index}]` })),
    ...teams.flatMap(({ path, access }) =>
      accessLevels.flatMap((level) =>
        access[level].map((arn, index) => ({ arn, path: `${path}.access.${level}[${index}]` })),
      ),
    ),
  ];
}

/**
 * Warnings for whoever runs the stack, who may be about to create the cluster.
 * @param caller ARN of the role or user who runs it
 */
export function creatorFindings(stack: StackConfig, caller: string): readonly Finding[] {
  if (stack.cluster.kind === "existing" || stack.cluster.creator !== undefined) return [];
  return entriesOf(stack)
    .filter(({ arn }) => arn === caller)
    .map(({ arn, path }) => ({
      level: "warning",
      rule: "creator-has-its-entry",
      path,
      value: arn,
      message:
        "runs this very stack: if it creates the cluster, EKS lets it in by itself, and the first `pulumi up` fails at this entry after about fifteen minutes (409, it exists already); on a cluster that another principal created, all is well",
      suggestion: "name it in cluster.creator and delete it here",
    }));
}

export const creatorRules: readonly Rule[] = [
  {
    name: "creator-has-one-entry",
    level: "error",
    check: ({ stack }, report) => {
      if (stack.cluster.kind === "existing") return;
      const { creator } = stack.cluster;
      for (const { arn, path } of entriesOf(stack)) {
        if (arn !== creator) continue;
        report({
          path,
          value: arn,
          message: "is cluster.creator, whom EKS itself gives full access: a second entry would be refused (409)",
          suggestion: "delete it here",
        });
      }
    },
  },
  {
    name: "program-roles-have-one-entry",
    level: "error",
    check: ({ stack, context }, report) => {
      const { name } = stack.cluster;
      const own = [undefined, context.region].map((region) => accountWideNames.nodeRole(accountWideName(name, region)));
      for (const { arn, path } of entriesOf(stack)) {
        if (!own.includes(arn.split("/").at(-1)!)) continue;
        report({
          path,
          value: arn,
          message:
            "is the role of this cluster's nodes, which the program lets in so that they can join: a second entry would be refused (409)",
          suggestion: "delete it; pods that work in AWS or in the cluster take roles of their own",
        });
      }
    },
  },
];
