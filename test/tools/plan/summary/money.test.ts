import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memoizeBy } from "../../../../capacity/units/memoize";
import { noColors } from "../../../../tools/cli/colors";
import { type Plan, runPlan } from "../../../../tools/plan/plan";
import { textReport } from "../../../../tools/plan/report/text";
import type { MoneyShare } from "../../../../tools/plan/summary/money/money";
import { textFile } from "../../../support/planned";
import { inProcess, root, stackFileOf } from "../../../support/plans";

/** A day on which Kubernetes 1.35 is in standard support for months to come. */
const now = Date.UTC(2026, 10, 25, 12);

const planAt = memoizeBy(
  (file: string) => file,
  (file): Promise<Plan> => runPlan({ ...inProcess, config: file, now }),
);

/** Item, quantity, USD for one, USD a month. */
const figures = ({ planned }: MoneyShare) =>
  planned.lines.map(({ item, quantity, usdPerUnit, usdPerMonth }) => [item, quantity, usdPerUnit, usdPerMonth]);

const moneySection = (plan: Plan): string => {
  const text = textReport(plan, noColors);
  return text.slice(text.indexOf("Money: "), text.indexOf("\n\n", text.indexOf("Money: ")));
};

/** The parts add up to the totals, and lines to their parts, to the cent. */
function assertSums({ money }: Plan): void {
  const cent = (usd: number) => Math.round(usd * 100);
  const shares = [money.platform, ...money.teams];
  for (const what of ["planned", "atCeilings"] as const) {
    const total = shares.reduce((sum, share) => sum + cent(share[what].usdPerMonth), 0);
    assert.equal(cent(money[what].usdPerMonth), total, what);
    for (const { [what]: bill } of shares) {
      const lines = bill.lines.reduce((sum, { usdPerMonth }) => sum + cent(usdPerMonth ?? 0), 0);
      assert.equal(cent(bill.usdPerMonth), lines, what);
    }
  }
}

