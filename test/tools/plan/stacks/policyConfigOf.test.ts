import assert from "node:assert/strict";
import { join } from "node:path";
import { readProject } from "../../../../tools/plan/project/project";
import { policyConfigOf } from "../../../../tools/plan/stacks/policyConfigOf";
import { projectOf } from "./project";

describe("the policy config of a stack among several", () => {
  const folder = projectOf({
    "Pulumi.full.yaml": "config:\n  small:environment: production\n",
    "Pulumi.short.yaml": "config:\n  environment: production\n",
    "Pulumi.dev.yaml": "config:\n  small:environment: development\n",
    "Pulumi.none.yaml": "config: {}\n",
    "Pulumi.climbs.yaml": "config:\n  small:environment: ../production\n",
    "Pulumi.broken.yaml": "config: [\n",
    "Pulumi.folder.yaml/x": "",
    "levels/production.json": "{}",
    "production.json": "{}",
  });
  const project = readProject(folder);
  const fileOf = (stack: string) => policyConfigOf(project, stack, join(folder, "levels"))?.slice(folder.length + 1);

  it("is the file of the stack's environment, however the key is written", () => {
    assert.deepEqual(["full", "short"].map(fileOf), ["levels/production.json", "levels/production.json"]);
  });

  it("is that of the environment that Pulumi.yaml sets, where the stack's file sets none", () => {
    const files = {
      "Pulumi.none.yaml": "config: {}\n",
      "Pulumi.dev.yaml": "config:\n  small:environment: development\n",
      "levels/production.json": "{}",
      "levels/development.json": "{}",
    };
    const written = [
      "config: { environment: { type: string, default: production } }",
      "config: { environment: production }",
      "config: { small:environment: { value: production } }",
    ];
    for (const config of written) {
      const withDefault = readProject(projectOf(files, config));
      const levels = join(withDefault.root, "levels");
      assert.deepEqual(
        ["none", "dev"].map((stack) => policyConfigOf(withDefault, stack, levels)?.slice(levels.length + 1)),
        ["production.json", "development.json"],
        config,
      );
    }
  });

  it("is none where the folder has none, and for a stack that cannot be read", () => {
    assert.deepEqual(["dev", "none", "broken", "folder"].map(fileOf), [undefined, undefined, undefined, undefined]);
  });

  it("is nothing outside of the folder, whatever a stack file says", () => assert.equal(fileOf("climbs"), undefined));
});
