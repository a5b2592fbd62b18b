/** The style sheet and the program of the plan's page, made of their sources. */
import { join } from "node:path";
import { buildSync } from "esbuild";

const folder = join(__dirname, "../plan/page");

/** Browsers that have what the styles need: `light-dark()`, `:details-content`. */
const target = ["chrome123", "firefox128", "safari17.5"];

/** The text of one bundle. @param entry relative to tools/plan/page */
function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return outputFiles[0]!.text;
}

/** The style sheet of every page. */
export function pageStyleSheet(): string {
  return bundle("styles/page.css");
}