describe("what a stack costs a month", function () {
  this.timeout(120_000);

  it("is 442.20 USD for warm-by-the-clock in Seoul, each line with its source", async () => {
    const plan = await planAt(join(root, "examples/warm-by-the-clock.yaml"));
    const { money } = plan;
    // unit prices: EKS 0.10 (kr2, kr3), NAT 0.059 (clont), IPv4 0.005 (clont), KMS 1.00 (kr2), m7g.large 0.1003 and c6g.xlarge
    // 0.154 (bulk list of 2026-03-15), gp3 0.0912 (clont)
    assert.deepEqual(figures(money.platform), [
      ["control plane (Kubernetes 1.35) in standard support", 730, 0.1, 73],
      ["NAT gateways", 730, 0.059, 43.07],
      ["public IPv4 addresses", 730, 0.005, 3.65],
      ["KMS keys", 1, 1, 1],
      // two nodes
      ["bootstrap nodes", 1460, 0.1003, 146.44],
      // 30 GiB each
      ["volumes of bootstrap nodes", 60, 0.0912, 5.47],
    ]);
    assert.equal(money.platform.planned.usdPerMonth, 272.63);
    // five nodes for 7 h on 7 days are 245 node-hours a week; 35 of them leave 450 s late, which are 4.375 more;
    // 249.375 times 4.345 weeks are 1083.53; 20 GiB of disk for the 1.4843 nodes that are there on average
    assert.deepEqual(money.teams.map(figures), [
      [
        ["warm nodes of pool dotori-batch", 1083.53, 0.154, 166.86],
        ["volumes of warm nodes of pool dotori-batch", 29.69, 0.0912, 2.71],
      ],
    ]);
    assert.equal(money.planned.usdPerMonth, 442.2);
    assert.deepEqual(money.planned.notKnown, []);
    // 250 m5zn.xlarge at 0.406 USD, the dearest xlarge of c, m and r in Seoul, and their disks: 74095.00 and 456.00
    const [dotori] = money.teams;
    assert.deepEqual(
      dotori!.atCeilings.lines.map(({ usdPerMonth }) => usdPerMonth),
      [74_095, 456],
    );
    assert.equal(money.atCeilings.usdPerMonth, 74_823.63);
    assertSums(plan);
    const source = {
      list: "AWS bulk price list, as recorded in github.com/varad-more/ec2-instance-advisor, docs/data/ec2_aws_snapshot.csv",
      clont: "github clont-app/clont@0016395b clont/finops/aws/prices.json (2026-09-27)",
      kr2: "public file, id 70096080417, 70191468979, 70151064763 (2026-10-01)",
      kr3: "public file, id 60335727039 (2026-04 bill)",
    };
    assert.deepEqual(
      [money.platform, ...money.teams].flatMap(({ planned }) => planned.lines.map((line) => line.source)),
      [
        `${source.kr2}; ${source.kr3}`,
        source.clont,
        `${source.clont}; ${source.kr3}`,
        source.kr2,
        source.list,
        source.clont,
        source.list,
        source.clont,
      ],
    );
    const without = [money.platform, ...money.teams].flatMap(({ planned, atCeilings }) =>
      [...planned.lines, ...atCeilings.lines].filter(
        ({ source, date }) => !source || !/^20\d\d-\d\d-\d\d$/.test(date ?? ""),
      ),
    );
    assert.deepEqual(without, []);
    assert.deepEqual([money.region, money.currency, money.from], ["ap-northeast-2", "USD", "2026-11-25"]);
    assert.match(moneySection(plan), /^ {2}total +at least 442\.20 +at least 74,823\.63$/m);
    assert.match(
      moneySection(plan),
      /^ {2}assumed: list prices: no tax, free tier, credit, .*; planned: what runs without/m,
    );
  });

  it("is 234.44 USD for the dev stack, whose ceilings name the pool without a price", async () => {
    const plan = await planAt(join(root, "Pulumi.dev.yaml"));
    const { money } = plan;
    // unit prices of us-east-1: EKS 0.10, NAT 0.045, IPv4 0.005, KMS 1.00, m7g.large 0.0816, gp3 0.08
    assert.deepEqual(figures(money.platform), [
      ["control plane (Kubernetes 1.35) in standard support", 730, 0.1, 73],
      ["NAT gateways", 730, 0.045, 32.85],
      ["public IPv4 addresses", 730, 0.005, 3.65],
      ["KMS keys", 1, 1, 1],
      ["bootstrap nodes", 1460, 0.0816, 119.14],
      ["volumes of bootstrap nodes", 60, 0.08, 4.8],
    ]);
    assert.deepEqual(
      money.teams.map(({ name, planned }) => [name, planned.usdPerMonth]),
      [
        ["alpha", 0],
        ["dotori", 0],
      ],
    );
    assert.equal(money.planned.usdPerMonth, 234.44);
    assert.deepEqual(money.atCeilings.notKnown, ["nodes of pool dotori-general at its limits"]);
    assertSums(plan);
    const text = moneySection(plan);
    assert.match(text, /^ {2}team dotori +0\.00 +at least /m);
    assert.match(
      text,
      /not known: nodes of pool dotori-general at its limits: no price in us-east-1 is known for r9g\./,
    );
    assert.match(
      text,
      /on top, by use: data through NAT gateways \(0\.045 USD a GB\), .*data to the internet \(price not known\)/,
    );
  });

  it("is 272.63 USD for the dev stack in Seoul, and 9,931.89 at its ceilings", async () => {
    const text = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
    const plan = await planAt(textFile("Pulumi.seoul.yaml", text.replace("us-east-1", "ap-northeast-2")));
    const { money } = plan;
    // the platform of warm-by-the-clock, line by line
    assert.deepEqual(
      figures(money.platform).map(([, , , usd]) => usd),
      [73, 43.07, 3.65, 1, 146.44, 5.47],
    );
    assert.equal(money.planned.usdPerMonth, 272.63);
    // the dearest per vCPU that a pool admits is m5zn.large at 0.203: 16 of them have 32 vCPU and 128 GiB, 32 have 64 and 256.
    // 16 x 0.203 x 730 h and 16 disks of 20 GiB at 0.0912; 32 x 0.203 x 730 h, and as many disks as c7g.medium and the like make nodes: 64
    assert.deepEqual(
      money.teams.map(({ name, atCeilings }) => [name, ...atCeilings.lines.map(({ usdPerMonth }) => usdPerMonth)]),
      [
        ["alpha", 2371.04, 29.18],
        ["dotori", 4742.08, 116.74, 2371.04, 29.18],
      ],
    );
    assert.deepEqual([money.atCeilings.usdPerMonth, money.atCeilings.notKnown], [9931.89, []]);
    assertSums(plan);
  });

  it("shows what spot costs on average beside the list price, which bounds it", async () => {
    const { money } = await planAt(join(root, "Pulumi.dev.yaml"));
    const line = money.teams[1]!.atCeilings.lines.find(({ item }) => item.includes("dotori-spot"))!;
    assert.ok(line.spot!.usdPerMonth < line.usdPerMonth!, JSON.stringify(line));
    assert.deepEqual([line.spot?.date, line.spot?.interruptions], ["2025-06-28", "<5% to >20%"]);
    const alpha = money.teams[0]!.atCeilings;
    assert.equal(alpha.spotUsdPerMonth, undefined, "on-demand only");
  });

  it("says so in a region without prices", async () => {
    const file = stackFileOf("china", {
      "aws:region": "cn-north-1",
      teams: { a: { pools: [{ name: "p", limits: { cpu: "8", memory: "32Gi" } }] } },
    });
    const plan = await planAt(file);
    assert.equal(plan.money.planned.usdPerMonth, 0);
    assert.deepEqual(
      plan.money.planned.notKnown,
      plan.money.platform.planned.lines.map(({ item }) => item),
    );
    assert.match(
      moneySection(plan),
      /not known: control plane .*: no price of EKS in standard support is known for cn-north-1/,
    );
    assert.match(moneySection(plan), /not known: nodes of pool a-p at its limits: no prices of cn-north-1 are known/);
  });
});
