import assert from "node:assert/strict";
import { poolRoll } from "../../../capacity/drift/poolRoll";
import { goldenRows, goldenVersions, type SelectorRow } from "./golden";

/** Edits of which the manifests alone cannot tell: the answer is EC2's. */
const cannotTell = [
  "amiSelectorTerms: a newer one more",
  "amiSelectorTerms: an older one more",
  "amiSelectorTerms: the older one fewer",
  "amiSelectorTerms: another id beside one that stays",
  "amiSelectorTerms: tags in place of the id that they select",
  "amiSelectorTerms: an id in place of tags",
  "amiSelectorTerms: latest in place of a version",
  "subnetSelectorTerms: tags in place of the ids that they select",
  "subnetSelectorTerms: other tags",
  "securityGroupSelectorTerms: tags in place of the ids that they select",
  "securityGroupSelectorTerms: other tags",
];

const nodeClassRef = { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "class" };
const nodePool = { metadata: { name: "pool" }, spec: { template: { spec: { nodeClassRef, requirements: [] } } } };

/** What we say, and Karpenter, of each node: "drifts" or "stays". */
function answers(karpenter: string, { before, after, kubernetes, nodes }: SelectorRow) {
  const state = (spec: unknown, minor: string) => ({
    nodePool,
    nodeClass: { metadata: { name: "class" }, spec },
    karpenter,
    kubernetes: minor,
  });
  const subnetZones = Object.fromEntries(nodes.map(({ subnet, zone }) => [subnet, zone]));
  const { rolls, which } = poolRoll(state(before, kubernetes[0]), state(after, kubernetes[1]), { subnetZones });
  const isNamed = ({ zone, reservation }: SelectorRow["nodes"][number]) =>
    which.zones.includes(zone) ||
    (reservation !== undefined &&
      (which.capacityTypes.includes("reserved") || which.others.includes(`nodes in ${reservation}`)));
  const ours = nodes.map((node) => (rolls === "drift" || (rolls === "some" && isNamed(node)) ? "drifts" : "stays"));
  return { rolls, ours, theirs: nodes.map(({ reason }) => (reason === "" ? "stays" : "drifts")) };
}

for (const karpenter of goldenVersions) {
  describe(`what a node class selects, against the drift code of Karpenter's AWS provider ${karpenter}`, () => {
    const edits = goldenRows<SelectorRow>(karpenter, "selectors");
    const name = ({ field, edit }: SelectorRow) => `${field}: ${edit}`;

    it("asks of AMIs, subnets, security groups and reservations", () => {
      assert.deepEqual(
        [...new Set(edits.map(({ field }) => field))],
        ["amiSelectorTerms", "subnetSelectorTerms", "securityGroupSelectorTerms", "capacityReservationSelectorTerms"],
      );
    });

    it("says cannot tell where EC2's answer decides, and nowhere else", () => {
      const unknown = edits.filter((edit) => answers(karpenter, edit).rolls === "unknown");
      assert.deepEqual(unknown.map(name), cannotTell);
    });

    for (const edit of edits)
      if (!cannotTell.includes(name(edit)))
        it(`names the nodes that drift: ${name(edit)}`, () => {
          const { ours, theirs } = answers(karpenter, edit);
          assert.deepEqual(ours, theirs);
        });
  });
}
