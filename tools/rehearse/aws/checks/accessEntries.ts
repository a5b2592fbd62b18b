/** Whether EKS lets the nodes in: moto has no access entries, so this is our reading of AWS's rule. */
import { recordOf, textOf } from "../../../../capacity/units/fields";
import type { RehearsalFinding } from "../../finding";
import type { ShownTemplate } from "../../shownTemplate";
import type { AwsResource } from "../credentials/roles";
import type { Existing } from "../front/needs/need";

/** Types of entries by which nodes join. Source: EKS user guide, creating-access-entries. */
const nodeTypes = new Set(["EC2_LINUX", "EC2_WINDOWS", "HYBRID_LINUX"]);

/** One finding for each role of instances that no access entry admits. */
export async function accessEntryFindings(
  templates: readonly ShownTemplate[],
  resources: readonly AwsResource[],
  existing: Existing,
): Promise<readonly RehearsalFinding[]> {
  const cluster = resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
  // aws-auth, which is not planned here, would admit them
  if (textOf(recordOf(cluster?.inputs.accessConfig).authenticationMode) === "CONFIG_MAP") return [];
  const admitted = new Set(
    resources
      .filter(({ type, inputs }) => type === "aws:eks/accessEntry:AccessEntry" && nodeTypes.has(textOf(inputs.type)))
      .map(({ inputs }) => textOf(inputs.principalArn)),
  );
  const profiles = [...new Set(templates.map(({ instanceProfile }) => instanceProfile))];
  const roles = await Promise.all(profiles.map(async (name) => (await existing.profile(name))?.roles ?? []));
  return [...new Set(roles.flat())]
    .filter((role) => !admitted.has(role))
    .map((role) => ({
      check: "nodeClass",
      by: "rehearsal",
      subject: role,
      field: "",
      message: `no access entry of type EC2_LINUX admits this role, so its nodes never join (our reading of EKS's rule)`,
    }));
}
