/**
 * The ids by which `pulumi import` finds what runs. Source: the sections "Import" of @pulumi/aws 7.48.0 and
 * @pulumi/kubernetes 4.34.2. Where AWS makes the id up, it is the resource's own (see awsMade.ts).
 */
import { recordOf, textOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import type { RegisteredResource } from "../engine/resource";
import { awsMadeId } from "./awsMade";

type Known = Pick<RegisteredResource, "type" | "id" | "inputs" | "outputs">;

const fields =
  (separator: string, ...names: readonly string[]) =>
  ({ inputs }: Known): string =>
    names.map((name) => textOf(ownValue(inputs, name))).join(separator);

const outputArn = ({ outputs }: Known): string => textOf(outputs.arn);

/** By type, where it is not the id that the resource has anyway. */
const recipes: Readonly<Record<string, (known: Known) => string>> = {
  "aws:iam/role:Role": fields("", "name"),
  "aws:iam/policy:Policy": outputArn,
  "aws:iam/rolePolicy:RolePolicy": fields(":", "role", "name"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": fields("/", "role", "policyArn"),
  "aws:iam/instanceProfile:InstanceProfile": fields("", "name"),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": outputArn,
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": outputArn,
  "aws:sqs/queue:Queue": ({ outputs }) => textOf(outputs.url),
  "aws:sqs/queuePolicy:QueuePolicy": fields("", "queueUrl"),
  "aws:cloudwatch/eventRule:EventRule": fields("", "name"),
  "aws:cloudwatch/eventTarget:EventTarget": fields("/", "rule", "targetId"),
  "aws:cloudwatch/logGroup:LogGroup": fields("", "name"),
  "aws:ec2/route:Route": fields("_", "routeTableId", "destinationCidrBlock"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": fields("/", "subnetId", "routeTableId"),
  "aws:eks/cluster:Cluster": fields("", "name"),
  "aws:eks/addon:Addon": fields(":", "clusterName", "addonName"),
  "aws:eks/nodeGroup:NodeGroup": fields(":", "clusterName", "nodeGroupName"),
  "aws:eks/fargateProfile:FargateProfile": fields(":", "clusterName", "fargateProfileName"),
  "aws:eks/accessEntry:AccessEntry": fields(":", "clusterName", "principalArn"),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": fields("#", "clusterName", "principalArn", "policyArn"),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ({ inputs, id }) => `${textOf(inputs.clusterName)},${id}`,
  // Helm keeps a release by name in its namespace
  "kubernetes:helm.sh/v3:Release": fields("/", "namespace", "name"),
};

/** The id for an import; undefined for a type that nothing here knows how to import. */
export function importId(known: Known): string | undefined {
  const recipe = ownValue(recipes, known.type);
  if (recipe !== undefined) return recipe(known);
  if (awsMadeId(known.type) !== undefined) return known.id;
  if (!known.type.startsWith("kubernetes:")) return undefined;
  const { namespace, name } = recordOf(known.inputs.metadata);
  return [namespace, name]
    .filter((part) => part !== undefined)
    .map((part) => textOf(part))
    .join("/");
}
