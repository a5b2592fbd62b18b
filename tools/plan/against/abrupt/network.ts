/** Clusters, networks, subnets and zones that go with the nodes in them. */
import type { AbruptChange } from "../../summary/changesSchema";
import { foreignSubnets, nodeClassType, subnetType, vpcType } from "../poolSides";
import { type AbruptInput, type AbruptSide, clusterType } from "./input";

const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";

/** Subnets in which nodes are: those of node classes and node groups. Empty where a side does not say what comes from what. */
function nodeSubnets({ resources }: AbruptSide): ReadonlySet<string> {
  const users = resources.filter(({ type }) => type === nodeClassType || type === nodeGroupType);
  const urns = new Set(users.flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()));
  return new Set(resources.flatMap(({ type, urn }) => (type === subnetType && urns.has(urn) ? [urn] : [])));
}

/** Cluster, network, subnets and zones that go, and another region. */
export function networkChanges({ before, after, resources }: AbruptInput): readonly AbruptChange[] {
  const found: AbruptChange[] = regionChange(before, after);
  const goes = (wanted: string) =>
    resources.some(({ type, action }) => type === wanted && ["replace", "delete"].includes(action));
  const [networkGoes, clusterGoes] = [goes(vpcType), goes(clusterType)];
  const ofNodes = nodeSubnets(before);
  for (const { type, name, urn, action, protect } of resources) {
    const gone = action === "delete";
    const certain = action !== "update-or-replace";
    if (!gone && action !== "replace" && certain) continue;
    const held = protect ? "; it is protected, so `pulumi up` fails there" : "";
    if (type === clusterType)
      found.push({
        kind: "cluster-replaced",
        subject: `cluster ${name}`,
        urn,
        certain,
        message: `${gone ? "is deleted" : certain ? "is replaced" : "may be replaced"}, with every node, pod and volume in it${held}`,
        instead: ["plan a second cluster in another stack", "move the workloads", "destroy this stack"],
      });
    if (type === vpcType)
      found.push({
        kind: "network-replaced",
        subject: `network ${name}`,
        urn,
        certain,
        message: `${gone ? "is deleted" : certain ? "is replaced" : "may be replaced"}, and the cluster and all nodes in it${held}${gone || clusterGoes ? "" : `; ${foreignSubnets}`}`,
        instead: ["plan a second network and cluster in another stack", "move the workloads", "destroy this stack"],
      });
    // those of a network that goes are told with it
    if (type === subnetType && certain && !networkGoes) {
      const what = gone ? "is deleted" : "is replaced";
      found.push({
        kind: "subnet-gone",
        subject: `subnet ${name}`,
        urn,
        certain: true,
        ...(ofNodes.size > 0 && !ofNodes.has(urn) ? withoutNodes(what, held) : withNodes(what, held)),
      });
    }
  }
  const [zone] = before.zones;
  const urn = before.resources.find(({ type }) => type === subnetType)?.urn ?? "";
  if (zone !== undefined && after.zones.length > 0)
    for (const gone of before.zones.filter((each) => !after.zones.includes(each)))
      found.push({
        kind: "zone-gone",
        subject: `zone ${gone}`,
        urn,
        certain: true,
        message: "is taken away: all nodes in it are replaced elsewhere, and volumes in it can no longer be attached",
        instead: [
          `keep pools out of ${gone} by their zones first, and apply`,
          "move what has volumes there",
          "take the zone away in a second change",
        ],
      });
  return found;
}

type Told = Pick<AbruptChange, "message" | "instead">;

function withoutNodes(what: string, held: string): Told {
  return {
    message: `${what}: no node is in it, but EC2 refuses to delete it while a network interface is left, of the control plane, a NAT gateway or a load balancer${held}`,
    instead: [
      "look which network interfaces are in it, and move or delete what they belong to",
      "take the subnet away in a second change",
    ],
  };
}

function withNodes(what: string, held: string): Told {
  return {
    message: `${what}: nodes in it are replaced, and EC2 refuses to delete it while any is left${held}`,
    instead: [
      "take its zone out of the pools' requirements first, and apply",
      "wait until no node is left in it",
      "take the subnet away in a second change",
    ],
  };
}

function regionChange(before: AbruptSide, after: AbruptSide): AbruptChange[] {
  if (before.region === after.region || before.region === undefined || after.region === undefined) return [];
  const cluster = before.resources.find(({ type }) => type === clusterType);
  return [
    {
      kind: "region-changed",
      subject: "aws:region",
      urn: (cluster ?? before.resources[0])?.urn ?? "",
      certain: true,
      message: `changes from ${before.region} to ${after.region}: what is there stays in ${before.region}, where the provider no longer looks, and all of it is missing in ${after.region}`,
      instead: ["make another stack for the other region", "move the workloads", "destroy this stack"],
    },
  ];
}
