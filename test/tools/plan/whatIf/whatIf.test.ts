import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { readArguments } from "../../../../tools/plan/arguments";
import { markdownReport } from "../../../../tools/plan/report/markdown";
import { planSchema } from "../../../../tools/plan/report/planSchema";
import { textReport } from "../../../../tools/plan/report/text";
import { answerLines, verdictOf } from "../../../../tools/plan/report/whatIf";
import type { PlannedWhatIf } from "../../../../tools/plan/summary/whatIfSchema";
import { plannedWhatIfs } from "../../../../tools/plan/whatIf/whatIf";
import { stackYaml } from "../../../cases/harness";
import { root } from "../../../support/plans";
import { samplePlan } from "../../../support/samplePlan";
import { sampleWhatIf } from "../../../support/sampleWhatIf";
import { asked, askedOfFile, inputOf } from "./asking";

const dev = "Pulumi.dev.yaml";

/** The commands of docs/plan.md that ask what-ifs, with the stack file of each. */
function documented(): readonly (readonly [file: string, texts: readonly string[]])[] {
  const docs = readFileSync(join(root, "docs/plan.md"), "utf8");
  return docs
    .split("\n")
    .filter((line) => line.startsWith("npm run plan --") && line.includes("--what-if"))
    .map((line) => {
      const file = /--config (\S+)/.exec(line)?.[1] ?? dev;
      return [file, [...line.matchAll(/--what-if '([^']+)'/g)].map(([, text]) => text!)] as const;
    });
}

describe("what-ifs of a stack", () => {
  it("are answered where docs/plan.md asks them", async () => {
    const all = documented();
    ok(all.length >= 4);
    for (const [file, texts] of all) {
      const answers = await askedOfFile(file, ...texts);
      deepEqual(
        answers.map(({ text }) => text),
        texts,
      );
    }
  });

  it("are given in their order, any number of times", () => {
    const { whatIf } = readArguments(["--what-if", "a: 1 pod", "--stack", "dev", "--what-if", "b: 2 pods"]);
    deepEqual(whatIf, ["a: 1 pod", "b: 2 pods"]);
    deepEqual(readArguments([]).whatIf, []);
  });

  it("give the answers that docs/plan.md shows", async () => {
    const docs = readFileSync(join(root, "docs/plan.md"), "utf8");
    const [file, texts] = documented()[0]!;
    const [answer] = await askedOfFile(file, ...texts);
    const shown = [verdictOf(answer!), ...answerLines(answer!)].join("\n");
    ok(docs.includes(`\`\`\`text\n${shown}\n\`\`\``), shown);
  });

  it("take the warm nodes of their minute, by the team's clock", async () => {
    const file = "examples/warm-by-the-clock.yaml";
    const [open, closed, utc] = await askedOfFile(
      file,
      "dotori: 5 pods of 3cpu/4Gi one-per-node at mon 09:00",
      "dotori: 5 pods of 3cpu/4Gi one-per-node at mon 11:00",
      "dotori: 5 pods of 3cpu/4Gi one-per-node at sun 20:00 UTC",
    );
    deepEqual(
      [open!.at, open!.nodes, open!.pools[0]!.warm],
      ["Mon 2026-11-30 09:00 Asia/Seoul", { least: 0, most: 0 }, { placeholders: 5, takes: { least: 5, most: 5 } }],
    );
    equal(closed!.pools[0]!.warm, undefined);
    equal(utc!.pools[0]!.warm!.placeholders, 5);
  });

  /** A stack with a pool of a team: its warm capacity, and more of the stack. */
  const stackOf = (warm: object, more: object = {}) =>
    JSON.stringify({
      config: {
        "aws:region": "eu-central-1",
        "nodepools:environment": "development",
        "nodepools:teams": {
          bb: {
            pools: [
              {
                name: "web",
                instanceCategories: ["m"],
                instanceGenerations: { atLeast: 6 },
                instanceSizes: ["xlarge"],
                limits: { cpu: "128", memory: "512Gi" },
                warm,
              },
            ],
          },
        },
        ...more,
      },
    });
  const warmOf = ({ pools, notes }: PlannedWhatIf) => ({
    ...pools[0]!.warm,
    opened: notes.filter((note) => note.includes("has just opened")).length,
  });

  it("take no node of a window that has just opened: KEDA asks for them then", async () => {
    const windows = [{ days: "everyday", from: "09:00", to: "18:00", timezone: "Asia/Tokyo", nodes: 5 }];
    const at = (time: string) => `bb: 9 pods of 1cpu/2Gi at mon ${time}`;
    const [hour, two, three] = await asked(stackOf({ windows }), at("09:00"), at("09:02"), at("09:03"));
    deepEqual([hour!, two!].map(warmOf), [{ opened: 1 }, { opened: 1 }]);
    equal(hour!.likely.onExisting, 0);
    match(
      hour!.notes.join("\n"),
      /a window of bb-web has just opened: its nodes may take 160 s, and are not counted until then; `lead` starts them earlier/,
    );
    equal(warmOf(three!).placeholders, 5);
    const [led] = await asked(stackOf({ windows: [{ ...windows[0], lead: 3 }] }), at("09:00"));
    deepEqual([warmOf(led!).placeholders, warmOf(led!).opened], [5, 0]);
  });

  it("take without a time the least of the coming year, in whatever season they are asked", async () => {
    const dated = {
      dates: ["11-20..12-31"],
      continuous: true,
      from: "00:00",
      to: "24:00",
      timezone: "Europe/Berlin",
      nodes: 3,
    };
    const input = await inputOf(stackOf({ windows: [dated] }));
    for (const now of [Date.UTC(2026, 10, 26), Date.UTC(2027, 6, 1)]) {
      const [answer] = plannedWhatIfs(["bb: 1 pod of 1cpu/2Gi"], { ...input, now });
      equal(answer!.pools[0]!.warm, undefined);
      match(answer!.notes.join("\n"), /the least warm capacity of the coming year counts/);
    }
    const [weekly] = await asked(stackOf({ always: 2 }), "bb: 1 pod of 1cpu/2Gi");
    match(weekly!.notes.join("\n"), /the least warm capacity of the week counts/);
  });

  it("speak of a CapacityBuffer as what it is: nothing gives way", async () => {
    const spare = { placeholder: { cpu: "1", memory: "2Gi" }, spare: { cpu: "6", memory: "12Gi" } };
    const buffer = stackOf(
      { engine: "capacityBuffer", ...spare },
      { "nodepools:karpenter": { featureGates: { capacityBuffer: true } } },
    );
    const text = "bb: 2 pods of 1cpu/2Gi at mon 09:00";
    const linesOf = async (stack: string) => answerLines((await asked(stack, text))[0]!).join("\n");
    const [kept, usual] = [await linesOf(buffer), await linesOf(stackOf(spare))];
    match(kept, /warm capacity takes 2 of them \(6 replicas of its CapacityBuffer\)/);
    match(kept, /note: room that pods take of a CapacityBuffer is kept again, on nodes of its own up to the limits/);
    doesNotMatch(kept, /placeholder/);
    match(usual, /\(6 placeholders at that time\)/);
    match(usual, /note: placeholders that give way are made again/);
  });

  it("say what the quota refuses before it waits", async () => {
    const [answer] = await askedOfFile("examples/multiple.yaml", "dotori/dotori-batch: 50 pods of 1cpu/2Gi");
    deepEqual(
      [answer!.outcome, answer!.refused, answer!.refusedBy, answer!.waiting],
      ["no", { least: 8, most: 8 }, ["requests.cpu 42"], { least: 0, most: 0 }],
    );
  });

  it("say what admission refuses: another team's pool, the system's priority", async () => {
    const [pool, priority] = await askedOfFile(
      dev,
      "alpha: 1 pod pool dotori-spot",
      "alpha: 1 pod priority system-node-critical",
    );
    for (const answer of [pool!, priority!]) deepEqual([answer.outcome, answer.refused], ["no", { least: 1, most: 1 }]);
    match(pool!.reasons.join("\n"), /selects-own-nodes/);
    match(priority!.reasons.join("\n"), /leaves-system-priority/);
  });

  it("count which zones offer the types: by id for certain, by name only where none of the zones can lack them", async () => {
    const stack = (pool: string) =>
      stackYaml(
        "nodepools:cluster: { endpoint: { publicCidrs: [52.78.10.0/24] } }",
        "nodepools:network: { zones: [ap-northeast-2a, ap-northeast-2b, ap-northeast-2d] }",
        `nodepools:teams: { ml: { pools: [{ name: one, limits: { cpu: "192", memory: 2100Gi }, ${pool} }] } }`,
      ).replace("us-east-1", "ap-northeast-2");
    const answersOf = async (pool: string, ...texts: readonly string[]) =>
      (await asked(stack(pool), ...texts)).map(({ outcome, pools, notes }) => ({
        outcome,
        reasons: pools[0]!.reasons,
        notes: notes.filter((note) => /ap-northeast-2|apne2/.test(note)),
      }));
    const [everywhere, named, outside, unknown] = await answersOf(
      "instanceFamilies: [m6id]",
      "ml: 4 pods of 1cpu/4Gi",
      "ml: 4 pods of 1cpu/4Gi zone ap-northeast-2b",
      "ml: 4 pods of 1cpu/4Gi selector topology.kubernetes.io/zone=ap-northeast-2c",
      "ml: 4 pods of 1cpu/4Gi zone ap-northeast-2e",
    );
    equal(everywhere!.outcome, "yes");
    equal(named!.outcome, "maybe");
    match(named!.reasons.join(), /offered in 3 of 4 zones .* which id ap-northeast-2b has differs by account/);
    const zones = "network.zones are ap-northeast-2a, ap-northeast-2b, ap-northeast-2d";
    deepEqual([outside!.outcome, outside!.reasons], ["no", [`ap-northeast-2c has no subnet; ${zones}`]]);
    equal(unknown!.outcome, "no");
    match(unknown!.notes.join(), /^ap-northeast-2e is not a zone of ap-northeast-2 that is known here/);
    const byId = "requirements: [{ key: topology.k8s.aws/zone-id, operator: In, values: [apne2-az4] }]";
    const [fourth] = await answersOf(`instanceFamilies: [m6id], ${byId}`, "ml: 4 pods of 1cpu/4Gi");
    deepEqual(
      [fourth!.outcome, fourth!.reasons, fourth!.notes],
      ["yes", [], ["taken to have a subnet of nodes: apne2-az4"]],
    );
    const [p5] = await answersOf("instanceTypes: [p5.48xlarge], taints: []", "ml: 1 pod of 1cpu/4Gi");
    equal(p5!.outcome, "maybe");
  });

  it("answer for shared pools, and for a team without pools of its own", async () => {
    const [answer] = await askedOfFile("examples/single.yaml", "alpha: 2 pods of 1cpu/2Gi");
    deepEqual([answer!.outcome, answer!.pools.map(({ name }) => name)], ["yes", ["default"]]);
  });

  for (const [text, message] of [
    [
      "dotri: 1 pod",
      '--what-if, character 1: "dotri" is not a team of the stack; did you mean "dotori"? (alpha, dotori)',
    ],
    [
      "dotori: 1 pod pool sopt",
      '--what-if, character 20: "sopt" is not a pool of the stack (dotori-general, dotori-spot)',
    ],
    ["dotori/x: 1 pod", '--what-if, character 8: "x" is not a namespace of team dotori (dotori)'],
  ] as const) {
    it(`are refused for ${text}`, async () => {
      const cause = await askedOfFile(dev, text).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      ok(cause instanceof UsageError);
      equal(cause.message, message);
    });
  }

  it("are as the schema says, and in the text and the Markdown of the plan", async () => {
    const answers = await askedOfFile(
      dev,
      "dotori: 40 pods of 1cpu/2Gi",
      "alpha: 900 pods of 1cpu/2Gi",
      "alpha: 1 pod gpu 1",
    );
    deepEqual(planSchema.shape.whatIf.safeParse(answers).error, undefined);
    const plan = { ...samplePlan, whatIf: [sampleWhatIf] };
    match(
      textReport(plan),
      /What if\n {2}1\. dotori: 10 pods of 1cpu\/2Gi at mon 09:00\n {4}no: 8 to 9 of 10 pods find a node, 0 to 1 waits, 1 refused before waiting\n/,
    );
    match(
      markdownReport(plan),
      /### What if dotori: 10 pods of 1cpu\/2Gi at mon 09:00\n\n\*\*no: 8 to 9 of 10 pods find a node/,
    );
  });
});
