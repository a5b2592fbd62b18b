import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Finding } from "../../../../config";
import { parseStackFile, readProject } from "../../../../tools/plan/project/project";
import { pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { checkStack, isFinding } from "../../../../tools/plan/summary/findings";
import { temporaryFolder } from "../../../support/planned";
import { root } from "../../../support/plans";

const findings: readonly Finding[] = [
  { level: "warning", rule: "public-endpoint", path: "cluster.endpoint", message: "is open" },
  { level: "warning", rule: "spread", path: "teams.a", value: 1, message: "is alone" },
];

describe("a warning of the program", () => {
  const cases: readonly (readonly [title: string, message: string, known: boolean])[] = [
    ["known by path and rule", "cluster.endpoint: is open (rule public-endpoint)", true],
    ["known in whatever words", "cluster.endpoint: is open to everyone; close it (rule public-endpoint)", true],
    ["known when each line is", "cluster.endpoint: x (rule public-endpoint)\nteams.a: y (rule spread)", true],
    ["new when one line is", "cluster.endpoint: x (rule public-endpoint)\nsomething else", false],
    ["new at another path", "cluster.endpoints: is open (rule public-endpoint)", false],
    ["new by another rule", "cluster.endpoint: is open (rule spread)", false],
    ["new without a rule", "cluster.endpoint: is open", false],
  ];
  for (const [title, message, known] of cases) it(`is ${title}`, () => equal(isFinding(message, findings), known));
});

describe("the files of a stack as another commit has them", () => {
  const config = ["aws:region: us-east-1", "nodepools:environment: development", "nodepools:teamsFrom: teams/"];
  const team = 'pools: [{ name: general, limits: { cpu: "16", memory: 64Gi } }]\n';

  /** Errors of the stack fleet-seoul, with a checkout of these files beside a team and its overlay for fleet-oregon. */
  const errors = (more: Readonly<Record<string, string>>): readonly string[] => {
    const folder = temporaryFolder();
    const files = { "Pulumi.yaml": "name: nodepools\nruntime: nodejs\n", "teams/search.yaml": team, ...more };
    for (const [path, text] of Object.entries({ ...files, "teams/search.fleet-oregon.yaml": team })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const project = { ...readProject(root), filesRoot: folder };
    const text = `config:\n${config.map((line) => `  ${line}\n`).join("")}`;
    const stack = parseStackFile("fleet-seoul", join(root, "Pulumi.fleet-seoul.yaml"), text);
    const { findings } = checkStack(project, stack, pulumiConfig(project, stack));
    return findings.filter(({ level }) => level === "error").map(({ message }) => message);
  };

  it("may be for stacks that only that commit has", () => {
    deepEqual(errors({ "Pulumi.fleet-oregon.yaml": "config: {}\n" }), []);
  });

  it("may be for stacks in the folder that its own Pulumi.yaml names", () => {
    const project = "name: nodepools\nruntime: nodejs\nstackConfigDir: stacks\n";
    deepEqual(errors({ "Pulumi.yaml": project, "stacks/Pulumi.fleet-oregon.yaml": "config: {}\n" }), []);
  });

  it("are for no stack that it does not have", () => {
    const [error] = errors({ "Pulumi.other.yaml": "config: {}\n" });
    match(
      error ?? "",
      /^"fleet-oregon" in the name of teams\/search\.fleet-oregon\.yaml is neither a stack nor an environment/,
    );
  });
});
