import { deepEqual, equal, throws } from "node:assert/strict";
import { goYaml } from "../../../../tools/plan/project/goYaml";
import { readProject, readStackFile, shellWords } from "../../../../tools/plan/project/project";
import { pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { small, stackFile } from "../../../support/planned";

function configOf(...lines: readonly string[]) {
  const project = readProject(small);
  return pulumiConfig(project, readStackFile(project, { file: stackFile(...lines) }));
}

describe("YAML as Pulumi's CLI reads it", () => {
  const scalars: readonly (readonly [yaml: string, value: unknown])[] = [
    ["1.30", 1.3],
    ['"1.30"', "1.30"],
    ["010", 8],
    ["0o10", 8],
    ["0x1F", 31],
    ["1_000", 1000],
    ["yes", "yes"],
    ["true", true],
    ["~", null],
    ["1e3", 1000],
    ["10.0.0.0/16", "10.0.0.0/16"],
    ["12:30", "12:30"],
    ["2026-01-01", "2026-01-01 00:00:00 +0000 UTC"],
    ["2026-01-01T08:30:00+09:00", "2026-01-01 08:30:00 +0900 +0900"],
    ["!!str 1.30", "1.30"],
  ];
  for (const [yaml, value] of scalars) {
    it(`takes ${yaml} for ${JSON.stringify(value)}`, () => deepEqual(goYaml(`key: ${yaml}`), { key: value }));
  }

  it("follows anchors and merges, the closer key winning", () => {
    deepEqual(goYaml("base: &base { a: 1, b: 2 }\nkey: { <<: *base, b: 3 }"), {
      base: { a: 1, b: 2 },
      key: { a: 1, b: 3 },
    });
  });

  it("refuses a key that stands twice, with its line", () => {
    throws(() => goYaml("a: 1\na: 2"), /Map keys must be unique at line 2, column 1/);
  });
});

describe("a stack's config", () => {
  it("passes scalars on as text, and objects as JSON with their types", () => {
    const { values } = configOf(
      "version: 1.30",
      "teams: { dotori: { cpu: 100, memory: '100', none: null } }",
      "small:full: true",
    );
    equal(values.get("small:version"), "1.3");
    equal(values.get("small:teams"), '{"dotori":{"cpu":100,"memory":"100","none":null}}');
    equal(values.get("small:full"), "true");
  });

  it("fills in the project's defaults, which a stack's object replaces completely", () => {
    const { own } = configOf("size: 7");
    deepEqual(own, { size: "7", scenario: "whole" });
  });

  it("lists the encrypted places by path and marks their keys as secret", () => {
    const { encryptedPaths, secretKeys, own } = configOf(
      "teams: { dotori: { pools: [{ userData: { secure: abc } }] } }",
      "aws:token: { secure: x }",
    );
    deepEqual(encryptedPaths, ["teams.dotori.pools[0].userData"]);
    deepEqual(secretKeys, ["small:teams", "aws:token"]);
    deepEqual(own.teams, { dotori: { pools: [{ userData: "[secret]" }] } });
  });

  it("refuses a wrong type in the CLI's words", () => {
    deepEqual(configOf("size: large").refusals, [
      { key: "size", message: "Stack 'test' with configuration key 'size' must be of type 'integer'" },
    ]);
  });

  it("names all missing keys in the CLI's words", () => {
    const project = {
      ...readProject(small),
      config: { region: { type: "string" }, teams: { type: "object" }, size: { type: "integer" } },
    };
    const { refusals } = pulumiConfig(project, { name: "x", path: "", config: { size: 1 }, environment: false });
    deepEqual(refusals, [{ key: "region", message: "Stack 'x' is missing configuration values 'region' and 'teams'" }]);
  });
});

describe("nodeargs", () => {
  it("are split as a shell splits them", () => {
    deepEqual(shellWords(`--import tsx "--title=a b" --x='c "d"' e\\ f`), [
      "--import",
      "tsx",
      "--title=a b",
      '--x=c "d"',
      "e f",
    ]);
  });
});
