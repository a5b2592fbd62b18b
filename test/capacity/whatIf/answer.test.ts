import { deepEqual, equal } from "node:assert/strict";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { parseLimits } from "../../../capacity/nodePool/limits";
import type { NodeZones } from "../../../capacity/nodePool/zoneOffers";
import { answerWhatIfs } from "../../../capacity/whatIf/answer";
import type { WhatIfPool } from "../../../capacity/whatIf/pool";
import { answerTo, podsOf, poolOf, whatIfOf } from "./samples";

// m7i.large offers 1930m and 6903 MiB: one pod of 1 CPU; m7i.xlarge 3920m and 14162 MiB: three; 0.1008 and 0.2016 USD an hour
describe("the answer of a pool", () => {
  it("is exact for one type: four nodes of three pods fit under 16 CPU", () => {
    const pool = poolOf({ types: ["m7i.xlarge"], limits: { cpu: "16" } });
    const twelve = answerTo([pool], podsOf(12));
    deepEqual(
      [twelve.outcome, twelve.taken, twelve.waiting, twelve.nodes, twelve.price.usdPerHour],
      ["yes", { least: 12, most: 12 }, { least: 0, most: 0 }, { least: 4, most: 4 }, { least: 0.8064, most: 0.8064 }],
    );
    const thirteen = answerTo([pool], podsOf(13));
    deepEqual(
      [thirteen.outcome, thirteen.taken, thirteen.waiting, thirteen.pools[0]!.reasons, thirteen.pools[0]!.needed],
      [
        "no",
        { least: 12, most: 12 },
        { least: 1, most: 1 },
        ["limits.cpu 16"],
        [{ limit: "cpu", stated: "16", needed: "20" }],
      ],
    );
  });

  it("is a range where the packing decides: one by one each pod gets a large node, all at once three share one", () => {
    const pool = poolOf({ limits: { cpu: "16" } });
    const eight = answerTo([pool], podsOf(8));
    deepEqual(
      [eight.outcome, eight.nodes, eight.price.usdPerHour],
      ["yes", { least: 3, most: 8 }, { least: 0.6048, most: 0.9072 }],
    );
    const nine = answerTo([pool], podsOf(9));
    deepEqual([nine.outcome, nine.taken, nine.nodes], ["maybe", { least: 8, most: 9 }, { least: 3, most: 8 }]);
    const thirteen = answerTo([pool], podsOf(13));
    deepEqual([thirteen.outcome, thirteen.taken], ["no", { least: 8, most: 12 }]);
  });

  it("says what happens when they come at once", () => {
    const { likely } = answerTo([poolOf({ limits: { cpu: "16" } })], podsOf(8));
    deepEqual(likely, {
      onExisting: 0,
      nodes: [{ pool: "main", type: "m7i.xlarge", count: 3, pods: 8 }],
      waiting: 0,
      batches: 1,
    });
  });

  it("counts DaemonSets: three pods of 1,300m fit on an m7i.xlarge without any, two beside 100m", () => {
    const pods = podsOf(6, { size: { cpuMillis: 1300, memoryMiB: 1024 } });
    const pool = poolOf({ types: ["m7i.xlarge"] });
    equal(answerTo([pool], pods).nodes.most, 2);
    const daemonSets = { cpuMillis: 100, memoryMiB: 0, pods: 1 };
    equal(answerTo([{ ...pool, packing: { daemonSets } }], pods).nodes.most, 3);
  });

  it("gives each of pods that keep apart a node", () => {
    const answer = answerTo([poolOf({ limits: { cpu: "8" }, types: ["m7i.large"] })], podsOf(5, { onePerNode: true }));
    deepEqual([answer.outcome, answer.taken, answer.nodes], ["no", { least: 4, most: 4 }, { least: 4, most: 4 }]);
  });

  it("lets one batch go beyond limits.nodes, as Karpenter does, and promises no more than the limit", () => {
    const answer = answerTo([poolOf({ limits: { nodes: "4" } })], podsOf(5, { onePerNode: true }));
    deepEqual([answer.outcome, answer.taken, answer.nodes], ["maybe", { least: 4, most: 5 }, { least: 4, most: 5 }]);
    deepEqual(answer.pools[0]!.needed, [{ limit: "nodes", stated: "4", needed: "5" }]);
    equal(answerTo([poolOf({ limits: { nodes: "0" } })], podsOf(1)).outcome, "no");
  });

  it("says that pods never start nodes of a static pool", () => {
    const answer = answerTo([poolOf({ types: ["m7i.xlarge"], replicas: 2 })], podsOf(7));
    deepEqual([answer.outcome, answer.taken, answer.nodes], ["no", { least: 6, most: 6 }, { least: 0, most: 0 }]);
    deepEqual(answer.pools[0]!.reasons, ["it is a static pool of 2 nodes: pods never start another"]);
    equal(answer.pools[0]!.needed, undefined);
  });

  it("counts minValues: with three types asked for, a node is planned for as many pods as three of them take", () => {
    const types = ["m7i.large", "m7i.xlarge", "m7i.2xlarge"];
    const answer = answerTo([poolOf({ types, minValues: 3 })], podsOf(4));
    deepEqual(answer.likely.nodes, [{ pool: "main", type: "m7i.large", count: 4, pods: 4 }]);
    deepEqual(answer.nodes, { least: 1, most: 4 });
    const none = answerTo([poolOf({ types, minValues: 3, limits: { cpu: "4" } })], podsOf(1));
    deepEqual([none.outcome, none.taken.most], ["no", 0]);
  });

  for (const [title, pool, pods, reason] of [
    [
      "larger than every type",
      poolOf(),
      podsOf(1, { size: { cpuMillis: 4000, memoryMiB: 1024 } }),
      "none of its types has 4 CPU for a pod: the most is 3920m",
    ],
    ["with a GPU that no type has", poolOf(), podsOf(1, { gpus: 1 }), "none of its types has an NVIDIA GPU"],
    [
      "kept off by a taint",
      poolOf({ taints: [{ key: "dedicated", value: "batch", effect: "NoSchedule" }] }),
      podsOf(1),
      "its nodes have the taint dedicated=batch:NoSchedule, which the pods do not tolerate",
    ],
    [
      "for which the limits are too low",
      poolOf({ limits: { cpu: "1" } }),
      podsOf(1),
      "limits.cpu 1: no node with room for a pod fits under it",
    ],
  ] as const) {
    it(`is no for pods ${title}`, () => {
      const answer = answerTo([pool], pods);
      deepEqual([answer.outcome, answer.pools[0]!.reasons[0]], ["no", reason]);
    });
  }

  it("lets a pod that asks for GPUs onto nodes with NVIDIA's taint, as EKS does", () => {
    const taints = [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" as const }];
    equal(answerTo([poolOf({ types: ["g6.xlarge"], taints })], podsOf(1, { gpus: 1 })).outcome, "yes");
  });
});

// m7i.large is in all of Seoul's four zones, m6id.large in az1, az3 and az4, p5.48xlarge in az1
describe("zones", () => {
  const zoneOf = (key: string, ...values: string[]) => ({ key, operator: "In" as const, values });
  const seoul = (types: readonly string[], zones: NodeZones, ...more: Requirement[]) => {
    const pool = poolOf({ types, zones, region: "ap-northeast-2" });
    return { ...pool, template: { ...pool.template, requirements: [...pool.template.requirements, ...more] } };
  };
  const [a, b, c, d] = ["a", "b", "c", "d"].map((letter) => `ap-northeast-2${letter}`) as [
    string,
    string,
    string,
    string,
  ];
  const outcomes = (...pools: readonly WhatIfPool[]) =>
    pools.map((pool) => {
      const { outcome, taken } = answerTo([pool], podsOf(1));
      return [outcome, taken.least, taken.most];
    });

  it("by name leave a yes where each of them offers a type", () => {
    deepEqual(
      outcomes(
        seoul(["m7i.large"], [a, b, d], zoneOf("topology.kubernetes.io/zone", b)),
        seoul(["m6id.large"], [a, b]),
        seoul(["m6id.large"], [a, b, d], zoneOf("topology.kubernetes.io/zone", b, d)),
        seoul(["p5.48xlarge"], [a, b, c, d]),
        // one in az1 and az3, one in az2 and az4: whichever zone it is, one of them is there
        seoul(["c7gd.large", "c7i-flex.large"], [b]),
        seoul(["p5.48xlarge", "m7i.large"], 2),
      ),
      Array(6).fill(["yes", 1, 1]),
    );
  });

  it("by name make a maybe where they may be those that lack the types", () => {
    deepEqual(
      outcomes(
        seoul(["m6id.large"], [b]),
        seoul(["m6id.large"], [a, b, d], zoneOf("topology.kubernetes.io/zone", b)),
        seoul(["p5.48xlarge"], [a, b, d]),
        seoul(["p5.48xlarge"], 3),
      ),
      Array(4).fill(["maybe", 0, 1]),
    );
    const { pools } = answerTo(
      [seoul(["p5.48xlarge"], [a, b, d], zoneOf("topology.kubernetes.io/zone", b))],
      podsOf(1),
    );
    deepEqual(pools[0]!.reasons, [
      "p5.48xlarge is offered in 1 of 4 zones of ap-northeast-2 (apne2-az1), and which id ap-northeast-2b has differs by account (`aws ec2 describe-availability-zones` tells)",
    ]);
    equal(pools[0]!.needed, undefined);
  });

  it("count for pods that select one, too", () => {
    const constraints = { requirements: [zoneOf("topology.kubernetes.io/zone", d)], tolerations: [] };
    equal(answerTo([seoul(["m6id.large"], [a, d])], podsOf(1), { constraints }).outcome, "maybe");
    equal(answerTo([seoul(["m7i.large"], [a, d])], podsOf(1), { constraints }).outcome, "yes");
  });

  it("decide where the type that is missing is the one that fits under the limits", () => {
    // m7i.xlarge takes three pods everywhere; with m6id.large, which is not, a node of one pod may be before it and after it
    const pool = seoul(["m6id.large", "m7i.xlarge"], [b]);
    equal(answerTo([{ ...pool, limits: parseLimits({ cpu: "4" }) }], podsOf(1)).outcome, "yes");
    equal(answerTo([{ ...pool, limits: parseLimits({ cpu: "2" }) }], podsOf(1)).outcome, "maybe");
    const both = answerTo([{ ...pool, limits: parseLimits({ cpu: "6" }) }], podsOf(4));
    deepEqual([both.outcome, both.taken], ["maybe", { least: 2, most: 4 }]);
  });

  it("keep a static pool from a yes, whose nodes may not be there", () => {
    equal(answerTo([{ ...seoul(["m6id.large"], [b]), replicas: 2 }], podsOf(1)).outcome, "maybe");
    equal(answerTo([{ ...seoul(["m7i.large"], [b]), replicas: 2 }], podsOf(1)).outcome, "yes");
  });

  it("by id are a no where none of them offers a type, and a yes where one does", () => {
    const byId = (...ids: string[]) => seoul(["m6id.large"], [a, b, d], zoneOf("topology.k8s.aws/zone-id", ...ids));
    const no = answerTo([byId("apne2-az2")], podsOf(1));
    deepEqual([no.outcome, no.pools[0]!.reasons], ["no", ["EC2 offers none of its instance types in apne2-az2"]]);
    equal(answerTo([byId("apne2-az2", "apne2-az4")], podsOf(1)).outcome, "yes");
    const unknown = answerTo([byId("apne2-az5")], podsOf(1));
    deepEqual(
      [unknown.outcome, unknown.pools[0]!.reasons],
      ["maybe", ["what EC2 offers in apne2-az5 is not known here"]],
    );
  });

  it("leave use1-az3 out, where no cluster is", () => {
    const pool = poolOf({ types: ["m7i.large"], zones: ["us-east-1a"] });
    equal(answerTo([pool], podsOf(1)).outcome, "yes");
  });
});

describe("warm capacity", () => {
  it("takes pods beside the placeholders of whole nodes", () => {
    const warm = { mode: { kind: "perNode" as const }, replicas: 2 };
    const answer = answerTo([poolOf({ types: ["m7i.xlarge"], warm })], podsOf(7));
    deepEqual(answer.pools[0]!.warm, { placeholders: 2, takes: { least: 6, most: 6 } });
    deepEqual([answer.nodes, answer.likely.onExisting], [{ least: 1, most: 1 }, 6]);
  });

  it("gives way to pods in place of placeholders with a size, and not to pods of a lower priority", () => {
    const warm = { mode: { kind: "headroom" as const, size: { cpuMillis: 1000, memoryMiB: 2048 } }, replicas: 3 };
    const pool = poolOf({ types: ["m7i.xlarge"], warm });
    deepEqual(answerTo([pool], podsOf(3)).pools[0]!.warm!.takes, { least: 3, most: 3 });
    deepEqual(answerTo([pool], podsOf(3, { priority: -20 })).pools[0]!.warm!.takes, { least: 0, most: 0 });
  });

  it("and declared load use the limits up", () => {
    const warm = { mode: { kind: "perNode" as const }, replicas: 3, load: { nodes: 2 } };
    const answer = answerTo([poolOf({ types: ["m7i.xlarge"], limits: { cpu: "16" }, warm })], podsOf(12));
    // two nodes of the load are full, the third is warm, and a fourth fits
    deepEqual([answer.outcome, answer.taken], ["no", { least: 6, most: 6 }]);
  });
});

describe("several what-ifs", () => {
  const pool = poolOf({ types: ["m7i.xlarge"], limits: { cpu: "16" } });

  it("start from what those before took", () => {
    const [first, second, third] = answerWhatIfs([
      whatIfOf([pool], podsOf(6)),
      whatIfOf([pool], podsOf(6)),
      whatIfOf([pool], podsOf(1)),
    ]);
    deepEqual([first!.outcome, second!.outcome, third!.outcome], ["yes", "yes", "no"]);
  });

  it("find what those before left free on their nodes", () => {
    const small = podsOf(1, { size: { cpuMillis: 500, memoryMiB: 512 } });
    const [, second] = answerWhatIfs([whatIfOf([pool], podsOf(3)), whatIfOf([pool], small)]);
    // 920m are left of the node
    deepEqual([second!.nodes, second!.likely.onExisting], [{ least: 0, most: 1 }, 1]);
  });

  it("preempt those of a lower priority", () => {
    const [, second] = answerWhatIfs([whatIfOf([pool], podsOf(12)), whatIfOf([pool], podsOf(4, { priority: 100 }))]);
    deepEqual([second!.outcome, second!.preempts], ["yes", [{ whatIf: 1, most: 12 }]]);
    const [, other] = answerWhatIfs([whatIfOf([pool], podsOf(12)), whatIfOf([pool], podsOf(4))]);
    deepEqual([other!.outcome, other!.preempts], ["no", []]);
  });

  it("count against one quota, which refuses before anything waits", () => {
    const quota = { "requests.cpu": "5", pods: "100" };
    const used = {
      least: { cpuMillis: 0, memoryBytes: 0, gpus: 0, pods: 0 },
      most: { cpuMillis: 0, memoryBytes: 0, gpus: 0, pods: 0 },
    };
    const namespace = { name: "dotori", quota, used };
    const [first, second] = answerWhatIfs([
      whatIfOf([pool], podsOf(3), { namespace }),
      whatIfOf([pool], podsOf(3), { namespace }),
    ]);
    deepEqual([first!.outcome, first!.admitted.by], ["yes", []]);
    deepEqual(
      [second!.outcome, second!.admitted, second!.waiting],
      ["no", { least: 2, most: 2, by: ["requests.cpu 5"] }, { least: 0, most: 0 }],
    );
  });
});

describe("several pools", () => {
  const first = poolOf({ name: "first", weight: 10, types: ["m7i.xlarge"], limits: { cpu: "8" } });
  const second = poolOf({ name: "second", types: ["m7i.xlarge"], limits: { cpu: "8" } });

  it("are tried by weight, then by name from the end", () => {
    const third = poolOf({ name: "third", types: ["m7i.xlarge"] });
    deepEqual(
      answerTo([second, first, third], podsOf(1)).pools.map(({ name }) => name),
      ["first", "third", "second"],
    );
  });

  it("take together what neither takes alone", () => {
    const answer = answerTo([first, second], podsOf(10));
    deepEqual(
      [answer.outcome, answer.taken, answer.nodes, answer.pools.map(({ outcome, taken }) => [outcome, taken.most])],
      [
        "yes",
        { least: 10, most: 10 },
        { least: 4, most: 4 },
        [
          ["no", 6],
          ["no", 6],
        ],
      ],
    );
    deepEqual(
      answer.likely.nodes.map(({ pool, count }) => [pool, count]),
      [
        ["first", 2],
        ["second", 2],
      ],
    );
  });
});
