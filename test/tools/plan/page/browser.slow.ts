import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { planPage } from "../../../../tools/plan/page/page";
import type { Plan } from "../../../../tools/plan/plan";
import { type Language, languages } from "../../../../tools/plan/report/language";
import { hasBrowser, startBrowser } from "../../../support/browser";
import { hostilePlan, hostileRehearsal, hostileText, longText } from "../../../support/hostilePage";
import { manyTeams } from "../../../support/manyTeams";
import { textFile } from "../../../support/planned";
import { planOfFile } from "../../../support/plans";
import { samplePlan } from "../../../support/samplePlan";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe leaves to people, as it was looked at: rule and reason, and why it is no violation. */
const reviewed = JSON.parse(readFileSync(join(__dirname, "axeIncomplete.json"), "utf8")) as Readonly<
  Record<string, string>
>;

/** What axe could not decide: the rule, and why it could not, once for each element. */
function undecided({ id, nodes }: AxeResults["incomplete"][number]): readonly string[] {
  return nodes.map(({ any, all, none }) => {
    const [check] = [...any, ...all, ...none];
    const { messageKey } = (check?.data ?? {}) as { readonly messageKey?: string };
    return `${id} ${messageKey ?? check?.id ?? ""}`;
  });
}

/** A page in the browser, with all that it asked for and complained of. */
interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

