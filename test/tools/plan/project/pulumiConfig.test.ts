import { deepEqual, equal } from "node:assert/strict";
import { parseStackFile, readProject, readStackFile, shellWords } from "../../../../tools/plan/project/project";
import { pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { small, stackFile } from "../../../support/planned";

function configOf(...lines: readonly string[]) {
  const project = readProject(small);
  return pulumiConfig(project, readStackFile(project, { file: stackFile(...lines) }));
}

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
    const { refusals } = pulumiConfig(project, parseStackFile("x", "Pulumi.x.yaml", "config: { size: 1 }"));
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
