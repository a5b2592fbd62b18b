import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageData } from "../../../../tools/plan/page/data/pageData";
import { cspHash } from "../../../../tools/plan/page/document";
import { planPage } from "../../../../tools/plan/page/page";
import type { Plan } from "../../../../tools/plan/plan";
import { languages } from "../../../../tools/plan/report/language";
import { hostilePlan, hostileRehearsal, hostileText, longText } from "../../../support/hostilePage";
import { manyTeams } from "../../../support/manyTeams";
import { planOf, planOfFile, root } from "../../../support/plans";
import { samplePlan } from "../../../support/samplePlan";
import { sampleWhatIf } from "../../../support/sampleWhatIf";

const kilobyte = 1000;

/** The JSON of a page. */
function dataOf(page: string): PageData {
  const [, json] = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json!) as PageData;
}

/** The page without its programs and its data: what a reader without JavaScript has. */
const withoutScripts = (page: string) => page.replace(/<script\b.*?<\/script>/gs, "");

/** Tags with their attributes, without texts. */
const tagsOf = (page: string) => withoutScripts(page).match(/<[a-z!/][^>]*>/gi) ?? [];

const elementsOf = (page: string) =>
  new Set(tagsOf(page).map((tag) => /^<\/?([a-z0-9!]+)/i.exec(tag)![1]!.toLowerCase()));

/** Cents of "$1,234.50" in an element that begins with a text. */
function cents(page: string, pattern: RegExp): number {
  const [, amount] = pattern.exec(page) ?? [];
  ok(amount !== undefined, String(pattern));
  return Math.round(Number(amount.replaceAll(",", "")) * 100);
}

