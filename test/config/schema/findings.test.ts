import assert from "node:assert/strict";
import { parse } from "yaml";
import { checkStackConfig, findingText } from "../../../config";
import { context, type RawConfig } from "../arbitraries";
import { onePool, pool, quiet } from "../violation";

function linesOf(config: RawConfig): readonly string[] {
  return checkStackConfig(quiet(config), context).findings.map(findingText);
}
/** The lines about a piece of YAML under one key, read as Pulumi reads a stack file. */
function linesOfYaml(yaml: string): readonly string[] {
  return linesOf(parse(yaml) as RawConfig);
}
const at = "teams.dotori.pools[0]";

describe("what YAML makes of a value", () => {
  const traps: readonly { yaml: string; line: string }[] = [
    {
      yaml: "cluster: { version: 1.30 }",
      line: 'cluster.version: 1.3 is a number: YAML drops the zero of 1.30; write "1.30" in quotes',
    },
    {
      yaml: "cluster: { version: 1.35 }",
      line: 'cluster.version: 1.35 is a number: YAML drops the zero of 1.30; write "1.35" in quotes',
    },
    {
      // What `pulumi config set` leaves behind.
      yaml: 'cluster: { version: "1.3" }',
      line: 'cluster.version: "1.3" is not a valid Kubernetes version; write a minor version in quotes, such as "1.35"',
    },
    {
      yaml: "karpenter: { version: 1.14 }",
      line: 'karpenter.version: 1.14 is a number to YAML, not a valid Karpenter version; write three numbers in quotes without "v", such as "1.15.1"',
    },
    {
      yaml: "tags: { cost-center: 4711 }",
      line: 'tags.cost-center: 4711 is a number to YAML, not a valid tag value; write "4711" in quotes',
    },
    { yaml: "tags: { spot: yes }", line: "" },
    {
      yaml: "tags: { spot: true }",
      line: 'tags.spot: true is true or false to YAML, not a valid tag value; write "true" in quotes',
    },
    {
      yaml: "tags: { cost-center: }",
      line: "tags.cost-center: null is empty; write text in quotes, at most 256 characters",
    },
    {
      yaml: 'cluster: { bootstrap: { nodes: "3" } }',
      line: 'cluster.bootstrap.nodes: "3" is text, not a number; write 3 without quotes',
    },
    {
      yaml: "cluster: { bootstrap: { nodes: 2.5 } }",
      line: "cluster.bootstrap.nodes: 2.5 is not a whole number; write 2 to 10",
    },
    {
      yaml: 'karpenter: { interruption: "true" }',
      line: 'karpenter.interruption: "true" is text; allowed: true or false',
    },
    { yaml: "teams: { dotori: }", line: "teams.dotori: null is empty; write dotori: {}" },
    { yaml: "teams: { 4711: { pools: 1 } }", line: 'teams["4711"].pools: 1 is a number; allowed: a list' },
  ];
  for (const { yaml, line } of traps) {
    it(`${yaml} ${line === "" ? "is fine" : "is caught with its fix"}`, () => {
      assert.equal(
        linesOfYaml(yaml)
          .filter((one) => !one.includes("has no pool"))
          .join("\n"),
        line,
      );
    });
  }

  it("memory without a unit, a budget as a number and a duration in days are found at their places", () => {
    const settings = parse(
      "{ limits: { cpu: 64, memory: 256 }, expireAfter: 30d, disruption: { budgets: [{ nodes: 5 }, { nodes: 101% }], consolidateAfter: 1d } }",
    ) as RawConfig;
    assert.deepEqual(linesOf(onePool(settings)), [
      `${at}.limits.memory: 256 is a number to YAML, not a valid memory quantity; write "256Gi"; a bare number would be bytes`,
      `${at}.disruption.consolidateAfter: "1d" is not a valid duration; write hours, minutes and seconds such as "5m" or "Never" (there is no "d")`,
      `${at}.disruption.budgets[0].nodes: 5 is a number to YAML, not a valid budget; write "5" in quotes`,
      `${at}.disruption.budgets[1].nodes: "101%" is not a valid budget; write "10%" or a number in quotes such as "2"`,
      `${at}.expireAfter: "30d" is not a valid duration; write hours, minutes and seconds such as "720h" or "Never" (there is no "d")`,
    ]);
  });
});

