import { deepEqual, equal, throws } from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { expectationText, misses } from "../../../../tools/rehearse/scenario/expect";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { shortenWaits } from "../../../../tools/rehearse/scenario/shorten";
import type { NodeSeen, PodSeen, Snapshot } from "../../../../tools/rehearse/scenario/snapshot";
import { workloadOn } from "../../../../tools/rehearse/scenario/workload";

const root = resolve(__dirname, "../../../..");

describe("scenario file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "scenario-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (text: string): string => {
    const path = join(folder, "s.yaml");
    writeFileSync(path, text);
    return path;
  };
  const refused = (text: string, ...lines: readonly string[]) => {
    const path = file(text);
    throws(
      () => readScenario(path),
      (cause: unknown) => {
        equal((cause as Error).message, lines.join("\n").replaceAll("FILE", path));
        return cause instanceof UsageError;
      },
    );
  };

  for (const name of readdirSync(join(root, "examples/scenarios")).filter((entry) => entry.endsWith(".yaml"))) {
    it(`reads ${name}, whose stack file is there`, () => {
      const { stackFile } = readScenario(join(root, "examples/scenarios", name));
      equal(existsSync(stackFile ?? ""), true);
    });
  }

  it("is named after its file and finds its stack file beside itself", () => {
    const { name, stackFile } = readScenario(file("about: x\nconfig: ../multiple.yaml\nsteps: [{ wait: 1s }]"));
    deepEqual([name, stackFile], ["s", resolve(folder, "../multiple.yaml")]);
  });

  it("is refused for all of its faults at once, each with its place and what to write", () => {
    refused(
      "about: x\nstpes: []\nsteps:\n  - expect: { nodes: { dotori-general: five }, withn: 60s }\n  - wait: 1d\n",
      'steps[0].expect.nodes.dotori-general: "five" is text; allowed: 0 to 10000 or a map',
      'steps[0].expect.withn: "60s" is not a key of this place; did you mean "within"? (within, for, nodes, totalNodes, types, running, pending, preempted)',
      'steps[1].wait: "1d" is no duration; write hours, minutes and seconds such as "10s" (there is no "d")',
      'stpes: [] is not a key of this place; did you mean "steps"? (about, config, shorten, objects, steps)',
      "4 faults in FILE; nothing was played",
    );
  });

  it("is refused for a step that does two things, or none, not for one that only speaks", () => {
    refused(
      "about: x\nsteps: [{ wait: 1s, open: a/b }, { say: x }, {}]",
      "steps[0]: does open and wait; a step does one thing, so write a step for each",
      "steps[2]: does nothing; a step does one thing, so write a step for each",
      "2 faults in FILE; nothing was played",
    );
  });

  it("is refused when it is not there or no YAML", () => {
    throws(() => readScenario("/nowhere.yaml"), { name: "UsageError", message: "/nowhere.yaml: no such file" });
    throws(() => readScenario(file("a: [")), { name: "UsageError" });
  });
});

