import assert from "node:assert/strict";
import { type ChangedFile, changedStacks } from "../../../tools/ci/changedStacks";

const modified = (...paths: string[]): ChangedFile[] => paths.map((path) => ({ path, how: "modified" }));
const stacks = ["dev", "prod"];

/** `dev today` for each stack to plan. */
const toPlan = (files: readonly ChangedFile[], ownCode = true) =>
  changedStacks(files, stacks, ownCode).map(({ stack, against }) => `${stack} ${against}`);

describe("the stacks that a change concerns", () => {
  const rows: readonly (readonly [title: string, files: readonly ChangedFile[], expected: readonly string[]])[] = [
    ["are the one whose file differs, with today's code", modified("Pulumi.prod.yaml"), ["prod today"]],
    ["are all where a team's file differs", modified("teams/dotori.yaml"), ["dev today", "prod today"]],
    ["are all where a shared pool's file differs", modified("shared-pools/a.yaml"), ["dev today", "prod today"]],
    [
      "are all, each side by its own code, where the project's file differs",
      modified("Pulumi.yaml"),
      ["dev commit", "prod commit"],
    ],
    [
      "are all, each side by its own code, where the program differs",
      modified("components/team/team.ts"),
      ["dev commit", "prod commit"],
    ],
    ["are all where a policy differs", modified("policies/config/production.json"), ["dev commit", "prod commit"]],
    ["are all where the plan itself differs", modified("tools/plan/plan.ts"), ["dev commit", "prod commit"]],
    [
      "are none where no plan reads what differs",
      modified("README.md", "docs/a.png", "test/a.ts", "examples/a.yaml", ".github/x.yml", "tools/bench/main.ts"),
      [],
    ],
    ["are none where settings of Pulumi Deployments differ", modified("Pulumi.prod.deploy.yaml"), []],
    ["are none where nothing differs", [], []],
  ];
  for (const [title, files, expected] of rows) it(title, () => assert.deepEqual(toPlan(files), expected));

  it("are compared with nothing where the base has no such stack", () => {
    const files = [...modified("index.ts"), { path: "Pulumi.prod.yaml", how: "added" } as const];
    assert.deepEqual(toPlan(files), ["dev commit", "prod nothing"]);
  });

  it("are compared by today's code where the base needs other packages", () => {
    assert.deepEqual(toPlan(modified("package-lock.json"), false), ["dev today", "prod today"]);
  });

  it("are none of those that are gone", () => {
    assert.deepEqual(toPlan([{ path: "Pulumi.old.yaml", how: "deleted" }]), []);
  });
});
