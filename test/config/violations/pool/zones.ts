import type { Violation } from "../../violation";
import { onePool, pool } from "../../violation";

const at = "teams.dotori.pools[0]";
const [region, zoneId] = ["topology.kubernetes.io/region", "topology.k8s.aws/zone-id"];
const one = (key: string, value: string) => onePool({ requirements: [{ key, operator: "In", values: [value] }] });

const disks = (id: string) =>
  onePool({ instanceFamilies: ["m6id"], requirements: [{ key: zoneId, operator: "In", values: [id] }] });

const seoul = { network: { zones: ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2d"] } };

/** Besides those of zones by name, which stand with the instances. */
export const offeringViolations: readonly Violation[] = [
  {
    rule: "offerings-are-of-the-region",
    config: one(region, "us-west-2"),
    paths: [`${at}.requirements[0].values[0]`],
    text: `${at}.requirements[0].values[0]: "us-west-2" is not aws:region us-east-1: the pool makes no node there; delete it`,
    good: one(region, "us-east-1"),
  },
  {
    rule: "offerings-are-of-the-region",
    config: onePool({ labels: { [zoneId]: "usw2-az1" } }),
    paths: [`${at}.labels["${zoneId}"]`],
    text: `${at}.labels["${zoneId}"]: "usw2-az1" is not the id of a zone in aws:region us-east-1; ids of its zones begin with use1-az`,
    good: onePool({ labels: { [zoneId]: "use1-az1" } }),
  },
  {
    // Some accounts have use1-az7 for all that the catalogue knows; nothing narrows the types then.
    rule: "zone-ids-are-known",
    config: one(zoneId, "use1-az7"),
    paths: [`${at}.requirements[0].values[0]`],
    text: `${at}.requirements[0].values[0]: "use1-az7" is not the id of a zone of us-east-1 in the catalogue of 2026-07-06 (use1-az1, use1-az2, use1-az3, use1-az4, use1-az5, use1-az6): what EC2 offers there is not checked; use one that \`aws ec2 describe-availability-zones\` lists in your account`,
    good: one(zoneId, "use1-az6"),
  },
  {
    rule: "some-type-meets-the-requirements",
    config: disks("apne2-az2"),
    paths: [`${at}.requirements[0].values`],
    text: `${at}.requirements[0].values: ["apne2-az2"] leaves no EC2 type that ap-northeast-2 offers beside the pool's other requirements: the pool never makes a node (what the pool's other requirements leave has apne2-az1, apne2-az3, apne2-az4); widen it`,
    good: disks("apne2-az4"),
    context: { region: "ap-northeast-2" },
    goodContext: { region: "ap-northeast-2" },
  },
  {
    // Three of Seoul's four zones offer m6id: one zone may be the fourth, of two one is among the three.
    rule: "zones-offer-the-types",
    config: { ...seoul, ...onePool({ instanceFamilies: ["m6id"], zones: ["ap-northeast-2b"] }) },
    paths: [`${at}.zones`],
    text: `${at}.zones: ["ap-northeast-2b"] may get no node: m6id.12xlarge and 9 more types are offered in 3 of 4 zones of ap-northeast-2 (apne2-az1, apne2-az3 and apne2-az4), and which id ap-northeast-2b has differs by account (\`aws ec2 describe-availability-zones\` tells); admit more types, or name zones that \`aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=m6id.12xlarge\` lists`,
    good: { ...seoul, ...onePool({ instanceFamilies: ["m6id"], zones: ["ap-northeast-2b", "ap-northeast-2d"] }) },
    context: { region: "ap-northeast-2" },
    goodContext: { region: "ap-northeast-2" },
  },
  {
    // c7gd is in two of four: the network's two zones may be the others, its three may not.
    rule: "zones-offer-the-types",
    config: { network: { zones: 2 }, ...onePool({ instanceFamilies: ["c7gd"], architectures: ["arm64"] }) },
    paths: [`${at}.instanceFamilies`],
    good: { network: { zones: 3 }, ...onePool({ instanceFamilies: ["c7gd"], architectures: ["arm64"] }) },
    context: { region: "ap-northeast-2" },
    goodContext: { region: "ap-northeast-2" },
  },
  {
    // Inherited, it is told once; a requirement and a reservation name zones, too.
    rule: "zones-are-known",
    config: {
      poolDefaults: { zones: ["us-east-1a", "us-east-1g"] },
      teams: { dotori: { pools: [pool(), pool({ name: "other", weight: 5 })] } },
    },
    also: ["pool-zones-are-sure"],
    paths: ["poolDefaults.zones[1]"],
    good: {
      poolDefaults: { zones: ["us-east-1a", "us-east-1f"] },
      teams: { dotori: { pools: [pool(), pool({ name: "other", weight: 5 })] } },
    },
    goodAlso: ["pool-zones-are-sure"],
  },
  {
    rule: "zones-are-known",
    config: one("topology.kubernetes.io/zone", "us-east-1h"),
    also: ["pool-zones-are-sure"],
    paths: [`${at}.requirements[0].values[0]`],
    good: one("topology.kubernetes.io/zone", "us-east-1b"),
    goodAlso: ["pool-zones-are-sure"],
  },
  {
    rule: "zones-are-known",
    config: {
      karpenter: {
        openReservations: [{ id: "cr-0123456789abcdef0", instanceType: "m7i.large", zone: "us-east-1g", count: 1 }],
      },
    },
    also: ["open-reservations-are-used"],
    paths: ["karpenter.openReservations[0].zone"],
    good: {
      karpenter: {
        openReservations: [{ id: "cr-0123456789abcdef0", instanceType: "m7i.large", zone: "us-east-1e", count: 1 }],
      },
    },
    goodAlso: ["open-reservations-are-used"],
  },
];
