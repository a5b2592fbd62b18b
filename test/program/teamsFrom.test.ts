/** Teams in files of their own are the same resources as in the stack file, and the stack's config stays small. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, stringify } from "yaml";
import type { TeamInputs } from "../../components/team/teamInputs";
import type { YamlMap } from "../../config/teamFiles/entry";
import { keysOfFile } from "../../config/teamFiles/keys";
import type { Plan } from "../../tools/plan/plan";
import { startProgram } from "../../tools/plan/process/program";
import { parseStackFile, readProject } from "../../tools/plan/project/project";
import { type PulumiConfig, pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { checkStack } from "../../tools/plan/summary/findings";
import { planOf, planOfFile, resource, root } from "../support/plans";

const example = "examples/many-teams/Pulumi.many-teams.yaml";
const folder = "examples/many-teams/teams";
const read = (path: string) => parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;

/** Resources without what says where a team is written. */
function resources({ resources }: Plan): readonly unknown[] {
  return resources.map(({ urn, inputs }) => {
    const { source: _, ownKeys: __, overlay: ___, overlayKeys: ____, ...rest } = inputs as Record<string, unknown>;
    const isTeam = urn.includes("nodepools:index:Team::");
    return [urn, isTeam ? rest : inputs];
  });
}

describe("teams in files of their own, planned", function () {
  this.timeout(120_000);

  it("are urn for urn and input for input what they are in one file", async () => {
    const { config } = read(example) as { config: Record<string, unknown> };
    const own = Object.fromEntries(
      Object.entries(config)
        .filter(([key]) => !key.endsWith("From"))
        .map(([key, value]) => [key.replace("nodepools:", ""), value]),
    );
    const payments = read(`${folder}/payments.yaml`);
    const overlay = read(`${folder}/payments.production.yaml`);
    const tags = { ...(payments.tags as object), ...(overlay.tags as object) };
    const [inFiles, inOne] = await Promise.all([
      planOfFile(example),
      planOf("many-teams", {
        ...own,
        teams: {
          dotori: read(`${folder}/dotori.yaml`),
          payments: { ...payments, ...overlay, tags },
          search: read(`${folder}/search.yaml`),
        },
        sharedPools: [{ name: "batch", ...read("examples/many-teams/shared-pools/batch.yaml") }],
      }),
    ]);
    assert.deepEqual(resources(inFiles), resources(inOne));
    const { source, ownKeys } = resource(inFiles, "nodepools:index:Team", "payments").inputs as Record<string, unknown>;
    assert.equal(source, `${folder}/payments.yaml`);
    assert.deepEqual(ownKeys, [
      "owner",
      "pools",
      "pools.limits",
      "pools.limits.cpu",
      "pools.limits.memory",
      "pools.name",
      "tags",
      "tags.cost-center",
      "tags.criticality",
    ]);
    const inputs = resource(inFiles, "nodepools:index:Team", "payments").inputs as Partial<TeamInputs>;
    assert.equal(inputs.overlay, `${folder}/payments.production.yaml`);

    assert.deepEqual(inputs.overlayKeys, keysOfFile(overlay as YamlMap));
  });
});

describe("a thousand teams in files", () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const place = mkdtempSync(join(root, ".cache/thousand-"));
  after(() => rmSync(place, { recursive: true, force: true }));
  const project = readProject(root);
  const team = (index: number) => ({
    owner: `team-${index}-on-call`,
    tags: { "cost-center": String(index) },
    pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" } }],
  });
  const stackOf = (config: Readonly<Record<string, unknown>>) => {
    const all = { "aws:region": "us-east-1", "nodepools:environment": "development", ...config };
    const stack = parseStackFile("thousand", join(place, "Pulumi.thousand.yaml"), stringify({ config: all }));
    return { stack, config: pulumiConfig(project, stack) };
  };

  /** Bytes of each environment variable of a program as the plan starts it, seen by the first file that it loads. */
  async function variablesOfProgram(config: PulumiConfig): Promise<Readonly<Record<string, number>>> {
    const look = join(place, "look.cjs");
    writeFileSync(
      look,
      `const variables = require("node:fs").readFileSync("/proc/self/environ", "utf8").split("\\0").filter(Boolean);
      const sizes = variables.map((each) => [each.slice(0, each.indexOf("=")), Buffer.byteLength(each)]);
      process.stdout.write(JSON.stringify(Object.fromEntries(sizes)), () => process.exit(0));`,
    );
    const looking = { ...project, nodeArguments: ["--require", look] };
    const child = startProgram(looking, "thousand", config, "127.0.0.1:1", false);
    assert.equal(await child.ended, 0, child.output());
    return JSON.parse(child.output()) as Record<string, number>;
  }

  it("leave the stack's config under 16 KiB, and no variable that the program gets above 64 KiB", async () => {
    for (let index = 0; index < 1000; index++) writeFileSync(join(place, `t${index}.yaml`), stringify(team(index)));
    const { stack, config } = stackOf({ "nodepools:teamsFrom": relative(root, place) });
    const checked = checkStack(project, stack, config);
    assert.deepEqual(
      checked.findings.filter(({ level }) => level === "error"),
      [],
    );
    assert.equal(checked.stack?.teams.length, 1000);
    const sizes = await variablesOfProgram(config);
    assert.ok(sizes.PULUMI_CONFIG! > 100 && sizes.PULUMI_CONFIG! < 16 * 1024, JSON.stringify(sizes));
    assert.ok(Math.max(...Object.values(sizes)) < 64 * 1024, JSON.stringify(sizes));
  }).timeout(60_000);

  it("are an error in one stack file that Linux cannot hand to a program", () => {
    const teams = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`t${index}`, team(index)]));
    const { stack, config } = stackOf({ "nodepools:teams": teams });
    const [error, ...others] = checkStack(project, stack, config).findings.filter(({ level }) => level === "error");
    assert.deepEqual(others, []);
    assert.match(
      error?.message ?? "",
      /^the stack's config is \d+ KiB; Linux passes 128 KiB to a program, so `pulumi up` ends/,
    );
    assert.match(error?.suggestion ?? "", /teamsFrom: npm run migrate -- split$/);
  }).timeout(60_000);
});