describe("the page of a plan", () => {
  let dev: Plan;
  let warm: Plan;
  before(async () => {
    [dev, warm] = await Promise.all([planOfFile("Pulumi.dev.yaml"), planOfFile("examples/warm-by-the-clock.yaml")]);
  });

  it("says everything that matters without JavaScript", () => {
    const page = withoutScripts(planPage(dev, { language: "en" }));
    match(page, /Pass with warnings/);
    match(page, /no violations, 7 cannot tell yet/);
    match(page, /<h3><bdi>dotori<\/bdi>/);
    match(page, /config\/deployer-reaches-the-cluster<\/code> <code class="place">Pulumi\.dev\.yaml:2:1<\/code>/);
    match(page, /<th scope="row"><bdi>Team alpha<\/bdi>/);
    for (const id of ["verdict", "teams", "findings", "money", "week", "landing", "prices", "resources", "policies"])
      ok(page.includes(`<section id="${id}"`), id);
  });

  it("hashes exactly the style and the program that it has", () => {
    const page = planPage(dev, { language: "en" });
    const bundle = (file: string) => readFileSync(join(root, "tools/plan/page/bundle", file), "utf8");
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const text = policy!.replaceAll("&#39;", "'");
    ok(text.startsWith("default-src 'none'; "));
    ok(text.includes(`style-src ${cspHash(bundle("page.css"))};`));
    ok(text.includes(`script-src ${cspHash(bundle("page.js"))};`));
    equal(page.split("<style").length, 2);
    ok(page.includes(`<style>${bundle("page.css")}</style>`));
    ok(page.includes(`<script>${bundle("page.js")}</script>`));
  });

  it("names no address of another file, and has no style or handler of an element's own", () => {
    for (const page of [dev, warm].map((plan) => planPage(plan, { language: "ko" }))) {
      const attributes = tagsOf(page).join("\n");
      deepEqual(attributes.match(/\s(?:src|srcset|href|action|data|poster)="(?!#)[^"]*"/g), null);
      deepEqual(attributes.match(/\s(?:style|on\w+)=/g), null);
      deepEqual(page.match(/url\((?!#)/g), null);
      deepEqual(
        [...elementsOf(page)].filter((name) =>
          ["link", "img", "iframe", "object", "embed", "base", "form"].includes(name),
        ),
        [],
      );
    }
  });

  it("shows the answers to what-ifs, and no such part where nothing was asked", () => {
    const page = planPage({ ...dev, whatIf: [sampleWhatIf] }, { language: "ko" });
    ok(page.includes(`<a href="#whatIf">가정해 보기</a>`));
    ok(page.includes("dotori: 10 pods of 1cpu/2Gi at mon 09:00"));
    ok(page.includes("pool dotori-general: maybe"));
    equal(planPage(dev, { language: "ko" }).includes("whatIf"), false);
  });

  it("says what the stack runs and what comes next, and when nodes of a pool may be replaced", () => {
    const versions = planPage(dev, { language: "en" });
    ok(versions.includes(`<a href="#versions">Versions</a>`));
    ok(versions.includes("standard support until 2027-03-27, extended until 2028-03-27"));
    equal(versions.includes("#maintenance"), false);
    const maintenance = {
      windows: [{ text: "sat 02:00 to 06:00", timezone: "America/New_York" }],
      freezes: 3,
      minutesPerYear: 12480,
      minutesLost: 480,
      lostBecause: "a clock changes",
      minutesLostToBudgets: 0,
      lostTo: [],
      notBound: ["interruption by AWS"],
    };
    const [team, ...others] = dev.teams;
    const [pool, ...more] = team!.pools;
    const teams = [{ ...team!, pools: [{ ...pool!, maintenance }, ...more] }, ...others];
    const page = planPage({ ...dev, teams }, { language: "ko" });
    ok(page.includes(`<a href="#maintenance">유지 관리</a>`));
    ok(page.includes("America/New_York 기준 sat 02:00 to 06:00"));
    ok(page.includes("연 12480분 중 480분"));
  });

  it("adds up: the cards of the platform and the teams are the total", () => {
    for (const plan of [dev, warm]) {
      const page = planPage(plan, { language: "en" });
      const cards = page.match(/<article class="card.*?<\/article>/gs)!;
      equal(cards.length, plan.teams.length + 1);
      for (const [name, total] of [
        ["Planned", plan.money.planned],
        ["At the ceilings", plan.money.atCeilings],
      ] as const) {
        const sum = cards.reduce(
          (all, card) => all + cents(card, new RegExp(`<small>${name}</small> (?:at least )?\\$([\\d,.]+)`)),
          0,
        );
        equal(sum, Math.round(total.usdPerMonth * 100));
        equal(
          sum,
          cents(page, new RegExp(`<dt>${name} <small>a month</small></dt><dd><strong>at least \\$([\\d,.]+)`)),
        );
      }
    }
  });

  it("measures each ceiling against what the policies allow", () => {
    const page = planPage(dev, { language: "en" });
    match(
      page,
      /<dt>vCPU<\/dt><dd><b>96<\/b> <small>of 2,000 allowed<\/small><\/dd><svg class="bar"[^>]*><rect class="track"[^>]*\/><rect class="share" width="4.8"/,
    );
    const { rules = [] } = dev.policies;
    const tight = rules.map((rule) =>
      rule.name === "team-within-ceiling" ? { ...rule, settings: { ...rule.settings, maxCpu: "64" } } : rule,
    );
    const above = planPage({ ...dev, policies: { ...dev.policies, rules: tight } }, { language: "en" });
    match(
      above,
      /<b>96<\/b> <small>of 64 allowed<\/small> <strong class="above">above what the policies allow<\/strong><\/dd><svg class="bar above"/,
    );
  });

  it("draws no bar for a plan that does not say what its policies ran with", () => {
    const { rules: _, ...policies } = dev.policies;
    equal(planPage({ ...dev, policies }, { language: "en" }).includes('class="bar"'), false);
  });

  it("has every policy with a link to what it rests on", () => {
    const page = planPage(dev, { language: "en" });
    const [, section] = /<section id="policies"(.*?)<\/section>/s.exec(page)!;
    for (const { name, level } of dev.policies.rules!) {
      const [, row] =
        new RegExp(`<code>${name}</code>(.*?)<tr>|<code>${name}</code>(.*?)</table>`, "s").exec(section!) ?? [];
      ok(level === "disabled" || /href="#/.test(row ?? section!), name);
    }
    for (const [, target] of section!.matchAll(/href="#(policy-[^"]+)"/g)) ok(page.includes(`id="${target}"`), target);
  });

  it("gives the week of a pool by the team's clock and by UTC", () => {
    const [week] = dataOf(planPage(warm, { language: "en" })).weeks;
    equal(week!.local.clock, "Asia/Seoul (+09:00)");
    deepEqual(week!.local.warm[0], { from: 180, to: 600, nodes: 5 });
    // 03:00 to 10:00 in Seoul is 18:00 to 01:00 the day before in UTC; Monday begins in the middle of Sunday's
    deepEqual(week!.utc!.warm.slice(0, 2), [
      { from: 0, to: 60, nodes: 5 },
      { from: 1080, to: 1500, nodes: 5 },
    ]);
  });

  describe("beside the week of a pool whose disruption is frozen when its windows close", () => {
    const berlin = { timezone: "Europe/Berlin" };
    const pageOf = async (disruption: object, language: "en" | "ko") => {
      const window = { days: "weekdays", from: "09:00", to: "18:00", nodes: 3, ...berlin };
      const limits = { cpu: "64", memory: "256Gi" };
      const pools = [{ name: "batch", instanceTypes: ["m5.xlarge"], limits, warm: { windows: [window] }, disruption }];
      const plan = await planOf("held", { teams: { dotori: { pools } } });
      const [, section] =
        /<section id="week"(.*?)<\/section>/s.exec(withoutScripts(planPage(plan, { language }))) ?? [];
      return section!;
    };
    const weekend = { maintenance: [{ days: "weekends", from: "02:00", to: "06:00", ...berlin }] };

    it("says when nodes stay, and how many hours of them a week, in both languages", async () => {
      match(
        await pageOf(weekend, "en"),
        /nodes of a window that has closed stay Mon 18:00 to Sat 02:00 \(Europe\/Berlin\): 20[0-9.]+ node-hours a week on average/,
      );
      match(
        await pageOf(weekend, "ko"),
        /노드가 남는 때: Mon 18:00 to Sat 02:00 \(Europe\/Berlin\)\. 주 평균 20[0-9.]+ 노드 시간/,
      );
    });

    it("says that they stay where they never go, and nothing where they do", async () => {
      match(
        await pageOf({ budgets: [{ nodes: "0" }] }, "en"),
        /its nodes stay: budgets let no empty node go at any time/,
      );
      const plain = await pageOf({ budgets: [{ nodes: "0", reasons: ["Drifted"] }] }, "en");
      ok(!/stay/.test(plain));
    });
  });

  it("gives the tree what depends on what", () => {
    const { resources } = dataOf(planPage(dev, { language: "en" }));
    equal(resources.rows.length, dev.resources.length);
    resources.rows.forEach(([type, name, parent, dependencies], index) => {
      const planned = dev.resources[index]!;
      equal(name, planned.name);
      ok(planned.type.startsWith(resources.types[type]!.split(":")[0]!));
      equal(dev.resources[parent]?.urn ?? null, planned.parent);
      deepEqual(
        dependencies.map((each) => dev.resources[each]!.urn),
        planned.dependencies,
      );
    });
  });

  it("stays small: the dev stack under 300 KB, a hundred teams under 1.5 MB", () => {
    const size = (plan: Plan) => Buffer.byteLength(planPage(plan, { language: "ko" })) / kilobyte;
    const [one, hundred] = [size(dev), size(manyTeams(warm, "dotori", 100))];
    ok(one < 300, `${one} KB`);
    ok(hundred < 1500, `${hundred} KB`);
  });

  it("turns no text of a stranger into markup", () => {
    const rehearsal = hostileRehearsal("plain");
    for (const plan of [samplePlan, dev, warm])
      for (const language of languages) {
        const plain = planPage(hostilePlan(plan, "plain"), { language, rehearsal });
        const hostile = planPage(hostilePlan(plan, hostileText), {
          language,
          rehearsal: hostileRehearsal(hostileText),
        });
        deepEqual([...elementsOf(hostile)].sort(), [...elementsOf(plain)].sort());
        // a backtick or a new line in a message may make these, and nothing else
        const tags = (page: string) => tagsOf(page).filter((tag) => !/^<\/?(?:br|code)\b/.test(tag)).length;
        equal(tags(hostile), tags(plain));
        equal(hostile.split("<script").length, plain.split("<script").length);
        equal(hostile.includes("\u202e"), false);
        ok(dataOf(hostile).resources.rows.length > 0);
      }
  });

  it("shows the beginning of a text of 100 KB, in every place", () => {
    const page = planPage(hostilePlan(samplePlan, longText), { language: "en", rehearsal: hostileRehearsal(longText) });
    ok(page.length < 3_000_000, String(page.length));
    match(page, /W… \(\+\d+\)/);
  });

  it("keeps secret what the plan keeps secret", () => {
    const resources = dev.resources.map((each) => ({ ...each, inputs: { tags: { token: "[secret]" } } }));
    deepEqual(dataOf(planPage({ ...dev, resources }, { language: "en" })).resources.marks, ["tag token: [secret]"]);
  });

  it("has the verdict and the findings of a refused stack, and nothing of what would not be made", () => {
    const findings = [{ level: "error", rule: "type", path: "teams.a", message: "is wrong" }] as const;
    const page = planPage({ ...dev, resources: [], findings }, { language: "en" });
    match(page, /Refused/);
    match(page, /1 error in the config; nothing would be created/);
    equal(page.includes('<section id="money"'), false);
  });

  it("shows a change with what hurts first", () => {
    const page = planPage(samplePlan, { language: "ko" });
    const [, section] = /<section id="changes"(.*?)<\/section>/s.exec(page)!;
    match(section!, /한꺼번에 일어나는 일/);
    match(section!, /바뀌는 리소스/);
  });

  it("does not say that nodes are replaced where budgets or limits let none go", () => {
    const { changes } = samplePlan;
    const pools = changes!.pools.map((pool) => ({
      ...pool,
      rolls: "drift" as const,
      duration: pool.duration && { ...pool.duration, bestSeconds: null },
    }));
    const frozen = {
      ...samplePlan,
      changes: { ...changes!, pools: pools.filter(({ duration }) => duration !== null) },
    };
    match(planPage(frozen, { language: "en" }), /all nodes drift, and none can be replaced/);
    match(planPage(frozen, { language: "ko" }), /어느 것도 교체될 수 없음/);
  });
});
