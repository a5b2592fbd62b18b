/** The browser of Debian's packages, headless, for pages that people will look at. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian and Ubuntu put it; a browser elsewhere is named by CHROMIUM. */
const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of the browser; undefined where there is none. */
export const browserPath = places.find((path) => path !== undefined && path !== "" && existsSync(path));

/** Set by .ci/run, where a browser must be there. */
const isRequired = process.env.BROWSER_TESTS === "required";

/**
 * Whether to try pages in a browser. Without one the tests are skipped with a line.
 * @throws Error where BROWSER_TESTS is "required"
 */
export function hasBrowser(): boolean {
  if (browserPath !== undefined) return true;
  const line = "no Chromium (apt-get install chromium fonts-noto-cjk)";
  if (isRequired) throw new Error(`${line}, and BROWSER_TESTS says that it is required`);
  console.log(`      skipped: ${line}`);
  return false;
}

/** Starts it. Everything that it loads is a file of the test's own, so it needs no sandbox as root. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath!, args: ["--no-sandbox", "--disable-gpu"] });
}
