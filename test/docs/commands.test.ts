/** Every command in the docs is one that exists, with flags that it knows. What can be run is run by commands.slow.ts. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/plans";
import { wrongIn } from "./commandCheck";
import { notRun, toRun } from "./commands";
import { commands, inlineCommands } from "./pages";

describe("commands in the docs", () => {
  it("are found: in blocks and in prose", () => {
    assert.ok(commands.length > 40 && inlineCommands.length > 40, `${commands.length}, ${inlineCommands.length}`);
  });

  it("name scripts that exist, and flags that they know", async () => {
    const wrong: string[] = [];
    for (const command of [...commands, ...inlineCommands]) wrong.push(...(await wrongIn(command)));
    assert.deepEqual(wrong, []);
  });

  it("that are wrong would be found", async () => {
    const place = "docs/page.md:1";
    const texts = [
      "npm run plans",
      "npm run plan -- --stak dev",
      "npm run --silent plan -- --format json | jq .",
      "pulumi up",
    ];
    const wrong = await Promise.all(texts.map((text) => wrongIn({ place, text })));
    assert.deepEqual(wrong, [
      ["docs/page.md:1: there is no script plans: npm run plans"],
      ["docs/page.md:1: --stak is no flag of plan: npm run plan -- --stak dev"],
      [],
      [],
    ]);
  });

  it("name files that are there", () => {
    const missing = [...commands, ...inlineCommands].flatMap(({ place, text }) =>
      (text.match(/\b(?:examples|policies|docs|tools|test)\/[^\s'"`]+/g) ?? [])
        // a pattern, or a word that stands for the reader's own
        .filter((path) => !/[*<]|[A-Z]{4}/.test(path) && !existsSync(join(root, path)))
        .map((path) => `${place}: ${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it("are run, or left out for a reason that is still true of one", () => {
    const unused = notRun.filter(({ form }) => !commands.some(({ text }) => form.test(text)));
    assert.deepEqual(unused, []);
    assert.deepEqual(
      toRun.filter((text) => !/^(npm run (--silent )?plan|npm run generate|cp |sed )/.test(text)),
      [],
      "a kind of command that commands.slow.ts does not know",
    );
  });
});
