import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownUsdPerHour } from "../../capacity/ec2/ownPrices";
import { checkStackConfig, findingText, reportedFinding } from "../../config";
import { readOwnPrices } from "../../config/ownPrices/ownPrices";
import { ownPriceOverlays } from "../../config/resolve/ownPriceOverlays";
import { noColors } from "../../tools/cli/colors";
import { runPlan } from "../../tools/plan/plan";
import { textReport } from "../../tools/plan/report/text";
import { stackYaml, structuredFindingsOf } from "../cases/harness";
import { temporaryFolder } from "../support/planned";
import { inProcess, ofType, planOfFile, root, stackFileOf } from "../support/plans";

const fixture = "test/support/fixtures/prices.yaml";
const warmTeam = {
  dotori: {
    pools: [
      {
        name: "batch",
        instanceCategories: ["c"],
        instanceFamilies: ["c6g"],
        architectures: ["arm64"],
        instanceSizes: ["xlarge"],
        limits: { cpu: "8", memory: "64Gi" },
        warm: { always: 1 },
      },
    ],
  },
};
const planWith = (prices: string) =>
  runPlan({
    ...inProcess,
    config: stackFileOf("own", { "aws:region": "ap-northeast-2", prices: { file: prices }, teams: warmTeam }),
    now: Date.UTC(2026, 10, 25, 12),
  });

