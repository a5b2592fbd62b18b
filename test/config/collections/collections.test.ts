import assert from "node:assert/strict";
import { nodePoolSpec } from "../../../components/nodePool/nodePool";
import { type Checked, checkStackConfig, findingText } from "../../../config";
import type { RawConfig } from "../arbitraries";
import { contextOf, quiet } from "../violation";
import type { Difference, Outcome } from "./block";

/** The blocks are of Kubernetes minors that EKS supported then. */
const whenWritten = Date.UTC(2025, 0, 1);

import { blocks, type CollectedBlock } from "./blocks";
import { type DifferingField, differences, madeNodeClassFields, madePoolFields, team } from "./compare";
import { limits, standing } from "./differences";

const counts: Readonly<Record<Outcome, number>> = {
  same: 47,
  "differs harmlessly": 106,
  "rightly refused": 21,
};

/** How many blocks each of the standing requirements narrows without being listed there. */
const standingCounts: Readonly<Record<string, number>> = {
  "requirements[karpenter.k8s.aws/instance-category]": 3,
  "requirements[karpenter.k8s.aws/instance-generation]": 8,
  "requirements[karpenter.k8s.aws/instance-hypervisor]": 56,
};

type Of<O extends Outcome> = CollectedBlock & { readonly outcome: O };

function withOutcome<O extends Outcome>(outcome: O): readonly Of<O>[] {
  return blocks.filter((block): block is Of<O> => block.outcome === outcome);
}

/** The smallest stack that says what the entry says. */
function stackOf({ says: { pool, nodeClass, stack } }: CollectedBlock): RawConfig {
  const pools = [{ name: "general", limits, ...pool }];
  return quiet({ ...stack, teams: { [team]: { ...(nodeClass && { nodeClass }), pools } } });
}

const checks = new Map<string, Omit<Checked, "place">>();

/** Many entries say the same; it is checked once. */
function check(stack: RawConfig, { says: { region } }: CollectedBlock) {
  const question = JSON.stringify([stack, region]);
  const { config, findings } =
    checks.get(question) ??
    checkStackConfig(stack, contextOf({ ...(region === undefined ? {} : { region }), now: whenWritten }));
  checks.set(question, { ...(config && { config }), findings });
  return { config, errors: findings.filter(({ level }) => level === "error") };
}

/** Fields on which the block and what the program makes of the stack differ. */
function differing(block: CollectedBlock, stack: RawConfig): readonly DifferingField[] {
  const { config, errors } = check(stack, block);
  assert.deepEqual(errors.map(findingText), []);
  const pool = config!.teams[0]!.pools[0]!;
  const { nodeClass } = pool;
  return differences(
    block,
    block.kind === "NodePool" ? madePoolFields(nodePoolSpec(pool)) : madeNodeClassFields(nodeClass),
  );
}

/** The differences that an entry lists, and those that stand for all. */
function apart(block: CollectedBlock, stack: RawConfig, differs: readonly Difference[] = []) {
  const isStanding = ({ field, theirs, ours }: DifferingField) =>
    theirs === undefined &&
    standing.some((one) => one.field === field && one.ours === ours) &&
    !differs.some((one) => one.field === field);
  const all = differing(block, stack);
  return { own: all.filter((field) => !isStanding(field)), standing: all.filter(isStanding) };
}

/** An entry's list, without the reasons and in the order of {@link differences}. */
function listed(differs: readonly (DifferingField & { because: string })[]): readonly DifferingField[] {
  return differs
    .map(({ field, theirs, ours }) => ({
      field,
      ...(theirs === undefined ? {} : { theirs }),
      ...(ours === undefined ? {} : { ours }),
    }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

describe("blocks of public collections", () => {
  it("are listed once each, with as many of each outcome as are counted here", () => {
    const places = blocks.map(({ collection, at }) => `${collection}/${at}`);
    assert.deepEqual([...new Set(places)], places);
    const names = Object.keys(counts) as readonly Outcome[];
    assert.deepEqual(Object.fromEntries(names.map((outcome) => [outcome, withOutcome(outcome).length])), counts);
  });

  for (const block of withOutcome("same")) {
    it(`are made as they are: ${block.at}`, () => assert.deepEqual(apart(block, stackOf(block)).own, []));
  }

  for (const block of withOutcome("differs harmlessly")) {
    it(`differ by the defaults listed: ${block.at}`, () =>
      assert.deepEqual(apart(block, stackOf(block), block.differs).own, listed(block.differs)));
  }

  for (const block of withOutcome("rightly refused")) {
    it(`are refused by ${block.rule}: ${block.at}`, () => {
      const { errors } = check(stackOf(block), block);
      assert.deepEqual([...new Set(errors.map(({ rule }) => rule))], [block.rule]);
    });
  }

  it("get requirements of our own where they say nothing of the key, as many as are counted here", () => {
    const fields = blocks.flatMap((block) => {
      if (block.outcome === "rightly refused") return [];
      const differs = "differs" in block ? block.differs : [];
      return apart(block, stackOf(block), differs).standing.map(({ field }) => field);
    });
    const count = (field: string) => fields.filter((one) => one === field).length;
    assert.deepEqual(Object.fromEntries(standing.map(({ field }) => [field, count(field)])), standingCounts);
  });

  it("are compared without the label, the taint and the tag that say whose a pool is, and nothing else", () => {
    const { config } = checkStackConfig(
      quiet({ teams: { [team]: { pools: [{ name: "general", limits }] } } }),
      contextOf(undefined),
    );
    const pool = config!.teams[0]!.pools[0]!;
    const { metadata, spec } = nodePoolSpec(pool).template;
    const marks = { team, owner: team };
    assert.deepEqual(
      [metadata?.labels, spec.taints, pool.nodeClass.tags],
      [marks, [{ key: "team", value: team, effect: "NoSchedule" }], marks],
    );
    const fields = Object.keys({ ...madePoolFields(nodePoolSpec(pool)), ...madeNodeClassFields(pool.nodeClass) });
    assert.deepEqual(
      fields.filter((field) => /^(labels|taints|tags)/.test(field)),
      [],
    );
  });
});
