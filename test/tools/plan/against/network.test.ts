/** Zones and subnets that a change takes away. */
import { deepEqual } from "node:assert/strict";
import { sideOfText } from "../../../support/programInProcess";
import { baseSide, changed, edited } from "./edited";

/** From one network to another, or to that of the base. */
async function changes(before: unknown, after?: unknown) {
  const network = (value: unknown) => sideOfText(edited({ set: [[["nodepools:network"], value]] }));
  return changed(await network(before), after === undefined ? await baseSide() : await network(after));
}

/** What happens at once: kind, subject and message. */
async function told(before: unknown, after?: unknown) {
  return (await changes(before, after)).abrupt.map(({ kind, subject, message }) => [kind, subject, message]);
}

describe("zones and subnets that go", function () {
  this.timeout(120_000);
  const own = { nat: "single", zones: ["us-east-1a", "us-east-1b", "us-east-1c"] };

  it("are told once for a zone, with its subnets", async () => {
    deepEqual(await told(own, { ...own, zones: ["us-east-1a", "us-east-1b"] }), [
      [
        "cluster-zones",
        "cluster cluster-eksCluster",
        "has subnets in us-east-1a, us-east-1b instead of us-east-1a, us-east-1b, us-east-1c: EKS keeps a cluster to the zones that it was made with, so `pulumi up` fails there, when subnets are changed already",
      ],
      [
        "zone-gone",
        "zone us-east-1c",
        "is taken away: all nodes in it are replaced elsewhere, and volumes in it can no longer be attached, and EC2 refuses to delete its subnets (network-intra-3, network-private-3, network-public-3) while a network interface is left in them, of a node, the control plane, a NAT gateway or a load balancer",
      ],
    ]);
  });

  it("are refused by EKS in the other direction, too", async () => {
    const [first] = await told({ ...own, zones: ["us-east-1a", "us-east-1b"] });
    deepEqual(first!.slice(0, 2), ["cluster-zones", "cluster cluster-eksCluster"]);
  });

  it("are told one by one where their zones stay", async () => {
    const nodes =
      "is deleted: nodes in it are replaced in other subnets, under the budgets, and EC2 refuses to delete it while any is left, for which `pulumi up` waits 20 minutes and then fails; it loses its route table first, so that those nodes reach nothing outside of the VPC";
    const { abrupt, resources, pools } = await changes({ ...own, secondaryCidr: "100.64.0.0/16" });
    deepEqual(
      abrupt.map(({ kind, subject, message, instead }) => [kind, subject, message, instead[0]]),
      [1, 2, 3].map((index) => [
        "subnet-gone",
        `subnet network-pods-${index}`,
        nodes,
        "leave the subnets as they are: no key moves the nodes out of them first",
      ]),
    );
    // the security groups, which come from the cluster in the same input, stay
    for (const { paths } of resources.filter(({ type }) => type.endsWith(":EC2NodeClass")))
      deepEqual(
        paths.map(({ path }) => path),
        [0, 1, 2].map((index) => `spec.subnetSelectorTerms[${index}].id`),
      );
    for (const { because } of pools)
      deepEqual(
        because.map(({ path }) => path),
        ["nodeClass.spec.subnetSelectorTerms"],
      );
  });

  it("are told where another stack made them", async () => {
    const existing = (...nodeSubnetIds: readonly string[]) => ({
      existing: {
        vpcId: "vpc-0123456789abcdef0",
        privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        nodeSubnetIds,
      },
    });
    deepEqual(
      await told(
        existing("subnet-0123456789abcdefa", "subnet-0123456789abcdefb"),
        existing("subnet-0123456789abcdefa"),
      ),
      [
        [
          "subnet-gone",
          "subnet subnet-0123456789abcdefb",
          "is taken away from the nodes: those in it are replaced elsewhere, under the budgets",
        ],
      ],
    );
  });
});