describe("expectation", () => {
  const node = (pool: string, type: string, more: Partial<NodeSeen> = {}): NodeSeen => ({
    name: "n",
    pool,
    type,
    zone: "us-east-1a",
    capacityType: "on-demand",
    ready: true,
    leaving: false,
    ...more,
  });
  const pod = (workload: string, more: Partial<PodSeen> = {}): PodSeen => ({
    name: "p",
    namespace: "dotori",
    workload,
    node: "n",
    running: true,
    leaving: false,
    ...more,
  });
  const snapshot: Snapshot = {
    nodes: [
      node("a", "m7i.large"),
      node("a", "c7i.large"),
      node("a", "m7i.large", { ready: false }),
      node("b", "m7i.large", { leaving: true }),
    ],
    pods: [pod("x/web"), pod("x/web", { running: false }), pod("x/web", { running: false, leaving: true })],
    nodeObjects: [],
    podObjects: [],
  };

  it("counts nodes that are ready and not leaving, and pods that are not leaving", () => {
    deepEqual(
      misses(
        { nodes: { a: 2, b: 0 }, totalNodes: 2, running: { "x/web": 1 }, pending: { "x/web": 1 } },
        snapshot,
        new Map(),
      ),
      [],
    );
  });

  it("takes a number for exactly so many, and both ends of a range for allowed", () => {
    const missed = (expected: number | { atLeast?: number; atMost?: number }) =>
      misses({ totalNodes: expected }, snapshot, new Map()).length > 0;
    deepEqual([1, 2, 3, { atLeast: 2 }, { atLeast: 3 }, { atMost: 2 }, { atMost: 1 }].map(missed), [
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it("says what there is and what was expected", () => {
    deepEqual(
      misses(
        { nodes: { a: 5 }, types: { a: ["m7i.large", "r7i.large"] }, preempted: { "x/web": { atLeast: 1 } } },
        snapshot,
        new Map([["x/web", 0]]),
      ),
      [
        "nodes of a: 2, expected 5",
        "types of a: c7i.large, expected m7i.large or r7i.large",
        "preempted pods of x/web: 0, expected at least 1",
      ],
    );
  });

  it("reads as a sentence when it is met", () => {
    equal(
      expectationText({ nodes: { a: 5 }, totalNodes: { atMost: 6 }, running: { "x/web": 1 } }),
      "5 nodes of a, at most 6 nodes in all, 1 running pods of x/web",
    );
  });
});

describe("shortened waits", () => {
  const now = new Date("2026-11-21T14:30:20Z");
  const pool = (consolidateAfter: string) => ({
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "a" },
    spec: { disruption: { consolidateAfter, consolidationPolicy: "WhenEmpty" }, template: {} },
  });

  it("are said, one line each", () => {
    const { object, changes } = shortenWaits(pool("5m"), {}, now);
    deepEqual(changes, ["NodePool a: consolidateAfter 5m is 3s"]);
    deepEqual(object.spec.disruption, { consolidateAfter: "3s", consolidationPolicy: "WhenEmpty" });
  });

  it("leave what is short already, what never ends, and what is to be kept", () => {
    for (const [planned, shorten] of [
      ["3s", {}],
      ["0s", {}],
      ["Never", {}],
      ["5m", { consolidateAfter: "keep" }],
    ] as const) {
      deepEqual(shortenWaits(pool(planned), shorten, now), { object: pool(planned), changes: [] });
    }
  });

  it("are KEDA's defaults where a ScaledObject says nothing, and its windows are closed", () => {
    const scaled = {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { namespace: "held", name: "a" },
      spec: {
        pollingInterval: 1,
        triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "0 9 * * *", end: "0 18 * * *" } }],
      },
    };
    const { object, changes } = shortenWaits(scaled, { cooldownPeriod: "10s" }, now);
    deepEqual(changes, [
      "ScaledObject held/a: cooldownPeriod 300 s is 10 s",
      'ScaledObject held/a: window 0, "0 9 * * *" to "0 18 * * *" UTC, is closed until a step opens it',
    ]);
    deepEqual(object.spec, {
      pollingInterval: 1,
      cooldownPeriod: 10,
      triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "30 2 * * *", end: "28 14 * * *" } }],
    });
  });
});

describe("workload of a scenario", () => {
  it("selects its pool's labels and tolerates its pool's taints, as its team must write it", () => {
    const template = {
      metadata: { labels: { team: "dotori" } },
      spec: {
        taints: [
          { key: "team", value: "dotori", effect: "NoSchedule" },
          { key: "gpu", effect: "NoExecute" },
        ],
      },
    };
    const pool = {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "dotori-general" },
      spec: { template },
    };
    const { metadata, spec } = workloadOn(pool, {
      workload: "dotori/web",
      pool: "dotori-general",
      replicas: 2,
      cpu: 1,
      memory: "1Gi",
    });
    deepEqual(metadata, { namespace: "dotori", name: "web" });
    deepEqual(spec.template.spec.nodeSelector, { team: "dotori", "karpenter.sh/nodepool": "dotori-general" });
    deepEqual(spec.template.spec.tolerations, [
      { key: "team", effect: "NoSchedule", operator: "Equal", value: "dotori" },
      { key: "gpu", effect: "NoExecute", operator: "Exists" },
    ]);
    deepEqual(spec.template.spec.containers[0].resources.requests, { cpu: "1", memory: "1Gi" });
  });
});
