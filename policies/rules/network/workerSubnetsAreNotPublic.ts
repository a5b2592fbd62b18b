import type { PolicyResource } from "@pulumi/policy";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";

/** Inputs by which worker nodes name their subnets. */
const places: Readonly<Record<string, string>> = { [types.nodeClass]: "spec", [types.nodeGroup]: "subnetIds" };

export const workerSubnetsAreNotPublic = stackRule({
  name: "worker-subnets-are-not-public",
  title: "Worker nodes run in subnets that assign no public addresses",
  reason: "a node with a public address is one mistake in a security group away from the internet",
  fix: "give the workers private subnets, or set mapPublicIpOnLaunch to false",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.subnet],
  alsoReads: Object.keys(places),
  collect({ inputs, violation }): true | undefined {
    const isPublic = inputs.at("mapPublicIpOnLaunch").flag() === true;
    const discovered = inputs.at("tags", "karpenter.sh/discovery");
    if (isPublic && !discovered.isMissing) {
      violation("mapPublicIpOnLaunch", `is true, and the tag karpenter.sh/discovery offers the subnet to Karpenter`);
    }
    return isPublic ? true : undefined;
  },
  check({ collected, resources, about }) {
    const workers = resources.filter(({ type }) => Object.hasOwn(places, type));
    for (const { subject } of collected) {
      const users = workers.filter((worker) => usesSubnet(worker, subject.urn)).map(({ name }) => name);
      if (users.length > 0) {
        const what = `is true, and workers run in it: ${users.sort().join(", ")}`;
        about(`subnet "${subject.name}"`, subject.urn).violation("mapPublicIpOnLaunch", what);
      }
    }
  },
});

const usesSubnet = ({ type, propertyDependencies }: PolicyResource, urn: string): boolean =>
  (propertyDependencies[places[type]!] ?? []).some((resource) => resource.urn === urn);