describe("the page in a browser", function () {
  this.timeout(600_000);
  let browser: Browser | undefined;
  let plan: Plan;

  before(async function () {
    if (!hasBrowser()) this.skip();
    const [warm, base] = await Promise.all([
      planOfFile("examples/warm-by-the-clock.yaml"),
      planOfFile("Pulumi.dev.yaml"),
    ]);
    // everything that a page may have: several teams, a week, changes, a mandatory violation
    const { violations } = samplePlan.policies;
    plan = {
      ...base,
      teams: [...base.teams, ...warm.teams.map((team) => ({ ...team, name: "warm" }))],
      policies: { ...base.policies, verdict: "fail", violations: [...base.policies.violations, ...violations] },
      ...(samplePlan.changes === undefined ? {} : { changes: samplePlan.changes }),
    };
    browser = await startBrowser();
  });
  after(() => browser?.close());

  async function opened(text: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser!.newContext({
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error.stack)));
    const url = pathToFileURL(textFile("page.html", text)).href;
    await page.goto(url);
    return { page, requests: requests.filter((each) => each !== url), complaints };
  }

  /** Opens every fold and draws every picture. */
  async function unfold(page: Page): Promise<void> {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });
    await page.evaluate(async () => {
      for (let at = 0; at < document.documentElement.scrollHeight; at += 600) {
        scrollTo(0, at);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      }
      scrollTo(0, 0);
    });
  }

  const rehearsal = hostileRehearsal("nodes come");

  for (const language of languages)
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [390, 1280]) {
        it(`is quiet and readable for all, ${width} wide, ${colorScheme}, ${language}`, async () => {
          // the policy of the page refuses what the test itself would add to it
          const text = planPage(plan, { language, rehearsal });
          const { page, requests, complaints } = await opened(text, {
            colorScheme,
            viewport: { width, height: 900 },
            bypassCSP: true,
          });
          await unfold(page);
          deepEqual(
            await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
            true,
          );
          await page.evaluate(axe);
          const found = await page.evaluate(() =>
            (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
          );
          const nodes = ({ id, nodes }: AxeResults["violations"][number]) =>
            `${id}: ${nodes
              .map(({ html }) => html.slice(0, 200))
              .slice(0, 3)
              .join(" | ")}`;
          deepEqual(found.violations.map(nodes), []);
          deepEqual(
            [...new Set(found.incomplete.flatMap(undecided))].filter((each) => !Object.hasOwn(reviewed, each)),
            [],
          );
          deepEqual([requests, complaints], [[], []]);
          await page.context().close();
        });
      }

  it("runs under its own policy, with every picture drawn", async () => {
    const { page, requests, complaints } = await opened(planPage(plan, { language: "en", rehearsal }));
    await unfold(page);
    const pictures = await page
      .locator(".picture")
      .evaluateAll((all) => all.map((each) => each.querySelector("svg") !== null));
    ok(pictures.length >= 4);
    deepEqual([...new Set(pictures)], [true]);
    deepEqual([requests, complaints], [[], []]);
    await page.context().close();
  });

  it("keeps every figure of a picture in forced colours, and every table on paper", async () => {
    const { page, complaints } = await opened(planPage(plan, { language: "en", rehearsal }), {
      forcedColors: "active",
    });
    await unfold(page);
    deepEqual(complaints, []);
    const paper = await page.pdf();
    ok(paper.length > 50_000, `${paper.length} bytes`);
    await page.context().close();
  });

  it("lets the keyboard reach everything that acts", async () => {
    const { page } = await opened(planPage(plan, { language: "en", rehearsal }));
    await unfold(page);
    // what is not on the screen for the pointer is no target for keys either
    const wanted = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary, [tabindex='0']");
      const visible = [...all].filter((each) => each.checkVisibility());
      for (const [index, each] of visible.entries()) each.setAttribute("data-reach", String(index));
      return visible.length;
    });
    const reached = new Set<string>();
    for (let presses = 0; presses < wanted + 20; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement?.getAttribute("data-reach") ?? "");
      if (at !== "") reached.add(at);
    }
    equal(reached.size, wanted);
    await page.context().close();
  });

  it("opens the tree and finds a resource by keyboard alone", async () => {
    const { page } = await opened(planPage(plan, { language: "en" }));
    await page.locator("#resource-tree").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    equal(await page.locator("#resource-tree [aria-selected=true]").count(), 1);
    equal((await page.locator("#resource-tree [aria-level='3']").count()) > 0, true);
    await page.keyboard.press("/");
    await page.keyboard.type("dotori-general");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    equal(await page.evaluate(() => document.activeElement?.closest("#search-results") !== null), true);
    await page.keyboard.press("Escape");
    equal(await page.locator("#search-results").isHidden(), true);
    await page.context().close();
  });

  it("shows the week by UTC on demand, and the resources that a policy looked at", async () => {
    const { page } = await opened(planPage(plan, { language: "en" }));
    await page.locator("#week-utc").check();
    equal(await page.locator(".clock").first().textContent(), "By the clock of UTC");
    await page
      .locator("#policies details")
      .first()
      .evaluate((fold) => fold.setAttribute("open", ""));
    await page.locator("#policies a[data-types]").first().click();
    equal(await page.locator("#resource-count").textContent(), `3 of ${plan.resources.length} resources`);
    await page.context().close();
  });

  it("does nothing that a stranger's text says", async () => {
    for (const language of languages satisfies readonly Language[]) {
      const text = planPage(hostilePlan(plan, hostileText), { language, rehearsal: hostileRehearsal(hostileText) });
      const { page, requests, complaints } = await opened(text);
      await unfold(page);
      const title = await page.title();
      await page.keyboard.press("/");
      await page.keyboard.type("begin");
      await page.locator("#search-results button").first().click();
      await page.locator("#resource-tree").press("Enter");
      deepEqual([requests, complaints], [[], []]);
      equal(await page.title(), title);
      ok(title.includes("<script>document.title='hacked'</script>"));
      equal(await page.locator("img, base, iframe, script:not([type]):not(:last-of-type)").count(), 0);
      await page.context().close();
    }
  });

  it("keeps its width with a word of 100 KB in every place", async () => {
    const long = hostilePlan({ ...plan, resources: plan.resources.slice(0, 3) }, longText.slice(0, 100_000));
    const { page, complaints } = await opened(
      planPage(long, { language: "en", rehearsal: hostileRehearsal(longText) }),
      {
        viewport: { width: 390, height: 900 },
      },
    );
    deepEqual(complaints, []);
    equal(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      true,
    );
    await page.context().close();
  });

  it("opens with 1,000 teams within 2 seconds of its own time", async () => {
    const text = planPage(manyTeams(plan, "alpha", 1000), { language: "en" });
    const { page, complaints } = await opened(text);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await page.reload();
    const { metrics } = (await session.send("Performance.getMetrics")) as {
      metrics: { name: string; value: number }[];
    };
    // time of the page's own thread: other processes of this machine do not count
    const seconds = metrics.find(({ name }) => name === "TaskDuration")!.value;
    const load = await page.evaluate(() => performance.getEntriesByType("navigation")[0]!.duration);
    console.log(
      `      ${(text.length / 1e6).toFixed(1)} MB, ${seconds.toFixed(2)} s of work, ${(load / 1000).toFixed(2)} s by the clock`,
    );
    ok(seconds < 2, `${seconds} s`);
    deepEqual(complaints, []);
    await page.context().close();
  });
});
