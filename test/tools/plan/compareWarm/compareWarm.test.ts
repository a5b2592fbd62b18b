import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { readArguments } from "../../../../tools/plan/arguments";
import { plannedComparisons } from "../../../../tools/plan/compareWarm/compareWarm";
import { planPage } from "../../../../tools/plan/page/page";
import { markdownReport } from "../../../../tools/plan/report/markdown";
import { planSchema } from "../../../../tools/plan/report/planSchema";
import { textReport } from "../../../../tools/plan/report/text";
import { changedText } from "../../../../tools/rehearse/scenario/change";
import { textFile } from "../../../support/planned";
import { root, stackFileOf } from "../../../support/plans";
import { pool } from "../../../support/pool";
import { comparedOf, engineOf, plannedStackOf } from "./comparing";

type Config = Readonly<Record<string, unknown>>;

const example = join(root, "examples/warm-by-the-clock.yaml");
const xlarge = { instanceCategories: ["m"], instanceGenerations: { atLeast: 5 }, instanceSizes: ["xlarge"] };
const morning = { days: "weekdays", from: "08:00", to: "12:00", timezone: "Asia/Seoul" };

const ofPool = (settings: Config, stack: Config = {}): Config => ({
  teams: { dotori: { pools: [pool("general", { ...xlarge, ...settings })] } },
  ...stack,
});
const compared = (name: string, config: Config) => comparedOf(stackFileOf(name, config), "dotori/general");

describe("--compare-warm", () => {
  it("takes a team and its pool, or the NodePool's name, any number of times", async () => {
    deepEqual(readArguments(["--compare-warm", "a/b", "--compare-warm", "c"]).compareWarm, ["a/b", "c"]);
    const input = await plannedStackOf(example);
    const [short, long] = plannedComparisons(["dotori/batch", "dotori-batch"], input);
    deepEqual([short!.pool, short!.engines], [long!.pool, long!.engines]);
  });

  it("says which pools there are, and which was meant", async () => {
    await rejects(comparedOf(example, "dotori-bach"), (error) => {
      ok(error instanceof UsageError);
      equal(
        error.message,
        '--compare-warm: "dotori-bach" is not a pool of the stack; did you mean "dotori-batch"? (dotori-batch)',
      );
      return true;
    });
  });

  it("refuses a pool that keeps nothing ready, with the key that it needs", async () => {
    await rejects(compared("cold", ofPool({})), {
      message:
        "--compare-warm: pool dotori-general has no warm capacity to compare; write what it should keep ready as teams.dotori.pools[0].warm: windows, or always",
    });
  });

  it("says what each does of what is asked, and why not", async () => {
    const { engines } = await comparedOf(example, "dotori/batch");
    deepEqual(
      engines.map(({ engine, today, outcome, reasons }) => [engine, today, outcome, reasons]),
      [
        ["windows", true, "yes", []],
        ["always", false, "partly", ["it keeps the most of the windows at any time"]],
        [
          "static",
          false,
          "partly",
          ["it keeps the most of the windows at any time", "pods beyond its nodes need another pool"],
        ],
        [
          "capacityBuffer",
          false,
          "partly",
          ["windows are refused: it has no /scale that KEDA could set", "it keeps the most of the windows at any time"],
        ],
        ["pin", false, "partly", ["it keeps the most of the windows at any time", "the pool stops at 5 nodes"]],
      ],
    );
  });

  it("names the versions and gates, and whether the stack has them", async () => {
    const needs = async (name: string, stack: Config) => {
      const { engines } = await compared(name, ofPool({ warm: { always: 2 } }, stack));
      return engines.flatMap(({ needs }) => needs.map(({ gate, has, met }) => [gate, has, met]));
    };
    deepEqual(await needs("gates-off", { karpenter: { version: "1.14.1" } }), [
      [undefined, "not installed: the first window installs it", true],
      ["StaticCapacity", "1.14.1, gate off", false],
      ["CapacityBuffer", "1.14.1, gate off", false],
    ]);
    const on = { version: "1.14.1", featureGates: { staticCapacity: true, capacityBuffer: true } };
    deepEqual((await needs("gates-on", { karpenter: on })).slice(1), [
      ["StaticCapacity", "1.14.1, gate on", true],
      ["CapacityBuffer", "1.14.1, gate on", true],
    ]);
  });

  it("tells the engine that the stack file says today", async () => {
    const today = async (name: string, settings: Config, stack: Config = {}) => {
      const { engines } = await compared(name, ofPool(settings, stack));
      return engines.filter((engine) => engine.today).map(({ engine, config }) => [engine, config.length]);
    };
    const gates = { karpenter: { featureGates: { capacityBuffer: true } } };
    deepEqual(await today("by-clock", { warm: { windows: [{ ...morning, nodes: 2 }] } }), [["windows", 0]]);
    deepEqual(await today("always", { warm: { always: 2 } }), [["always", 0]]);
    deepEqual(await today("pinned", { pin: 2, ceiling: true }), [["pin", 0]]);
    deepEqual(await today("pinned-open", { pin: 2 }), [["always", 0]]);
    deepEqual(await today("buffered", { warm: { engine: "capacityBuffer", always: 2 } }, gates), [
      ["capacityBuffer", 0],
    ]);
  });

  it("rules out what counts nodes where room is kept, and a ceiling below the team's load", async () => {
    const size = { cpu: "900m", memory: "2Gi" };
    const spare = { cpu: "3600m", memory: "4Gi" };
    const room = await compared("room", ofPool({ warm: { placeholder: size, spare } }));
    deepEqual(
      ["static", "pin"].map((name) => {
        const { outcome, figures, reasons } = engineOf(room, name as "static" | "pin");
        return [outcome, figures, reasons];
      }),
      [
        ["no", null, ["it keeps a number of nodes, not room beside what runs: pods fill it up"]],
        ["no", null, ["pin counts whole nodes; this pool keeps room (warm.placeholder)"]],
      ],
    );
    // four placeholders in three zones
    const kept = engineOf(room, "always").figures;
    deepEqual([kept?.nodes, kept?.nodeTypes.map(({ nodes, nodeHours }) => [nodes, nodeHours])], [3, [[3, 3 * 168]]]);
    const loaded = await compared("loaded", ofPool({ warm: { always: 2, load: { nodes: 4 } } }));
    deepEqual(engineOf(loaded, "pin").reasons, ["the team's load takes 4 nodes, above a ceiling of 2"]);
  });

  it("takes longer where the autoscaler has to go from one number to another", async () => {
    const stepping = {
      windows: [
        { ...morning, nodes: 2 },
        { ...morning, from: "10:00", nodes: 4 },
      ],
    };
    const { engines } = await compared("steps", ofPool({ warm: stepping }));
    // KEDA's poll and the autoscaler's sync, a batch, a start
    deepEqual(engines[0]!.ready.atStart!.seconds, { least: 58, most: 30 + 15 + 10 + 120 });
    const raised = await compared("raised", ofPool({ warm: { always: 1, windows: [{ ...morning, nodes: 4 }] } }));
    deepEqual(raised.engines[0]!.ready.atStart!.seconds, { least: 58, most: 15 + 10 + 120 });
  });
});

