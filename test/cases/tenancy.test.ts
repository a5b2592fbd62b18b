/** Section E of the outsiders' cases: what a team could do to others, and what a stack file that allows it is told. */
import assert from "node:assert/strict";
import { findingsOf, stackYaml } from "./harness";

const pool = "[{ name: general, limits: { cpu: '64', memory: 256Gi } }]";
const team = (settings: string) => `nodepools:teams: { dotori: { ${settings}pools: ${pool} } }`;
const shared = "nodepools:sharedPools: [{ name: spare, limits: { cpu: '64', memory: 256Gi } }]";
const about = (key: string, ...lines: readonly string[]) =>
  findingsOf(stackYaml(...lines)).filter((line) => line.includes(key));

describe("podSecurity: privileged", () => {
  it("is a warning on nodes of the team's own, at its place, once", () => {
    assert.deepEqual(about("podSecurity", team("podSecurity: privileged, ")), [
      'warning Pulumi.dev.yaml:4:32 teams.dotori.podSecurity: "privileged" allows host access and privileged containers to team dotori: its pods may take over their node: its credentials, its kubelet and every pod on it; write "baseline", and run what needs the host in a namespace of the platform\'s',
    ]);
  });

  it("is an error beside shared pools, and with any isolation but enforced", () => {
    const errors = [
      about("podSecurity", team("podSecurity: privileged, "), shared),
      ...["prefer", "none"].map((isolation) =>
        about("podSecurity", team(`isolation: ${isolation}, podSecurity: privileged, `)),
      ),
      about("podSecurity", team(""), shared, "nodepools:teamDefaults: { podSecurity: privileged }"),
    ];
    assert.deepEqual(
      errors.map((lines) => lines.map((line) => line.split(" ", 1)[0])),
      [["error"], ["error"], ["error"], ["error"]],
    );
  });

  it("says nothing of the levels that are safe", () => {
    for (const level of ["baseline", "restricted"]) {
      assert.deepEqual(about("podSecurity", team(`podSecurity: ${level}, `), shared), []);
    }
  });
});

describe("labels of Pod Security on a team", () => {
  it("are refused, and the key that sets them is named", () => {
    const label = '"pod-security.kubernetes.io/enforce": privileged';
    assert.deepEqual(about("pod-security", team(`labels: { ${label} }, `)), [
      'error Pulumi.dev.yaml:4:42 teams.dotori.labels["pod-security.kubernetes.io/enforce"]: "privileged" is a label of namespaces, where the program sets it from the team\'s podSecurity; use podSecurity',
    ]);
  });

  it("are refused for a team without pools of its own, too: there they reached the namespace", () => {
    const label = '"pod-security.kubernetes.io/enforce-version": v1.20';
    const [found, ...others] = about("pod-security", `nodepools:teams: { dotori: { labels: { ${label} } } }`, shared);
    assert.match(found!, /^error .*use podSecurity$/);
    assert.deepEqual(others, []);
  });
});
