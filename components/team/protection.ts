/**
 * The admission policy that protects what the program makes in teams' namespaces. Kubernetes' and EKS's edit rights cover
 * NetworkPolicies, and admin rights Roles and RoleBindings, the program's among them.
 */
import type * as pulumi from "@pulumi/pulumi";
import { protectedLabel } from "../../capacity/tenancy/labels";
import { celText, type Expression } from "./cel";
import { validatingPolicy } from "./validatingPolicy";

/** Name of the policy and of its binding, as the API server's refusals have it. */
export const protectionName = "team-objects";

const variables: readonly Expression[] = [
  // Which of the two verbs a request had cannot be seen: both are an UPDATE.
  {
    name: "verbs",
    expression: 'request.operation == "DELETE" ? ["delete"] : ["update", "patch"]',
  },
];

/**
 * Who may change such objects in every namespace, not in some: cluster admins and the deployment role, and Kubernetes' own
 * controllers, by which a namespace and what is in it are deleted. No list of users, since the authorizer knows them:
 * access entries, EKS's access policies and role bindings alike.
 */
const isPlatforms =
  "variables.verbs.exists(verb, authorizer.group(request.resource.group).resource(request.resource.resource).check(verb).allowed())";

const refusal = `"this object belongs to the platform, which makes it from the stack file; its change takes rights in all namespaces, and user " + request.userInfo.username + " has them in some"`;

const rule = (apiGroups: string[], resources: string[]) => ({
  apiGroups,
  apiVersions: ["*"],
  // Subresources are left out: status and finalizers are the controllers'.
  resources,
  operations: ["UPDATE", "DELETE"],
  scope: "*",
});

/** Makes the policy and its binding. Objects are told by their label, so that a team's own ones stay its own. */
export function protectObjects(name: string, opts: pulumi.CustomResourceOptions): void {
  validatingPolicy(
    name,
    protectionName,
    {
      matchConstraints: {
        matchPolicy: "Equivalent",
        // Of an update the old object counts as well, so that taking the label off is refused; a selector of namespaces
        // would read the new labels only.
        objectSelector: { matchLabels: { [protectedLabel]: "true" } },
        resourceRules: [
          rule([""], ["namespaces", "resourcequotas", "limitranges"]),
          rule(["networking.k8s.io"], ["networkpolicies"]),
          rule(["rbac.authorization.k8s.io"], ["roles", "rolebindings"]),
        ],
      },
      variables: [...variables],
      validations: [
        {
          expression: isPlatforms,
          messageExpression: `${celText("is-the-platforms: ")} + ${refusal}`,
          message: "is-the-platforms",
          reason: "Forbidden",
        },
      ],
    },
    opts,
  );
}