describe("the keys that get an engine", () => {
  /** A stack file with a variant's keys, as a reader would write them. */
  const rewritten = (file: string, { set, remove }: ReturnType<typeof engineOf>["config"][number], name: string) => {
    const change = {
      ...Object.fromEntries(remove.map((path) => [path, null])),
      ...Object.fromEntries(set.map(({ path, value }) => [path, value])),
    };
    return textFile(
      `Pulumi.${name}.yaml`,
      changedText(readFileSync(file, "utf8"), change as Parameters<typeof changedText>[1], "nodepools", name),
    );
  };

  const size = { cpu: "900m", memory: "2Gi" };
  const spare = { cpu: "3600m", memory: "4Gi" };
  const cases: readonly (readonly [name: string, file: () => string, pool: string])[] = [
    ["of the example", () => example, "dotori/batch"],
    [
      "of a pool that keeps room, with a load",
      () => {
        const load = { cpu: "2", memory: "4Gi" };
        const warm = { placeholder: size, windows: [{ ...morning, spare }], spare: size, load };
        return stackFileOf("keeps-room", ofPool({ warm }));
      },
      "dotori/general",
    ],
    [
      "of a pinned pool",
      () => stackFileOf("is-pinned", ofPool({ pin: 2, ceiling: true, weight: 5 })),
      "dotori/general",
    ],
    [
      "of an old Karpenter",
      () => stackFileOf("is-old", ofPool({ warm: { always: 2 } }, { karpenter: { version: "1.13.0" } })),
      "dotori/general",
    ],
  ];
  for (const [name, fileOf, asked] of cases) {
    it(`plan, and are that engine: ${name}`, async () => {
      const file = fileOf();
      const before = await comparedOf(file, asked);
      let count = 0;
      for (const { engine, config: variants } of before.engines) {
        for (const variant of variants) {
          count++;
          const changed = rewritten(file, variant, `${engine}-${count}`);
          if (engine === "static") {
            const { stack } = await plannedStackOf(changed);
            const replicas = variant.set.find(({ path }) => path.endsWith(".replicas"))!.value;
            equal(stack.teams[0]!.pools[0]!.replicas, replicas);
            continue;
          }
          const after = await comparedOf(changed, asked);
          equal(engineOf(after, engine).today, true, engine);
          equal(after.placeholders, before.placeholders, engine);
        }
      }
      ok(count >= 3);
    });
  }
});

describe("a comparison in the report", () => {
  const reported = async () => {
    const input = await plannedStackOf(example);
    return { ...input.plan, compareWarm: plannedComparisons(["dotori/batch"], input) };
  };

  it("is a table and lines for each engine, in text and in Markdown", async () => {
    const plan = await reported();
    const text = textReport(plan);
    match(
      text,
      /placeholders by the clock \(KEDA\) \(today\) +yes +5 × c6g\.xlarge +245 +38\.40 +166\.86 +58 to 160 s/,
    );
    match(text, /a CapacityBuffer +partly +5 × c6g\.xlarge +840 +129\.36 +562\.07 +there already/);
    match(text, / {8}set teams\.dotori\.pools\[0\]\.warm: \{ engine: "capacityBuffer", always: 5 \}/);
    const markdown = markdownReport(plan);
    match(markdown, /### Ways to keep warm capacity of dotori-batch/);
    match(
      markdown,
      /\| pin with ceiling \| partly \| 5 × c6g\.xlarge \| 840 \| 129\.36 \| 562\.07 \| there already \|/,
    );
  });

  it("is on the page, and in JSON as schema/plan.json has it", async () => {
    const plan = await reported();
    ok(planPage(plan, { language: "ko" }).includes(`<a href="#compareWarm">웜 용량 유지 방법 비교</a>`));
    deepEqual(planSchema.parse(JSON.parse(JSON.stringify(plan))).compareWarm?.[0]?.engines.length, 5);
  });
});
