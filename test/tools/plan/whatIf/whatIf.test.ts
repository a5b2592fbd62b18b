import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { readArguments } from "../../../../tools/plan/arguments";
import { markdownReport } from "../../../../tools/plan/report/markdown";
import { planSchema } from "../../../../tools/plan/report/planSchema";
import { textReport } from "../../../../tools/plan/report/text";
import { answerLines, verdictOf } from "../../../../tools/plan/report/whatIf";
import { stackYaml } from "../../../cases/harness";
import { root } from "../../../support/plans";
import { samplePlan } from "../../../support/samplePlan";
import { sampleWhatIf } from "../../../support/sampleWhatIf";
import { asked, askedOfFile } from "./asking";

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
