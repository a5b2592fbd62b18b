/**
 * `npm run screenshot`: the picture of the page in README and docs. It plans the dev stack, writes its page and takes the first
 * screen in Chromium, so that nobody does it by hand.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { path } from "../cli/flag";
import { runTool } from "../cli/run";
import { planPage } from "../plan/page/page";
import { runPlan } from "../plan/plan";

const root = resolve(__dirname, "../..");

/** What a reader of the README sees: the verdict, money and the cards. */
const screen = { width: 1280, height: 930 };

/** Where Debian puts the browser; one elsewhere is named by CHROMIUM. */
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const line = commandLine({
  script: "screenshot",
  summary: "Makes the picture of the page that README and docs show.",
  flags: { out: path("FILE", "write it there (default: docs/images/page.png)") },
});

/** The first screen of a page. @param file of the page */
async function pictureOf(file: string): Promise<Buffer> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ viewport: screen, colorScheme: "light", reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    return await page.screenshot();
  } finally {
    await browser.close();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const { out: given } = line.read(args);
  const out = given ?? join(root, "docs/images/page.png");
  if (!existsSync(browserPath))
    throw new UsageError(`${browserPath}: no such browser; apt-get install chromium fonts-noto-cjk, or set CHROMIUM`);
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(file, planPage(await runPlan({ folder: root }), { language: "en" }));
    writeFileSync(out, await pictureOf(file));
    console.log(`wrote ${out}`);
    return exitCode.pass;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) runTool(main);
