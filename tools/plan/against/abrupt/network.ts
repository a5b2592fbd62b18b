/** Clusters, networks, subnets and zones that go with the nodes in them. */
import { member } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import type { ChangedResource } from "../../summary/changesSchema";
import { clusterType, foreignSubnets, nodeClassType, subnetType, vpcType } from "../poolSides";
import type { Abrupt, AbruptInput, AbruptSide } from "./input";

const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";

/** Subnets in which nodes of some types are. Empty where a side does not say what comes from what. */
function nodeSubnets({ resources }: AbruptSide, types: readonly string[]): ReadonlySet<string> {
  const users = resources.filter(({ type }) => types.includes(type));
  const urns = new Set(users.flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()));
  return new Set(resources.flatMap(({ type, urn }) => (type === subnetType && urns.has(urn) ? [urn] : [])));
}

/** Cluster, network, subnets and zones that go, and another region. */
export function networkChanges(input: AbruptInput): readonly Abrupt[] {
  const { before, after, resources } = input;
  const goes = (wanted: string) =>
    resources.some(({ type, action }) => type === wanted && ["replace", "delete"].includes(action));
  return [
    ...regionChange(before, after),
    ...resources.flatMap((each) => wholeChange(each, goes(clusterType))),
    // those of a network that goes are told with it
    ...(goes(vpcType) ? [] : subnetChanges(input)),
    ...zoneChanges(input),
    ...otherSubnets(input),
  ];
}

const held = ({ protect }: ChangedResource): string => (protect ? "; it is protected, so `pulumi up` fails there" : "");

/** A cluster or network that goes as a whole. */
function wholeChange(resource: ChangedResource, clusterGoes: boolean): readonly Abrupt[] {
  const { type, name, urn, action, paths } = resource;
  const gone = action === "delete";
  const certain = action !== "update-or-replace";
  if ((type !== clusterType && type !== vpcType) || (!gone && action !== "replace" && certain)) return [];
  const what = gone ? "is deleted" : certain ? "is replaced" : "may be replaced";
  const { path: field } = paths.find(({ replaces }) => replaces === (certain ? "yes" : "cannot tell")) ?? {};
  const isCluster = type === clusterType;
  const foreign = isCluster || gone || clusterGoes ? "" : `; ${foreignSubnets}`;
  return [
    {
      kind: isCluster ? "cluster-replaced" : "network-replaced",
      subject: `${isCluster ? "cluster" : "network"} ${name}`,
      urn,
      by: gone ? { path: isCluster ? "cluster" : "network" } : { urn, field },
      certain,
      message: `${what}, ${isCluster ? "with every node, pod and volume in it" : "and the cluster and all nodes in it"}${held(resource)}${foreign}`,
      instead: [
        `plan a second ${isCluster ? "cluster" : "network and cluster"} in another stack`,
        "move the workloads",
        "destroy this stack",
      ],
    },
  ];
}

/** The zone of a subnet of the side before; undefined where it is not known. */
function zoneOf(urn: string, { resources }: AbruptSide): string | undefined {
  const zone = resources.find((each) => each.urn === urn)?.inputs.availabilityZone;
  return typeof zone === "string" ? zone : undefined;
}

/** Zones that only the side before has; none where a side has no network of its own. */
function goneZones({ before, after }: AbruptInput): readonly string[] {
  return after.zones.length === 0 ? [] : before.zones.filter((zone) => !after.zones.includes(zone));
}

/** Subnets of the stack that go while their zone stays. */
function subnetChanges(input: AbruptInput): readonly Abrupt[] {
  const ofNodes = nodeSubnets(input.before, [nodeClassType, nodeGroupType]);
  const ofPools = nodeSubnets(input.before, [nodeClassType]);
  const going = new Set(
    input.resources.flatMap(({ action, urn, formerUrn = urn }) =>
      action === "delete" || action === "replace" ? [formerUrn] : [],
    ),
  );
  // where those of pools go in every zone, pools have no zone left to stay in meanwhile
  const isEveryZone = [...ofPools].every((urn) => going.has(urn));
  const zones = goneZones(input);
  return input.resources.flatMap((resource): readonly Abrupt[] => {
    const { type, name, urn, action, paths } = resource;
    if (type !== subnetType || (action !== "delete" && action !== "replace")) return [];
    if (action === "delete" && zones.includes(zoneOf(urn, input.before) ?? "")) return [];
    const what = action === "delete" ? "is deleted" : "is replaced";
    const { path: field } = paths.find(({ replaces }) => replaces === "yes") ?? {};
    const told =
      ofNodes.size > 0 && !ofNodes.has(urn)
        ? withoutNodes
        : isEveryZone && ofPools.has(urn)
          ? withAllNodes(input, urn)
          : withNodes;
    return [
      {
        kind: "subnet-gone",
        subject: `subnet ${name}`,
        urn,
        by: action === "delete" ? { path: "network" } : { urn, field },
        certain: true,
        ...told(what, held(resource)),
      },
    ];
  });
}

