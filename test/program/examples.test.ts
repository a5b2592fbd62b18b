import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkStackConfig } from "../../config";
import { root } from "../support/plans";
import { checkExample, exampleFiles } from "./examples";

describe("the example stacks", () => {
  for (const file of exampleFiles) {
    it(`${file} has no error`, () => {
      const { config } = parse(readFileSync(join(root, file), "utf8")) as { config: Record<string, unknown> };
      const own = Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("nodepools:") ? [[key.slice("nodepools:".length), value] as const] : [],
      );
      const { findings } = checkStackConfig(Object.fromEntries(own), {
        project: "nodepools",
        stack: "example",
        region: String(config["aws:region"]),
        root,
      });
      assert.deepEqual(
        findings.filter(({ level }) => level === "error"),
        [],
      );
    });
  }

  it("Pulumi.dev.yaml plans without errors, with the same resources in both modes", () =>
    checkExample("Pulumi.dev.yaml"));
});
