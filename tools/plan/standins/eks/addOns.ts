/** Add-ons and access entries. Source: pulumi-eks v4.3.0, cluster.ts, authenticationMode.ts and addons/cni-addon.ts. */
import { isProperties, type Properties, type Value } from "../../engine/property";
import { all, type Made, plain, type Sourced } from "../construction";
import { aws, type Parts } from "./parts";

/** An add-on's options as plain data: the plugin takes no Outputs for them. */
function optionsOf({ component }: Parts, name: string): Properties | undefined {
  const value = component.inputs[name];
  return isProperties(value) ? value : undefined;
}

async function addOn(
  parts: Parts,
  cluster: Made,
  addonName: string,
  options: Properties,
  parent?: { parent: string; dependsOn?: readonly string[] },
): Promise<Made> {
  const { name, tags, child } = parts;
  const version = options.version ?? options.addonVersion;
  const looked = all([cluster.output("version")], () => "v1.0.0-eksbuild.1");
  const values = options.configurationValues;
  return child(
    "aws:eks/addon:Addon",
    `${name}-${addonName}`,
    {
      clusterName: cluster.output("name"),
      addonName: plain(addonName),
      preserve: plain(true),
      tags,
      addonVersion: version === undefined ? looked : plain(version),
      resolveConflictsOnCreate: plain(options.resolveConflictsOnCreate ?? "OVERWRITE"),
      resolveConflictsOnUpdate: plain(options.resolveConflictsOnUpdate ?? "OVERWRITE"),
      configurationValues: values === undefined ? undefined : all([plain(values)], ([given]) => JSON.stringify(given)),
    },
    { ...aws, ...parent },
  );
}

async function accessEntries(parts: Parts, cluster: Made): Promise<readonly string[]> {
  const { name, input, component, child } = parts;
  const entries = component.inputs.accessEntries;
  const from = input("accessEntries")?.from ?? [];
  const made: string[] = [];
  for (const [key, given] of Object.entries(isProperties(entries) ? entries : {})) {
    if (!isProperties(given)) continue;
    const part = (value: Value | undefined): Sourced | undefined => (value === undefined ? undefined : { value, from });
    const clusterName = cluster.output("name");
    const principalArn = part(given.principalArn);
    const entry = await child(
      "aws:eks/accessEntry:AccessEntry",
      `${name}-${key}`,
      {
        clusterName,
        principalArn,
        type: part(given.type),
        kubernetesGroups: part(given.kubernetesGroups),
        tags: part(given.tags),
        userName: part(given.username),
      },
      { ...aws, dependsOn: [cluster.urn] },
    );
    made.push(entry.urn);
    for (const [policyKey, policy] of Object.entries(isProperties(given.accessPolicies) ? given.accessPolicies : {})) {
      if (!isProperties(policy)) continue;
      await child(
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        `${name}-${key}-${policyKey}`,
        { accessScope: part(policy.accessScope), principalArn, policyArn: part(policy.policyArn), clusterName },
        { ...aws, parent: entry.urn, dependsOn: [entry.urn] },
      );
    }
  }
  return made;
}

export async function addOns(parts: Parts, cluster: Made): Promise<void> {
  const kubeProxy = optionsOf(parts, "kubeProxyAddonOptions");
  if (kubeProxy?.enabled !== false) await addOn(parts, cluster, "kube-proxy", kubeProxy ?? {});
  const entries = await accessEntries(parts, cluster);
  if (parts.component.inputs.useDefaultVpcCni !== true) {
    const options = optionsOf(parts, "vpcCniOptions") ?? {};
    const cni = await parts.child(
      "eks:index:VpcCniAddon",
      `${parts.name}-vpc-cni`,
      {
        ...Object.fromEntries(Object.entries(options).map(([key, value]) => [key, plain(value)])),
        clusterName: cluster.output("name"),
        clusterVersion: cluster.output("version"),
        tags: parts.tags,
      },
      { custom: false, dependsOn: entries },
    );
    await addOn(parts, cluster, "vpc-cni", options, { parent: cni.urn });
  }
  const coredns = optionsOf(parts, "corednsAddonOptions");
  if (
    coredns?.enabled === true ||
    (coredns?.configurationValues !== undefined && coredns.configurationValues !== null)
  ) {
    await addOn(parts, cluster, "coredns", coredns ?? {});
  }
}
