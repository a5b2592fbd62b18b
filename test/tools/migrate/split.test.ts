import assert from "node:assert/strict";
import { CannotSplit, splitTeams } from "../../../tools/migrate/split/split";

const stack = `# top
config:
  aws:region: us-east-1 # region
  nodepools:environment: development

  # all teams
  nodepools:teams:
    # the first
    dotori: # on call 24/7
      owner: dotori-on-call # who

      # pools of dotori
      pools:
        - name: general
          limits: { cpu: "64", memory: 256Gi } # enough
          weight: 010
      nodeClass:
        userData:
          secure: AAABAJ
        detailedMonitoring: true
    alpha: {}

    beta:
      pools:
        - { name: x, limits: &limits { cpu: "1" } }
        - { name: y, limits: *limits }
  nodepools:tags: { a: "b" }
`;

describe("split", () => {
  it("moves each team with its comments, and keeps the rest and what is encrypted", () => {
    const { stackText, teams, secrets } = splitTeams(stack, "nodepools", "teams/");
    assert.equal(
      stackText,
      `# top
config:
  aws:region: us-east-1 # region
  nodepools:environment: development

  # all teams
  nodepools:teamsFrom: teams/
  nodepools:teamSecrets:
    dotori.nodeClass.userData:
      secure: AAABAJ
  nodepools:tags: { a: "b" }
`,
    );
    assert.deepEqual(Object.fromEntries(teams), {
      dotori: `# the first
# on call 24/7

owner: dotori-on-call # who

# pools of dotori
pools:
  - name: general
    limits: { cpu: "64", memory: 256Gi } # enough
    weight: 010
nodeClass:
  detailedMonitoring: true
`,
      alpha: "{}\n",
      beta: 'pools:\n  - { name: x, limits: &limits { cpu: "1" } }\n  - { name: y, limits: *limits }\n',
    });
    assert.deepEqual(secrets, ["dotori.nodeClass.userData"]);
  });

  it("takes encrypted values out of lists by their index", () => {
    const text =
      "config:\n  nodepools:teams:\n    a:\n      pools:\n        - name: x\n        - name: y\n          nodeClass: { userData: { secure: S } }\n";
    const { stackText, teams } = splitTeams(text, "nodepools", "teams/");
    assert.match(stackText, /"?a\.pools\[1\]\.nodeClass\.userData"?:\s+\{? ?secure: S/);
    assert.match(teams.get("a")!, /nodeClass: \{\}\n$/);
  });

  const refused: Readonly<Record<string, readonly [text: string, message: string]>> = {
    "no teams": ["config:\n  nodepools:environment: development\n", "has no teams to move"],
    "an empty map of teams": ["config:\n  nodepools:teams: {}\n", "has no teams to move"],
    "teams in files already": [
      "config:\n  nodepools:teamsFrom: x\n  nodepools:teams:\n    a: {}\n",
      "names files by teamsFrom already; move the other teams by hand",
    ],
    "an alias to what is outside": [
      "config:\n  nodepools:tags: &t { a: b }\n  nodepools:teams:\n    a: { tags: *t }\n",
      "has an alias in team a, *t, to a value outside it; write the value out first",
    ],
    "an alias from outside": [
      "config:\n  nodepools:teams:\n    a: { tags: &t { a: b } }\n    b: { tags: *t }\n",
      "has an alias, *t, to a value in team a from outside it; write the value out first",
    ],
    "a team that is an alias": [
      "config:\n  nodepools:teams:\n    a: &a { owner: x }\n    b: *a\n",
      "has an alias, *a, to a value in team a from outside it; write the value out first",
    ],
  };
  for (const [what, [text, message]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => splitTeams(text, "nodepools", "teams/"),
        (cause) => cause instanceof CannotSplit && cause.message === message,
      );
    });
  }
});
