import { partitions } from "../../../capacity/ec2/partitions";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { covers, hasWildcard, identityDocuments, identityPolicyTypes, statementsOf } from "../../readers/iam";

/** EC2 as it calls itself in the partitions. */
const ec2Services: readonly string[] = partitions.map(({ dnsSuffix }) => `ec2.${dnsSuffix}`);

interface Passing {
  /** Names of roles that may be passed to EC2. */
  readonly passed: readonly string[];
  /** Name of the role that an EC2NodeClass gives its nodes; undefined for IAM policies. */
  readonly nodeRole?: string;
}

export const passRoleIsBound = stackRule({
  name: "pass-role-is-bound",
  title: "iam:PassRole is allowed for the node role only",
  reason: "whoever may pass a role to a machine that they start has all that the role has",
  fix: "name the node role's ARN as Resource and ec2.amazonaws.com in a condition on iam:PassedToService",
  severity: "critical",
  enforcementLevel: "mandatory",
  settings: {},
  types: [...identityPolicyTypes, types.nodeClass] as [string, ...string[]],
  collect({ subject, inputs, violation, each }): Passing {
    if (subject.type === types.nodeClass) {
      const role = inputs.at("spec", "role").text();
      return { passed: [], ...(role === undefined ? {} : { nodeRole: role.split("/").at(-1)! }) };
    }
    const passed: string[] = [];
    each(identityDocuments(inputs), (document) => {
      each(statementsOf(document), ({ place, isAllow, actions, resources, conditions }) => {
        if (!isAllow || !actions.some((action) => covers(action, "iam:PassRole"))) return;
        const services = conditions
          .filter(({ key }) => key.toLowerCase() === "iam:passedtoservice")
          .flatMap(({ values }) => values);
        const wild = resources.filter(hasWildcard);
        if (wild.length > 0) violation(place.at("Resource"), `lets any role be passed: ${wild.join(", ")}`);
        if (services.length === 0)
          violation(place.at("Condition"), "does not say to which service the role may be passed");
        if (services.some((service) => ec2Services.includes(service))) {
          passed.push(
            ...resources.filter((resource) => !hasWildcard(resource)).map((resource) => resource.split("/").at(-1)!),
          );
        }
      });
    });
    return { passed };
  },
  check({ collected, about }) {
    const nodeRoles = new Set(collected.flatMap(({ value }) => value.nodeRole ?? []));
    if (nodeRoles.size === 0) return;
    for (const { subject, value } of collected) {
      const others = value.passed.filter((role) => !nodeRoles.has(role));
      if (others.length > 0) {
        const what = `lets the role ${others.join(", ")} be passed to EC2; the node classes use ${[...nodeRoles].sort().join(", ")}`;
        about(`IAM policy "${subject.name}"`, subject.urn).violation("policy", what);
      }
    }
  },
});