/** Zones that go, with their subnets. */
function zoneChanges(input: AbruptInput): readonly Abrupt[] {
  return goneZones(input).map((zone): Abrupt => {
    const subnets = input.resources.filter(
      ({ type, urn, action }) => type === subnetType && action === "delete" && zoneOf(urn, input.before) === zone,
    );
    const names = subnets.map(({ name }) => name).join(", ");
    const own =
      names === ""
        ? ""
        : `, and EC2 refuses to delete its subnets (${names}) while a network interface is left in them, of a node, the control plane, a NAT gateway or a load balancer`;
    return {
      kind: "zone-gone",
      subject: `zone ${zone}`,
      urn: subnets[0]?.urn ?? "",
      by: { path: "network.zones" },
      certain: true,
      message: `is taken away: all nodes in it are replaced elsewhere, and volumes in it can no longer be attached${own}${[...new Set(subnets.map(held))].join("")}`,
      instead: [
        `keep pools out of ${zone} by their own zones, and apply`,
        "move what has volumes there",
        "leave the zone in the network: EKS keeps the cluster to it",
      ],
    };
  });
}

/** Ids of the subnets that node classes name, by subnet; not those that are known only when they are made. */
function namedSubnets({ resources }: AbruptSide): ReadonlyMap<string, RegisteredResource> {
  const found = new Map<string, RegisteredResource>();
  for (const nodeClass of resources.filter(({ type }) => type === nodeClassType)) {
    const terms = member(nodeClass.inputs.spec, "subnetSelectorTerms");
    for (const term of Array.isArray(terms) ? terms : []) {
      const id = member(term, "id");
      if (typeof id === "string" && id.startsWith("subnet-")) found.set(id, nodeClass);
    }
  }
  return found;
}

/** Subnets of a network that the stack does not make, in which nodes may no longer be. */
function otherSubnets({ before, after }: AbruptInput): readonly Abrupt[] {
  const made = new Set(before.resources.filter(({ type }) => type === subnetType).map(({ id }) => id));
  const now = namedSubnets(after);
  if (now.size === 0) return [];
  return [...namedSubnets(before)].flatMap(([id, nodeClass]): readonly Abrupt[] =>
    now.has(id) || made.has(id)
      ? []
      : [
          {
            kind: "subnet-gone",
            subject: `subnet ${id}`,
            urn: nodeClass.urn,
            by: { path: "network.existing.nodeSubnetIds" },
            certain: true,
            message: "is taken away from the nodes: those in it are replaced elsewhere, under the budgets",
            instead: [
              "make sure that the subnets that stay have addresses for them",
              "move what has volumes in a zone without another subnet",
              "take the subnet away in a second change",
            ],
          },
        ],
  );
}

type Told = Pick<Abrupt, "message" | "instead">;

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

/**
 * Of a subnet that goes with those of all other zones, while others take their nodes. Source of the 20 minutes:
 * terraform-provider-aws internal/service/ec2/vpc_subnet.go, the default timeout of a delete, which it tries again until then.
 */
function withAllNodes({ before, resources }: AbruptInput, urn: string) {
  const routes = before.resources.filter(
    ({ type, propertyDependencies }) =>
      type === associationType && Object.values(propertyDependencies).flat().includes(urn),
  );
  const gone = routes.some((each) => resources.some((change) => change.urn === each.urn && change.action === "delete"));
  const cutOff = gone ? "; it loses its route table first, so that those nodes reach nothing outside of the VPC" : "";
  return (what: string, held: string): Told => ({
    message: `${what}: nodes in it are replaced in other subnets, under the budgets, and EC2 refuses to delete it while any is left, for which \`pulumi up\` waits 20 minutes and then fails${cutOff}${held}`,
    instead: [
      "leave the subnets as they are: no key moves the nodes out of them first",
      "or plan a second cluster without them in another stack, move the workloads, and destroy this one",
      "or accept that, and run `pulumi up` again when no node is left in them",
    ],
  });
}

function regionChange(before: AbruptSide, after: AbruptSide): readonly Abrupt[] {
  if (before.region === after.region || before.region === undefined || after.region === undefined) return [];
  const cluster = before.resources.find(({ type }) => type === clusterType);
  return [
    {
      kind: "region-changed",
      subject: "aws:region",
      urn: (cluster ?? before.resources[0])?.urn ?? "",
      by: { path: "aws:region" },
      certain: true,
      message: `changes from ${before.region} to ${after.region}: what is there stays in ${before.region}, where the provider no longer looks, and all of it is missing in ${after.region}`,
      instead: ["make another stack for the other region", "move the workloads", "destroy this stack"],
    },
  ];
}