describe("prices of the user's own", function () {
  this.timeout(120_000);

  it("count by type, else by family, else flat", () => {
    const { prices } = readOwnPrices({ file: fixture }, root);
    const usd = (type: string, region = "ap-northeast-2") => ownUsdPerHour(type, region, prices!);
    // Seoul: c6g.xlarge 0.154 less 25%, m5.large 0.118 less 10%
    assert.deepEqual([usd("m7g.large"), usd("c6g.xlarge"), usd("m5.large")], [0.08, 0.1155, 0.1062]);
    assert.deepEqual([usd("m5.large", "cn-north-1"), usd("constructor.x")], [undefined, undefined]);
  });

  it("stand beside the list prices in the plan, line by line and in sum", async () => {
    const plan = await planWith(fixture);
    const { money } = plan;
    const line = (item: string) =>
      [money.platform, ...money.teams].flatMap(({ planned }) => planned.lines).find((each) => each.item === item);
    // two m7g.large for 730 h: 0.1003 by the list, 0.08 of their own
    assert.deepEqual(
      [line("bootstrap nodes")?.usdPerMonth, line("bootstrap nodes")?.own?.usdPerMonth],
      [146.44, 116.8],
    );
    const warm = line("warm nodes of pool dotori-batch");
    // one c6g.xlarge all week: 168 h times 4.345 weeks at 0.154, and 25% less
    assert.deepEqual([warm?.usdPerMonth, warm?.own?.usdPerMonth], [112.41, 84.31]);
    const off = Math.round((146.44 - 116.8 + 112.41 - 84.31) * 100);
    assert.equal(Math.round((money.planned.usdPerMonth - money.planned.ownUsdPerMonth!) * 100), off);
    // two c6g.xlarge fill the limit of 8 CPU
    const [atCeiling] = money.teams[0]!.atCeilings.lines;
    assert.deepEqual([atCeiling?.usdPerMonth, atCeiling?.own?.usdPerMonth], [224.84, 168.63]);
    assert.match(
      textReport(plan, noColors),
      /at your own prices: planned .* \(test\/support\/fixtures\/prices\.yaml: EDP of 2026 and a Compute Savings Plan, 2026-11-01\)/,
    );
  });

  it("are read by the program, too, which makes a NodeOverlay of each figure where the feature gate is on", async () => {
    const plan = await planOfFile("examples/own-prices.yaml");
    const onDemand = { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] };
    const of = (key: string, value: string) => [{ key, operator: "In", values: [value] }, onDemand];
    assert.deepEqual(
      ofType(plan, "NodeOverlay").map(({ name, inputs, path }) => [
        name,
        path,
        (inputs as { metadata: { name: string } }).metadata.name,
        (inputs as { spec: object }).spec,
      ]),
      [
        ["own-price", { requirements: [onDemand], priceAdjustment: "-10%", weight: 1 }],
        [
          "own-price-c6g",
          { requirements: of("karpenter.k8s.aws/instance-family", "c6g"), priceAdjustment: "-27.5%", weight: 2 },
        ],
        [
          "own-price-m7g.large",
          { requirements: of("node.kubernetes.io/instance-type", "m7g.large"), price: "0.08", weight: 3 },
        ],
      ].map(([name, spec]) => [name, "prices.file", name, spec]),
    );
  });

  it("make no object while the gate is off", () => {
    const check = (gate: boolean) =>
      checkStackConfig(
        { environment: "development", prices: { file: fixture }, karpenter: { featureGates: { nodeOverlay: gate } } },
        { project: "nodepools", stack: "dev", region: "us-east-1", root },
      ).config?.ownPriceOverlays.length;
    assert.deepEqual([check(false), check(true)], [0, 3]);
  });

  it("are numbers as the API server takes them, and a discount of nothing outranks the flat one", () => {
    const own = { source: "x", date: "2026-11-01" };
    const figures = (prices: object) =>
      ownPriceOverlays({ ...own, ...prices }).map(({ price, priceAdjustment }) => price ?? priceAdjustment);
    assert.deepEqual(figures({ percentOff: 100, families: { c6g: 0, m5: 0.1 + 0.2 }, types: { "m5.large": 1e-7 } }), [
      "-100%",
      "-0%",
      "-0.3%",
      "0.0000001",
    ]);
    assert.deepEqual(figures({ percentOff: 0, types: { "m5.large": 0, "u7in-32tb.224xlarge": 1e5 } }), ["0", "100000"]);
    assert.deepEqual(ownPriceOverlays(undefined), []);
  });

  it("refuse the stack when their file is not there, by its place in the stack file", () => {
    const findings = (path: string) =>
      structuredFindingsOf(stackYaml(`nodepools:prices: { file: ${path} }`)).filter(({ level }) => level === "error");
    assert.deepEqual(
      findings("docs/price.yaml").map((finding) => reportedFinding(finding)),
      [
        'error Pulumi.dev.yaml:4:23 prices.file: "docs/price.yaml" is not there: the project has no docs/price.yaml; it is looked for from the project\'s root',
      ],
    );
    assert.match(findings("README.mdd").map(findingText).join(), /did you mean README\.md\?/);
    assert.match(findings("docs").map(findingText).join(), /is not a file/);
    assert.match(findings("README.md/x").map(findingText).join(), /goes through README\.md, which is not a folder/);
  });

  it("are refused outside the project's folder, before anything is read", () => {
    for (const path of ["../prices.yaml", "/etc/passwd", "a/../../b.yaml", "a\\b.yaml", "./prices.yaml"]) {
      const texts = structuredFindingsOf(stackYaml(`nodepools:prices: { file: '${path}' }`))
        .filter(({ level }) => level === "error")
        .map(findingText);
      assert.deepEqual(texts.length, 1, texts.join("\n"));
      assert.match(
        texts[0]!,
        /^prices\.file: .* is not a valid path of a file of your own prices; write a path from the folder/,
      );
    }
  });

  it("are refused behind a link, and when a value is not valid, with its line", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    const write = (text: string) => writeFileSync(join(folder, "real/prices.yaml"), text);
    symlinkSync(join(folder, "real"), join(folder, "linked"));
    const texts = (path: string) =>
      readOwnPrices({ file: path }, folder).findings.map(
        (finding) => `${finding.file ?? ""}:${finding.line ?? ""} ${findingText(finding)}`,
      );
    write('source: x\ndate: "2026-11-01"\n');
    assert.deepEqual(texts("real/prices.yaml"), []);
    assert.deepEqual(texts("linked/prices.yaml"), [
      ': prices.file: "linked/prices.yaml" goes through the link linked; name what it leads to',
    ]);
    write('source: x\ndate: "2026-11-01"\npercentOff: 120\nfamily: { m5: 1 }\n');
    const found = texts("real/prices.yaml");
    assert.equal(found.length, 2, found.join("\n"));
    assert.match(found[0]!, /^real\/prices\.yaml:3 percentOff: 120 /);
    assert.match(found[1]!, /^real\/prices\.yaml:4 family: .*families/);
  });

  it("say which names no type has, and which fractions are hardly per cent", () => {
    const folder = temporaryFolder();
    const texts = (text: string) => {
      writeFileSync(join(folder, "p.yaml"), `source: x\ndate: "2026-11-01"\n${text}`);
      return readOwnPrices({ file: "p.yaml" }, folder).findings.map(
        (finding) => `${finding.line} ${findingText(finding)}`,
      );
    };
    assert.deepEqual(texts("percentOff: 10\nfamilies: { c6g: 25 }\ntypes: { m7g.large: 0.08 }\n"), []);
    const [family, type, fraction, ...more] = texts(
      "percentOff: 0.25\nfamilies: { c6gg: 25 }\ntypes: { m7g.lage: 0.08 }\n",
    );
    assert.match(
      family!,
      /^4 families\.c6gg: is not in the catalogue of .*: this price is used for no node; did you mean/,
    );
    assert.match(type!, /^5 types\["m7g\.lage"\]: is not in the catalogue of .*; did you mean "m7g\.large"\?/);
    assert.equal(fraction, "3 percentOff: 0.25 is less than one per cent; write 25 for 25 per cent");
    assert.deepEqual(more, []);
    assert.match(texts('families: { "c6g/../x": 25 }\n')[0]!, /is not a valid family/);
    assert.match(texts("types: { m7g: 0.08 }\n")[0]!, /is not a valid instance type/);
    assert.match(texts('families: { c6g: "25%" }\n')[0]!, /families\.c6g: "25%" is text; allowed: a number$/);
  });
});
