/** The plan's answers, with placeholders for what only AWS knows, so that no invented id is taken for a real one. */
import { ownValue } from "../../../capacity/units/ownValue";
import { isProperties, type Properties } from "../engine/property";
import type { Providers, Subject } from "../engine/providers";
import { standIns } from "../standins/table";
import { awsMadeId } from "./awsMade";
import { type OpenValues, placeholderName } from "./openValues";

/**
 * Stand-ins that answer with the values, or placeholders, of `open`.
 * @param madeUpNames whether names that Pulumi makes up are placeholders, too: of what runs nobody knows them
 */
export function placeholderProviders(open: OpenValues, madeUpNames: "open" | "kept" = "kept"): Providers {
  return {
    ...standIns,
    checked: (subject) => {
      const checked = standIns.checked(subject);
      return madeUpNames === "kept" || !subject.type.startsWith("aws:")
        ? checked
        : withOpenNames(subject, checked, open);
    },
    account: (region) => ({
      ...standIns.account(region),
      id: open.value("ACCOUNT_ID", "aws sts get-caller-identity --query Account --output text"),
    }),
    deployed: (subject) => {
      const id = awsMadeId(subject.type);
      if (id === undefined) return subject.type === clusterType ? clusterAnswer(subject, open) : undefined;
      const value = open.value(placeholderName(id.word, subject.name), commandFor(id.command, subject));
      return standIns.settled({ ...subject, id: value });
    },
  };
}

/** What Check has filled in, which is a name with random characters, as a placeholder. */
function withOpenNames({ type, name, inputs }: Subject, checked: Properties, open: OpenValues): Properties {
  const kind = (type.split(":").at(-1) ?? "").replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
  return Object.fromEntries(
    Object.entries(checked).map(([key, value]) => {
      if (ownValue(inputs, key) !== undefined) return [key, value];
      return [key, open.value(placeholderName(`NAME_OF_${kind}`, name), `begins with ${name}- where Pulumi made it`)];
    }),
  );
}

const clusterType = "aws:eks/cluster:Cluster";

/** The words of a command replaced by what the resource itself says. */
function commandFor(command: string, { inputs, name }: Subject): string {
  const tags: Properties = isProperties(inputs.tags) ? inputs.tags : {};
  const words: Readonly<Record<string, unknown>> = {
    NAME: tags.Name ?? name,
    CLUSTER: inputs.clusterName,
    NAMESPACE: inputs.namespace,
    ACCOUNT: inputs.serviceAccount,
  };
  return command.replace(/\b(NAME|CLUSTER|NAMESPACE|ACCOUNT)\b/g, (word) => String(ownValue(words, word) ?? word));
}

/** What AWS alone knows of a cluster that the stack makes. */
function clusterAnswer(subject: Subject, open: OpenValues) {
  const answer = standIns.settled(subject);
  const show = (query: string) => `aws eks describe-cluster --name ${answer.id} --query cluster.${query} --output text`;
  const { vpcConfig } = answer.outputs;
  return {
    ...answer,
    outputs: {
      ...answer.outputs,
      endpoint: open.value("CLUSTER_ENDPOINT", show("endpoint")),
      certificateAuthority: { data: open.value("CLUSTER_CA", show("certificateAuthority.data")) },
      identities: [
        {
          oidcs: [
            { issuer: `https://${open.value("CLUSTER_ISSUER", `${show("identity.oidc.issuer")} | sed s,https://,,`)}` },
          ],
        },
      ],
      vpcConfig: {
        ...(isProperties(vpcConfig) ? vpcConfig : {}),
        clusterSecurityGroupId: open.value(
          "SECURITY_GROUP_OF_CLUSTER",
          show("resourcesVpcConfig.clusterSecurityGroupId"),
        ),
      },
    },
  };
}