describe("what the schema refuses", () => {
  it("says what is missing, and names the words that are known", () => {
    assert.deepEqual(linesOf({ environment: undefined }), [
      "environment: is missing; write one of development, production",
    ]);
    assert.deepEqual(linesOf({ environment: "prod" }), [
      'environment: "prod" is not known; did you mean "production"? (development, production)',
      "network.zones: 3 leaves the zones to AWS's list, which can change; name them",
    ]);
    assert.deepEqual(linesOf({ environment: 1 }), ["environment: 1 is a number; allowed: development, production"]);
  });

  it("names the nearest key of the place, and its keys while they are few", () => {
    assert.deepEqual(linesOf({ admission: { systemNamespace: [] } }), [
      'admission.systemNamespace: [] is not a known key; did you mean "systemNamespaces"? (systemNamespaces, daemonSetNamespaces, systemPriorityNamespaces, protectObjects, externalIpCidrs)',
    ]);
    assert.deepEqual(linesOf(onePool({ wieght: 10 })), [`${at}.wieght: 10 is not a known key; did you mean "weight"?`]);
  });

  it("speaks of a union as of the shape that was meant, else of all shapes", () => {
    const lines = (zones: unknown) => linesOf({ network: { zones } });
    assert.deepEqual(lines(9), ["network.zones: 9 is above 6; write 2 to 6"]);
    assert.deepEqual(lines("3"), ['network.zones: "3" is text; allowed: 2 to 6 or a list']);
    assert.deepEqual(lines(["us-east-1a"]), ['network.zones: ["us-east-1a"] has 1 entry; allowed: at least 2']);
    assert.deepEqual(lines(["us-east-1a", "b"]), [
      'network.zones[1]: "b" is not a valid availability zone; write a zone\'s name such as "us-east-1a"',
    ]);
    const users = (teams: unknown) => linesOf({ teams: { dotori: {} }, sharedPools: [{ ...pool(), teams }] });
    assert.deepEqual(users("All"), ['sharedPools[0].teams: "All" is not known; did you mean "all"?']);
    assert.deepEqual(users("dotori"), ['sharedPools[0].teams: "dotori" is not known; allowed: "all" or a list']);
    assert.deepEqual(users(null), ['sharedPools[0].teams: null is empty; allowed: "all" or a list']);
  });

  it("says how many entries a list may have", () => {
    assert.deepEqual(linesOf(onePool({ capacityTypes: [] })), [
      `${at}.capacityTypes: [] has 0 entries; allowed: at least 1`,
    ]);
  });

  it("speaks of a bad key at the key", () => {
    assert.deepEqual(linesOf({ tags: { "aws:x": "y" } }), [
      'tags["aws:x"]: "aws:x" is not a valid tag key; write at most 128 characters, not starting with "aws:"',
    ]);
    assert.deepEqual(linesOf({ teams: { Dotori: {} } }), [
      'teams.Dotori: "Dotori" is not a valid team name; write lower-case letters, digits and "-", at most 50, such as "dotori"',
    ]);
  });

  it("says all at once", () => {
    assert.equal(linesOf({ network: { cidr: "x" }, cluster: { version: "x", nme: "x" }, teams: [] }).length, 4);
  });
});

describe("the rules beside what the schema refuses", () => {
  it("still find what is wrong elsewhere, lists of pools and single words included", () => {
    const lines = linesOf({
      network: { cidr: "10.0.0.0/8" },
      teams: { dotori: { pools: [pool({ capacityTypes: ["Spot"] }), pool({ weight: 10, expireAfter: "1m" })] } },
    });
    assert.deepEqual(
      lines.map((line) => line.split(":")[0]),
      [`${at}.capacityTypes[0]`, "network.cidr", "teams.dotori.pools[1].name", "teams.dotori.pools[1].expireAfter"],
    );
  });

  it("do not call missing what is only misspelt", () => {
    assert.deepEqual(linesOf(onePool({ limits: undefined, limts: { cpu: "64", memory: "256Gi" } })), [
      `${at}.limts: {"cpu":"64","memory":"256Gi"} is not a known key; did you mean "limits"?`,
    ]);
    assert.equal(linesOf({ poolDefaults: { limits: 5 }, teams: { dotori: { pools: [{ name: "a" }] } } }).length, 1);
  });

  it("do not blame others for what a wrong word switched off", () => {
    assert.equal(
      linesOf(
        onePool({ replicas: 1, limits: { nodes: 1 } }, { karpenter: { featureGates: { staticCapacity: "yes" } } }),
      ).length,
      1,
    );
    const production = { environment: "production", network: { zones: ["us-east-1a", "us-east-1b"] } };
    assert.deepEqual(
      linesOf({ ...production, nodeClassDefaults: { amiAlias: "al2023-20250715" }, ...onePool() }).length,
      1,
    );
  });

  it("do not lose a team whose name is refused", () => {
    const config = {
      teams: { Dotori: { pools: [pool({ capacityTypes: ["spot"] })] } },
      karpenter: { spotServiceLinkedRole: "create" },
    };
    assert.equal(linesOf(config).length, 1);
  });
});

describe("values that are encrypted", () => {
  const errorsAt = (encrypted: readonly (readonly PropertyKey[])[], config: RawConfig) =>
    checkStackConfig(quiet(config), { ...context, encrypted }).findings.map(findingText);

  it("may be user data and Helm values, and nothing that decides what is made", () => {
    const config = onePool({ nodeClass: { userData: "x" } }, { karpenter: { values: { podLabels: { a: "b" } } } });
    assert.deepEqual(
      errorsAt(
        [
          ["teams", "dotori", "pools", 0, "nodeClass", "userData"],
          ["karpenter", "values", "podLabels", "a"],
        ],
        config,
      ),
      [],
    );
    assert.deepEqual(errorsAt([["teams", "dotori", "pools", 0, "limits", "cpu"]], config), [
      `${at}.limits.cpu: is encrypted: it decides what is made, so the plan and the reviewers must be able to read it; write it plainly; only userData and karpenter.values may be encrypted`,
    ]);
    assert.equal(errorsAt([["karpenter", "values"]], config).length, 1);
  });

  it("are shown by no finding about a part of the file with a secret in it", () => {
    const found = (config: RawConfig, secretKeys: readonly string[]) =>
      checkStackConfig(quiet(config), { ...context, secretKeys })
        .findings.map(findingText)
        .join("\n");
    const config = {
      karpenter: { values: { podLabel: { key: "hunter2" } } },
      teams: {
        dotori: {
          nodeClas: { userData: "hunter2" },
          nodeClass: { userData: ["hunter2"] },
          pools: [pool({ weight: 0 })],
        },
      },
    };
    assert.equal(found(config, []).split("hunter2").length, 4);
    assert.doesNotMatch(found(config, ["karpenter", "teams"]), /hunter2/);
    assert.match(found(config, ["karpenter", "teams"]), /pools\[0\]\.weight: 0 is below 1; write 1 to 100/);
  });
});
