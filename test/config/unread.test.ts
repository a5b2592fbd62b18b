/** What is said to be missing, beside errors that hide a part of the config. */
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { findingKey } from "../../config/finding";
import { errorsOf, stackYaml } from "../cases/harness";
import { checkIn, pools, projectWith } from "./teamFiles/project";

type Config = Readonly<Record<string, unknown>>;

const limits = { cpu: "8", memory: "32Gi" };
const plain = { name: "general", limits };
const shared = (...teams: string[]) => ({ sharedPools: [{ name: "batch", teams, limits }] });

/** The findings of a stack in files and keys, as rule and path. */
function foundIn(files: Readonly<Record<string, string>>, config: Config, links: readonly string[] = []) {
  const root = projectWith(files);
  for (const link of links) symlinkSync("nowhere", join(root, link));
  return checkIn(root, config).findings.map(findingKey);
}

const noTeam = "shared-pool-teams-exist sharedPools[0].teams[0]";

describe("what is missing beside what cannot be read", () => {
  describe("a team of a shared pool", () => {
    const alpha = { "teams/alpha.yaml": pools };

    it("is not told beside its own file, link or key that is refused", () => {
      const config = { teamsFrom: "teams", ...shared("dotori") };
      const hidden = [
        foundIn({ ...alpha, "teams/dotori.yml": pools }, config),
        foundIn({ ...alpha, "teams/dotori.staging.yaml": pools }, config),
        foundIn(alpha, config, ["teams/dotori.yaml"]),
        foundIn(alpha, { ...config, teamsFrom: "teamz" }),
        foundIn(alpha, config, ["teams/more"]),
        ...["text", null, [plain]].map((dotori) => foundIn({}, { teams: { dotori }, ...shared("dotori") })),
        foundIn({}, { teams: ["dotori"], ...shared("dotori") }),
      ];
      for (const found of hidden) {
        assert.ok(found.length > 0);
        assert.ok(!found.includes(noTeam), found.join("\n"));
      }
    });

    it("is told beside a file, link or key of another team", () => {
      const config = { teamsFrom: "teams", ...shared("dotorri") };
      const told = [
        foundIn({ ...alpha, "teams/dotori.yml": pools }, config),
        foundIn({ ...alpha, "teams/dotori.yaml": "pools: [\n" }, config),
        foundIn(alpha, config, ["teams/dotori.yaml"]),
        foundIn({}, { teams: { dotori: "text" }, ...shared("dotorri") }),
      ];
      for (const found of told) assert.ok(found.length > 1 && found.includes(noTeam), found.join("\n"));
    });

    it("is not told where the teams stand under a misspelt key, whose default Pulumi.yaml gives", () => {
      const lines = [
        "nodepools:teamss: { dotori: { pools: [] } }",
        `nodepools:sharedPools: ${JSON.stringify(shared("dotori").sharedPools)}`,
      ];
      assert.deepEqual(
        errorsOf(stackYaml(...lines)).map((line) => line.replace(/^.* (\S+): .*?(is not .*)$/, "$1 $2")),
        ['teamss is not a known key; did you mean "teams"?'],
      );
    });
  });

  it("a use of what the stack sets is not told beside a pool or a file of pools that is refused, and is beside others", () => {
    const unused = {
      keda: { version: "2.21.0" },
      karpenter: { spotServiceLinkedRole: "create" },
      placeholders: { pullSecrets: ["registry"] },
    };
    const about = [
      "keda-settings-are-used keda",
      "spot-role-is-needed karpenter.spotServiceLinkedRole",
      "pull-secrets-are-used placeholders.pullSecrets[0]",
      "placeholder-settings-are-used placeholders",
    ];
    const toldOf = (found: readonly string[]) => about.filter((each) => found.includes(each));
    const teams = (...own: unknown[]) => ({ teams: { dotori: { pools: [plain, ...own] } } });
    assert.deepEqual(toldOf(foundIn({}, { ...unused, ...teams() })), about);
    assert.deepEqual(toldOf(foundIn({}, { ...unused, ...teams("text") })), []);
    const file = { "teams/alpha.yaml": "pools: [\n" };
    assert.deepEqual(toldOf(foundIn(file, { ...unused, ...teams(), teamsFrom: "teams" })), []);
    const pool = { "shared/batch.yaml": "limits: [\n" };
    assert.deepEqual(toldOf(foundIn(pool, { ...unused, ...teams(), sharedPoolsFrom: "shared" })), []);
    const wrong = { ...plain, name: "other", limits: { ...limits, cpu: "lots" } };
    assert.deepEqual(toldOf(foundIn({}, { ...unused, ...teams(wrong) })), about);
  });

  it("a team without pools is not told beside shared pools that are refused", () => {
    const rule = "teams-have-a-pool teams.dotori";
    const teams = { teams: { dotori: { namespaces: ["dotori"] } } };
    assert.ok(foundIn({}, teams).includes(rule));
    assert.ok(!foundIn({ "shared/batch.yaml": "limits: [\n" }, { ...teams, sharedPoolsFrom: "shared" }).includes(rule));
  });

  it("a namespace of the team is not told beside a list of namespaces that is refused", () => {
    const podIdentities = [
      { namespace: "b", serviceAccount: "s", targetRoleArn: "arn:aws:iam::210987654321:role/reports" },
    ];
    const rule = "pod-identity-is-in-the-teams-namespaces teams.dotori.podIdentities[0].namespace";
    const found = (namespaces: unknown) =>
      foundIn({}, { teams: { dotori: { namespaces, podIdentities, pools: [plain] } } });
    assert.ok(found(["a"]).includes(rule));
    const hidden = found("b");
    assert.ok(hidden.includes("type teams.dotori.namespaces") && !hidden.includes(rule), hidden.join("\n"));
  });

  it("a secret's place is not told beside the file that it would be in", () => {
    const secrets = { teamsFrom: "teams", teamSecrets: { "dotori.pools[0].nodeClass.userData": "#!/bin/sh" } };
    const rule = 'team-files teamSecrets["dotori.pools[0].nodeClass.userData"]';
    const other = { "teams/alpha.yaml": pools };
    assert.ok(foundIn({ ...other, "teams/dotori.yaml": "pools: []\n" }, secrets).includes(rule));
    assert.ok(!foundIn({ ...other, "teams/dotori.yaml": "pools: [\n" }, secrets).includes(rule));
    assert.ok(!foundIn({ ...other, "teams/dotori.yml": pools }, secrets).includes(rule));
    assert.ok(foundIn(other, secrets).includes(rule));
  });
});
