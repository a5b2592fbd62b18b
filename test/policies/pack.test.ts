import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { rules } from "../../policies/rules";
import { packPolicies } from "../../tools/pack/pack";
import { Analyzer, analyzerFor, packFolder, stopAnalyzers } from "../support/analyzer";
import { productionStack } from "./case";
import { pool } from "./objects";

const modules = join(packFolder, "../node_modules");

/** What `npm install` would put beside the pack: the packages that its manifest names, and no others. */
function install(folder: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(modules, name), join(folder, "node_modules", name));
  }
}

after(stopAnalyzers);

describe("the policy pack", () => {
  it("serves every rule with title, reason, fix, severity and settings, under unique names", async () => {
    const { info } = await analyzerFor(productionStack);
    const served = info.getPoliciesList().map((policy) => policy.getName());
    assert.deepEqual(
      served,
      rules.map(({ name }) => name),
    );
    assert.equal(new Set(served).size, rules.length);
    for (const { name, title, reason, fix, settings } of rules) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      for (const text of [title, reason, fix]) assert.match(text, /^\S.*[^.\s]$/, name);
      for (const [key, setting] of Object.entries(settings)) assert.match(setting.description, /\.$/, `${name}.${key}`);
    }
  });

  it("stands on its own outside the repository, with only the packages that it names", async () => {
    const folder = mkdtempSync(join(tmpdir(), "policy-pack-"));
    try {
      await packPolicies(folder);
      install(folder);
      const analyzer = await Analyzer.start(folder, productionStack);
      await analyzer.configure();
      const violations = await analyzer.analyze([
        pool("general", { spec: { limits: { cpu: "1100", memory: "4000Gi" } } }),
      ]);
      analyzer.stop();
      assert.deepEqual(
        analyzer.info.getPoliciesList().map((policy) => policy.getName()),
        rules.map(({ name }) => name),
      );
      assert.deepEqual(
        [...new Set(violations.filter(({ level }) => level === "mandatory").map(({ rule }) => rule))],
        ["pool-within-ceiling"],
      );
      const links = [...readFileSync(join(folder, "README.md"), "utf8").matchAll(/\]\((?!https:)([^)]+)\)/g)];
      assert.deepEqual(
        links.map(([, link]) => [link, existsSync(join(folder, link!))]),
        [["policies.md", true]],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("comes with policy configs that name only what exists", async () => {
    const analyzer = await analyzerFor(productionStack);
    for (const environment of ["development", "production"]) {
      const file = JSON.parse(readFileSync(join(packFolder, "config", `${environment}.json`), "utf8"));
      await analyzer.configure({ ...file, "stack-environment-matches": "disabled" });
      assert.deepEqual(await analyzer.analyze([{ type: "pulumi:pulumi:Stack", name: "s" }]), []);
    }
  });
});
