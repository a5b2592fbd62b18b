/** The example of a fleet: every way to deploy it names its stacks, and starts at what they are made of. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { minimatch } from "minimatch";
import { changedStacks } from "../../tools/ci/changedStacks";
import { sources } from "../architecture/sources";
import { root } from "../support/plans";
import {
  type Cell,
  configOf,
  deployedStacks,
  deploymentOf,
  gitHub,
  gitHubText,
  gitLab,
  operatorObjects,
  stacks,
} from "./fleet";

const byName = (a: { stack: string }, b: { stack: string }) => (a.stack < b.stack ? -1 : 1);

/** What the stack files say of each stack. */
const expected = stacks.map((stack) => {
  const config = configOf(stack);
  return { stack, environment: config["nodepools:environment"], region: config["aws:region"] };
});

/** Every source that the program loads, and one of every other kind of file that decides what is made. */
const decisive = [
  "Pulumi.yaml",
  "teams/dotori.yaml",
  "teams/seoul/a.yaml",
  "shared-pools/batch.yaml",
  "package-lock.json",
];

function loadedFrom(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const next of sources.find(({ path }) => path === entry)?.imports ?? []) loadedFrom(next, seen);
  return seen;
}

/** Path filters of each way to deploy, with the stack that they are of; undefined for all. */
const filters: readonly (readonly [way: string, stack: string | undefined, patterns: readonly string[]])[] = [
  ["GitHub", undefined, gitHub.on.push.paths],
  ["GitLab", undefined, gitLab.paths],
  ...deployedStacks.map(
    (stack) => [`Pulumi Deployments of ${stack}`, stack, deploymentOf(stack).settings.gitHub.paths] as const,
  ),
];

