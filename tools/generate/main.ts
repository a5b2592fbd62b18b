/**
 * `npm run generate`: writes every file that is made from the sources.
 * `--check` writes nothing and fails, naming the files, when one of them is out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { configReference } from "./configReference";
import { policiesMarkdown } from "./policyReference";
import { stackFileSchema } from "./stackFileSchema";

const root = join(__dirname, "..", "..");
const project = "nodepools";

/** Generated files by path, with what makes each. */
export const generated: Readonly<Record<string, () => string>> = {
  "schema/stack-config.json": () => `${JSON.stringify(stackFileSchema(project), null, 2)}\n`,
  "docs/config.md": () => configReference(project),
  "docs/policies.md": policiesMarkdown,
};

/** Paths of generated files whose content is not what the sources make. */
export function outdated(): readonly string[] {
  return Object.entries(generated)
    .filter(([path, make]) => contentOf(path) !== make())
    .map(([path]) => path);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const stale = outdated();
  if (values.check) {
    if (stale.length > 0) {
      console.error(`out of date: ${stale.join(", ")}; run \`npm run generate\``);
      process.exitCode = 1;
    }
    return;
  }
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), generated[path]!());
    console.log(`wrote ${path}`);
  }
}

if (require.main === module) main();
