/** What every example stack must pass. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stackFileName } from "../../config";
import { planOfFile, root, settledPlanOfFile } from "../support/plans";

const isOwnProject = (name: string) => existsSync(join(root, "examples", dirname(name), "Pulumi.yaml"));

/** Every stack file of this project; a folder with a program of its own has others. */
export const exampleFiles: readonly string[] = [
  "Pulumi.dev.yaml",
  ...readdirSync(join(root, "examples"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
  // a stack with files of its own has a folder
  ...readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
    .filter((name) => stackFileName.test(basename(name)) && !isOwnProject(name))
    .map((name) => `examples/${name}`)
    .sort(),
];

/** Asserts that a stack file plans to the same resources in both modes: no error, no mandatory violation, nothing unknown when settled. */
export async function checkExample(file: string): Promise<void> {
  const [preview, settled] = await Promise.all([planOfFile(file), settledPlanOfFile(file)]);
  const urns = (plan: typeof preview) => plan.resources.map(({ urn }) => urn);
  assert.deepEqual(urns(preview), urns(settled));
  for (const plan of [preview, settled]) {
    assert.deepEqual(
      plan.findings.filter(({ level }) => level === "error"),
      [],
    );
    assert.deepEqual(
      plan.policies.violations.filter(({ level }) => level === "mandatory"),
      [],
    );
  }
  const unknowns = JSON.stringify(settled.resources.map(({ inputs }) => inputs)).match(/\[unknown\]/g) ?? [];
  assert.deepEqual(unknowns, [], "settled leaves nothing unknown");
}
