import assert from "node:assert/strict";
import { nodePoolSpec } from "../../../components/nodePool/nodePool";
import { type Checked, checkStackConfig, findingText } from "../../../config";
import { pathText } from "../../../config/finding";
import { valueAt } from "../../../config/schema/frame/walk";
import type { RawConfig } from "../arbitraries";
import { contextOf, quiet } from "../violation";
import type { Difference, Outcome } from "./block";

/** The blocks are of Kubernetes minors that EKS supported then. */
const whenWritten = Date.UTC(2025, 0, 1);

import { blocks, type CollectedBlock } from "./blocks";
import { type DifferingField, differences, madeNodeClassFields, madePoolFields, team } from "./compare";
import { limits, standing } from "./differences";

const docs = "website/content/en/v1.14/concepts";

/** What the config cannot say yet: the key that says it, the reason, and the blocks. */
const stillLost: Readonly<Record<string, readonly string[]>> = {
  "nodeClass.disks[0].kmsKeyArn: a key can be named by its ARN only, not by id or alias": [
    `${docs}/nodeclasses.md:26`,
    `${docs}/nodeclasses.md:1103`,
  ],
  'pools[0].limits["aws.amazon.com/neuron"]: only NVIDIA GPUs can be limited': [
    "blueprints/neuron-workload/README.md:91",
    "blueprints/neuron-workload/test.sh:172",
  ],
};

const counts: Readonly<Record<Outcome, number>> = {
  same: 46,
  "differs harmlessly": 103,
  "rightly refused": 21,
  loses: 4,
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

/** The same without the keys that the config does not have. */
function sayable(block: Of<"loses">): RawConfig {
  const stack = structuredClone(stackOf(block));
  for (const { key } of block.loses) {
    Reflect.deleteProperty(valueAt(stack, ["teams", team, ...key.slice(0, -1)]) as object, key.at(-1)!);
  }
  return stack;
}

const checks = new Map<string, Checked>();

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

  for (const block of withOutcome("loses")) {
    it(`lose only what the config cannot say: ${block.at}`, () => {
      const differs = [...(block.differs ?? []), ...block.loses];
      assert.deepEqual(apart(block, sayable(block), differs).own, listed(differs));
    });
  }

  it("get requirements of our own where they say nothing of the key, as many as are counted here", () => {
    const fields = blocks.flatMap((block) => {
      if (block.outcome === "rightly refused") return [];
      const differs = "differs" in block ? block.differs : [];
      const stack = block.outcome === "loses" ? sayable(block) : stackOf(block);
      return apart(block, stack, differs).standing.map(({ field }) => field);
    });
    const count = (field: string) => fields.filter((one) => one === field).length;
    assert.deepEqual(Object.fromEntries(standing.map(({ field }) => [field, count(field)])), standingCounts);
  });

  it("lose no more than is listed here", () => {
    const losses = withOutcome("loses").flatMap((block) => {
      const paths = block.loses.map(({ key }) => pathText(["teams", team, ...key]));
      const { errors } = check(stackOf(block), block);
      assert.deepEqual(errors.map(({ path }) => path).sort(), paths.sort(), block.at);
      return block.loses.map(({ key, because }) => ({ at: block.at, what: `${pathText(key)}: ${because}` }));
    });
    const whats = [...new Set(losses.map(({ what }) => what))];
    const grouped = whats.map((what) => [what, losses.filter((loss) => loss.what === what).map(({ at }) => at)]);
    assert.deepEqual(Object.fromEntries(grouped), stillLost);
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
