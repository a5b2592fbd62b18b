import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const [region, zoneId] = ["topology.kubernetes.io/region", "topology.k8s.aws/zone-id"];
const one = (key: string, value: string) => onePool({ requirements: [{ key, operator: "In", values: [value] }] });

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
];
