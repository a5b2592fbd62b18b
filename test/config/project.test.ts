import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkStackConfig, findingText } from "../../config";
import { stackSchema } from "../../config/schema/stack";
import { context } from "./arbitraries";
import { quiet } from "./violation";

const { config } = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8")) as {
  config: Record<string, { default?: unknown }>;
};

describe("the project file", () => {
  it("declares every key of the schema, and no other", () => {
    assert.deepEqual(Object.keys(config).sort(), Object.keys(stackSchema.shape).sort());
  });

  it("has defaults for all but the environment, of which the check has nothing to say", () => {
    const defaults = Object.entries(config).flatMap(([key, one]) =>
      "default" in one ? [[key, one.default] as const] : [],
    );
    assert.deepEqual(
      Object.keys(config).filter((key) => !defaults.some(([known]) => known === key)),
      ["environment"],
    );
    const findings = checkStackConfig(quiet(Object.fromEntries(defaults)), context).findings;
    assert.deepEqual(findings.map(findingText), []);
  });
});