describe("the example of a fleet", () => {
  it("has stacks in several regions and of both environments, with the same teams", () => {
    assert.deepEqual(expected, [
      { stack: "fleet-dev", environment: "development", region: "us-east-1" },
      { stack: "fleet-oregon", environment: "production", region: "us-west-2" },
      { stack: "fleet-seoul", environment: "production", region: "ap-northeast-2" },
    ]);
    const ranges = stacks.map((stack) => (configOf(stack)["nodepools:network"] as { cidr: string }).cidr);
    assert.equal(new Set(ranges).size, stacks.length);
    assert.equal(new Set(stacks.map((stack) => configOf(stack)["nodepools:teamsFrom"])).size, 1);
  });

  it("is deployed by each way as a whole, each stack to its region and with its policies", () => {
    const cells = Object.values(gitHub.jobs).flatMap(({ strategy }) => strategy?.matrix.include ?? []);
    const plain = (cell: Cell) => ({ stack: cell.stack, environment: cell.environment, region: cell.region });
    assert.deepEqual([...cells].sort(byName).map(plain), expected);
    assert.deepEqual(
      gitLab.rings.flatMap((ring) => ring.cells).sort(byName),
      [...cells].sort(byName).map(({ stack, environment, account }) => ({ stack, environment, account })),
    );
    assert.deepEqual(deployedStacks, stacks);
    for (const { stack, account } of cells)
      assert.equal(
        deploymentOf(stack).settings.operationContext.oidc.aws.roleArn,
        `arn:aws:iam::${account}:role/pulumi-${stack}`,
      );
    const operated = operatorObjects.filter(({ kind }) => kind === "Stack").map(({ spec }) => spec!.stack);
    assert.deepEqual(
      operated.sort(),
      stacks.map((stack) => `acme/nodepools/${stack}`),
    );
  });

  it("goes ring by ring: ring 0 is in no other, and each waits for the one before", () => {
    const rings = (jobs: readonly (readonly [string, readonly Cell[]])[]) =>
      jobs.map(([job, cells]) => [job, ...cells.map(({ stack }) => stack)]);
    const expectedRings = [
      ["ring-0", "fleet-dev"],
      ["ring-1", "fleet-seoul", "fleet-oregon"],
    ];
    const jobs = Object.entries(gitHub.jobs).flatMap(([job, { strategy }]) =>
      strategy === undefined ? [] : [[job, strategy.matrix.include] as const],
    );
    assert.deepEqual(rings(jobs), expectedRings);
    assert.deepEqual(rings(gitLab.rings.map(({ job, cells }) => [job, cells] as const)), expectedRings);
    const { plan, "ring-0": first, "ring-1": second } = gitHub.jobs;
    assert.deepEqual([plan?.needs, first?.needs, second?.needs], [undefined, "plan", "ring-0"]);
    assert.equal(second?.strategy?.["max-parallel"], 1);
    const branches = Object.fromEntries(
      stacks.map((stack) => [stack, deploymentOf(stack).settings.sourceContext.git.branch]),
    );
    assert.deepEqual(branches, { "fleet-dev": "main", "fleet-oregon": "ring-1", "fleet-seoul": "ring-1" });
    const operated = Object.fromEntries(
      operatorObjects.flatMap(({ kind, metadata, spec }) => (kind === "Stack" ? [[metadata.name, spec!.branch]] : [])),
    );
    assert.deepEqual(operated, branches);
  });

  for (const [way, stack, patterns] of filters) {
    const isMatched = (path: string) => patterns.some((pattern) => minimatch(path, pattern, { dot: true }));

    it(`is deployed by ${way} when anything differs that it is made of`, () => {
      const loaded = [
        ...loadedFrom("index.ts"),
        ...decisive,
        "policies/config/production.json",
        `Pulumi.${stack ?? "fleet-dev"}.yaml`,
      ];
      assert.deepEqual(
        loaded.filter((path) => !isMatched(path)),
        [],
      );
    });

    it(`is not deployed by ${way} for what no stack reads`, () => {
      const others = [
        "README.md",
        "docs/plan.md",
        "test/a.test.ts",
        "tools/plan/plan.ts",
        "examples/fleet/teams/a.yaml",
      ];
      const foreign =
        stack === undefined ? [] : stacks.filter((each) => each !== stack).map((each) => `Pulumi.${each}.yaml`);
      assert.deepEqual([...others, ...foreign].filter(isMatched), []);
    });

    it(`is deployed by ${way} for no less than what a pull request plans, but for the plan itself`, () => {
      const planned = [...decisive, "capacity/ec2/catalogue.json", "components/team/team.ts", "policies/rules/a.ts"];
      for (const path of planned)
        assert.equal(changedStacks([{ path, how: "modified" }], ["a"], true).length > 0, isMatched(path), path);
    });
  }

  it("has the path filters that docs/fleet.md says", () => {
    const page = readFileSync(join(root, "docs/fleet.md"), "utf8");
    const [, list] = /^## Which changes deploy a stack$[\s\S]*?^```$([\s\S]*?)^```$/m.exec(page) ?? [];
    assert.deepEqual(list?.trim().split("\n"), gitHub.on.push.paths);
  });

  it("gives a credential only to the jobs that deploy, and pastes nothing into a shell", () => {
    assert.equal(gitHub.jobs.plan?.permissions, undefined);
    for (const { run = "" } of Object.values(gitHub.jobs).flatMap(({ steps }) => steps))
      assert.doesNotMatch(run, /\$\{\{/);
    const uses = gitHubText.match(/uses: .*/g) ?? [];
    assert.deepEqual(
      uses.filter((line) => !/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
      [],
    );
  });

  it("is operated from the repository, not from a Program object, whose YAML would be another program", () => {
    for (const { kind, spec } of operatorObjects) {
      assert.notEqual(kind, "Program");
      if (kind !== "Stack") continue;
      assert.deepEqual([typeof spec!.projectRepo, spec!.programRef, spec!.config], ["string", undefined, undefined]);
    }
  });
});
