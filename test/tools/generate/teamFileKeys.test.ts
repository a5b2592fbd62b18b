/** The keys that a policy config may refuse in a team's own file, as generated from the schema. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { keysOfFile } from "../../../config/teamFiles/keys";
import { platformKeys } from "../../../policies/readers/platformKeys";
import { teamFileKeyPatterns, teamFileKeys } from "../../../policies/readers/teamFileKeys";
import { root } from "../../support/plans";

const isKey = (key: string): boolean =>
  teamFileKeys.includes(key) || teamFileKeyPatterns.some((pattern) => new RegExp(pattern).test(key));

describe("the keys of a team's own file", () => {
  it("are those that files have, the default of the policy among them", () => {
    const folder = join(root, "examples/many-teams/teams");
    const written = readdirSync(folder).flatMap((file) => keysOfFile(parse(readFileSync(join(folder, file), "utf8"))));
    assert.ok(written.includes("pools.limits.cpu"));
    assert.deepEqual(
      [...written, ...platformKeys].filter((key) => !isKey(key)),
      [],
    );
  });

  it("are as deep as the Team component tells of them, those that a team names itself among them", () => {
    const keys = {
      "nodeClass.userData": true,
      "nodeClass.kubelet.maxPods": false,
      "pools.nodeClass.kubelet": true,
      "pools.nodeClass.kubelet.maxPods": false,
      "pools.nodeClass.tags.owner": false,
      "podIdentities.targetRoleArn": true,
      "access.admin": true,
      "tags.cost-center": true,
      "labels.example.com/tier": true,
      "pools.labels.example.com/tier": true,
      "pools.limits.aws.amazon.com/neuron": true,
      "pools.limits.cpuu": false,
      "quotas.dotori": true,
      "quotas.dotori.cpu": false,
      "dotori.pools": false,
    };
    assert.deepEqual(Object.fromEntries(Object.keys(keys).map((key) => [key, isKey(key)])), keys);
  });
});
