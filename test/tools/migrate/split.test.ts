import assert from "node:assert/strict";
import { parse } from "yaml";
import { platformKeys } from "../../../policies/readers/platformKeys";
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
    const { stackText, teams, secrets } = splitTeams(stack, "nodepools", "teams/", platformKeys);
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
    const { stackText, teams } = splitTeams(text, "nodepools", "teams/", platformKeys);
    assert.match(stackText, /"?a\.pools\[1\]\.nodeClass\.userData"?:\s+\{? ?secure: S/);
    assert.match(teams.get("a")!, /nodeClass: \{\}\n$/);
  });

  it("leaves a team in the stack file that sets a key of the platform's", () => {
    const text = `config:
  nodepools:teams:
    # open to all
    a: { isolation: none }
    b: { owner: x } # moves
    c:
      podIdentities: [] # none yet
      podSecurity: { enforce: baseline }
    # d: { owner: y }
`;
    const { stackText, teams, stay } = splitTeams(text, "nodepools", "teams/", platformKeys);
    assert.equal(
      stackText,
      `config:
  nodepools:teams:
    # open to all
    a: { isolation: none }
    c:
      podIdentities: [] # none yet
      podSecurity: { enforce: baseline }
    # d: { owner: y }
  nodepools:teamsFrom: teams/
`,
    );
    assert.deepEqual([...teams], [["b", "owner: x\n# moves\n"]]);
    assert.deepEqual(
      [...stay],
      [
        ["a", ["isolation"]],
        ["c", ["podSecurity", "podIdentities"]],
      ],
    );
  });

  describe("loses no comment, wherever it stands", () => {
    const held = "    held:\n      isolation: none\n      pools: []\n";
    const flow = "    flow: {\n      owner: x,\n      pools: [\n        { name: x },\n      ],\n    }\n";
    const nested = "    nested:\n      nodeClass:\n        tags:\n          a: b\n        userData: { secure: AA }\n";
    const secret = "    secret:\n      nodeClass:\n        userData:\n          secure: AA\n";
    const plain = "    plain:\n      owner: x\n\n      pools:\n        - name: x\n        - { name: y }\n";
    const files: Readonly<Record<string, string>> = {
      "a map in one line last": `${nested}${plain}    one: { owner: x }\n`,
      "a flow map last": `${secret}${flow}`,
      "a list last": `${flow}${plain}`,
      "nothing last": `${plain}    none: {}\n`,
      "an encrypted value last": `${plain}${secret}`,
      "a team that stays last": `${nested}${held}`,
      "a team that stays first": `${held}${plain}`,
    };
    for (const [what, teams] of Object.entries(files))
      it(`with ${what}`, () => {
        const text = `config:\n  aws:region: us-east-1\n  nodepools:teams:\n${teams}  nodepools:tags: { a: b }\n`;
        const without = splitTeams(text, "nodepools", "teams/", platformKeys);
        const lines = text.trimEnd().split("\n");
        const places = [...lines.keys(), lines.length].flatMap((line) =>
          [0, 2, 4, 6, 8, 10].map((indent) => [line, `${" ".repeat(indent)}# here`] as const),
        );
        const variants = [
          ...places.map(([line, comment]) => lines.toSpliced(line, 0, comment)),
          ...lines.map((line, index) => lines.with(index, `${line} # here`)),
        ];
        for (const variant of variants) {
          const split = splitTeams(`${variant.join("\n")}\n`, "nodepools", "teams/", platformKeys);
          const written = [split.stackText, ...split.teams.values()];
          assert.equal(written.join("").split("# here").length, 2, variant.join("\n"));
          assert.deepEqual(
            written.map((file) => parse(file) as unknown),
            [without.stackText, ...without.teams.values()].map((file) => parse(file) as unknown),
          );
        }
      });
  });

  const refused: Readonly<Record<string, readonly [text: string, message: string]>> = {
    "no teams": ["config:\n  nodepools:environment: development\n", "has no teams to move"],
    "an empty map of teams": ["config:\n  nodepools:teams: {}\n", "has no teams to move"],
    "teams in files already": [
      "config:\n  nodepools:teamsFrom: x\n  nodepools:teams:\n    a: {}\n",
      "names files by teamsFrom already; move the other teams by hand",
    ],
    "only teams with keys of the platform's": [
      "config:\n  nodepools:teams:\n    a: { isolation: none, podSecurity: {} }\n    b: { isolation: none }\n",
      "has no team to move: each sets a key that a team's own file may not set: isolation, podSecurity",
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
        () => splitTeams(text, "nodepools", "teams/", platformKeys),
        (cause) => cause instanceof CannotSplit && cause.message === message,
      );
    });
  }
});
