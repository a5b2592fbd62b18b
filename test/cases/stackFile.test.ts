/** Stack files as people write them: what the plan says of their text and keys, each error once, whole and at its place. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { providerKeys } from "../../config";
import { errorsOf, findingsOf, stackYaml, structuredFindingsOf } from "./harness";

const team = (...lines: readonly string[]) =>
  stackYaml(
    "nodepools:teams:",
    "  dotori:",
    "    pools:",
    "      - name: general",
    ...lines.map((line) => `        ${line}`),
  );
const limits = 'limits: { cpu: "100", memory: 400Gi }';
const at = "teams.dotori.pools[0]";
const encrypted =
  "is encrypted: it decides what is made, so the plan and the reviewers must be able to read it; write it plainly; only userData and karpenter.values may be encrypted";

/** Lines that do not speak of a cluster without public ranges: every file here leaves it out. */
function linesOf(yaml: string, options?: Parameters<typeof findingsOf>[1]): readonly string[] {
  return findingsOf(yaml, options).filter((line) => !line.includes("cluster.endpoint.publicCidrs"));
}

describe("the text of a stack file", () => {
  const nested = (depth: number) => `config: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"].map((pair) => pair.split("")))
    bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
  const cases: readonly (readonly [title: string, yaml: string, line: string])[] = [
    [
      "a second document (c49)",
      `${team(limits)}---\n${team(limits)}`,
      "error Pulumi.dev.yaml:9:1 a second YAML document begins here; a stack file has one; remove this one, or the --- above it",
    ],
    ["nesting without end (c50)", nested(5000), "error Pulumi.dev.yaml:1:72 is nested more than 64 levels deep"],
    [
      "aliases that multiply (d24)",
      bomb.join("\n"),
      "error Pulumi.dev.yaml:1:14 its aliases expand to more than 100,000 values; write the values out, or share less",
    ],
    [
      "an anchor that repeats itself (d25)",
      team(limits).replace("- name: general", "- &r\n          name: general\n          labels: *r"),
      "error Pulumi.dev.yaml:9:19 the alias *r stands inside the value that it repeats; write the value out",
    ],
    [
      "an alias of nothing (b10)",
      team(limits, "labels: *nope"),
      "error Pulumi.dev.yaml:9:19 the alias *nope names no anchor; write &nope at the value that is meant, or the value itself",
    ],
    [
      "a list in place of a map",
      "- a\n",
      'error Pulumi.dev.yaml:1:1 is a list, not a map of keys; begin it with "config:" and indent the keys below it',
    ],
    [
      "config that is text",
      "config: nodepools\n",
      'error Pulumi.dev.yaml:1:1 "config" is a single value, not a map of keys; write the keys below it, indented by two spaces',
    ],
  ];
  for (const [title, yaml, line] of cases)
    it(`refuses ${title} with one line`, () => assert.deepEqual(linesOf(yaml), [line]));
});

describe("keys that never reach the program", () => {
  it("dedented to column 0 beside config: (c23, d29)", () => {
    for (const key of ["tags: { a: b }", "sharedPools: []"]) {
      assert.deepEqual(linesOf(`${team(limits)}nodepools:${key}\n`), [
        `error Pulumi.dev.yaml:9:1 nodepools:${key.split(":")[0]}: is not under config:; indent it by two spaces`,
      ]);
    }
  });

  it("at the top, misspelt", () => {
    assert.deepEqual(linesOf(`${team(limits)}encryptionsolt: x\n`), [
      'error Pulumi.dev.yaml:9:1 encryptionsolt: is not a known key; did you mean "encryptionsalt"? (config, environment, secretsprovider, encryptedkey, encryptionsalt)',
    ]);
    assert.deepEqual(linesOf("confg:\n  nodepools:environment: development\n"), [
      'error Pulumi.dev.yaml:1:1 confg: is not a known key; did you mean "config"?',
    ]);
  });

  it("at the top, and Pulumi's own", () => {
    const own = "secretsprovider: x\nencryptedkey: x\nencryptionsalt: x\n";
    assert.deepEqual(linesOf(`${own}${team(limits)}`), []);
  });

  it("without config: (c24)", () => {
    assert.deepEqual(linesOf("aws:region: us-east-1\nnodepools:environment: development\nnodepools:teams: {}\n"), [
      'error Pulumi.dev.yaml:1:1 config: is missing; write "config:" above the 3 keys of this file and indent them by two spaces',
    ]);
  });

  it("in a file that says nothing (c46, c47)", () => {
    for (const yaml of ["", "# hello\n"]) {
      assert.deepEqual(
        linesOf(yaml).map((line) => line.replace(":1:1", "")),
        [
          'error Pulumi.dev.yaml config: is missing; write "config:" and below it, indented by two spaces, "nodepools:environment"',
        ],
      );
    }
  });

  it("under another project's namespace, or one letter beside ours", () => {
    assert.deepEqual(linesOf(team(limits), { project: "acme" }), [
      "error Pulumi.dev.yaml:3:3 nodepools:environment: 2 keys are under nodepools:, this project is acme; write acme: in place of nodepools:",
    ]);
    assert.deepEqual(linesOf(stackYaml("nodepool:teams: {}")), [
      "error Pulumi.dev.yaml:4:3 nodepool:teams: 1 key is under nodepool:, this project is nodepools; write nodepools: in place of nodepool:",
    ]);
  });

  it("of a provider, misspelt (c20, d08)", () => {
    const regoin = team(limits).replace("aws:region", "aws:regoin");
    assert.deepEqual(linesOf(regoin), [
      'error Pulumi.dev.yaml:2:3 aws:regoin: is not a key of the provider aws, and aws:region is missing; did you mean "aws:region"?',
    ]);
    const both = team(limits).replace("config:\n", "config:\n  aws:regoin: us-west-2\n");
    assert.deepEqual(linesOf(both), [
      'warning Pulumi.dev.yaml:2:3 aws:regoin: is not a key of the provider aws; did you mean "aws:region"?',
    ]);
    const namespace = team(limits).replace("aws:region", "aw:region");
    assert.deepEqual(linesOf(namespace), [
      'error Pulumi.dev.yaml:2:3 aw:region: is in no known namespace; did you mean "aws:region"?',
    ]);
  });

  it("of the region, left out: whose prices and offers the plan has instead", () => {
    const without = team(limits).replace(/^ *aws:region: .*\n/m, "");
    assert.deepEqual(linesOf(without), [
      "warning Pulumi.dev.yaml:1:1 aws:region: is not set: where no provider names a region, prices, zones and ARNs of this plan are those of us-east-1, whatever AWS_REGION says where it is deployed; what EC2 offers there is not checked; set aws:region",
    ]);
  });

  it("of a provider, all that its package knows", async () => {
    const { readFileSync } = await import("node:fs");
    const aws = readFileSync(require.resolve("@pulumi/aws/config/vars.d.ts"), "utf8");
    const names = [...aws.matchAll(/^export declare const (\w+):/gm)].map(([, name]) => name!);
    assert.deepEqual([...providerKeys.get("aws")!].sort(), names.sort());
    const kubernetes = readFileSync(require.resolve("@pulumi/kubernetes/provider.d.ts"), "utf8");
    const [, args = ""] = kubernetes.split("export interface ProviderArgs");
    const keys = [...args.matchAll(/^ {4}(\w+)\?:/gm)].map(([, name]) => name!);
    assert.ok(keys.length > 10);
    assert.deepEqual([...providerKeys.get("kubernetes")!].sort(), keys.sort());
  });
});

describe("one error, told once and as it is written", () => {
  const cases: readonly (readonly [title: string, yaml: string, line: string])[] = [
    [
      "environment is missing (c25)",
      "config:\n  aws:region: us-east-1\n  nodepools:teams: {}\n",
      "error Pulumi.dev.yaml:1:1 environment: is missing; write one of development, production",
    ],
    [
      "teams is empty (b11)",
      stackYaml("nodepools:teams:"),
      'error Pulumi.dev.yaml:4:3 teams: is empty; remove it, or write a map by team name: "dotori:" and what belongs to it below',
    ],
    [
      "teams is a secret (c29)",
      stackYaml("nodepools:teams: { secure: AAAB }"),
      `error Pulumi.dev.yaml:4:3 teams: ${encrypted}`,
    ],
    [
      "teams is a list (c42)",
      stackYaml("nodepools:teams:", "  - name: dotori", "    pools: []"),
      'error Pulumi.dev.yaml:4:3 teams: [{"name":"dotori","pools":[]}] is a list; write a map by team name: "dotori:" and what belongs to it below',
    ],
    [
      "a secret where none can stand (c28)",
      team("limits: { cpu: { secure: AAAB }, memory: 400Gi }"),
      `error Pulumi.dev.yaml:8:21 ${at}.limits.cpu: ${encrypted}`,
    ],
    [
      "an octal number (b04)",
      team(limits, "weight: 010"),
      `warning Pulumi.dev.yaml:9:19 ${at}.weight: 8 is how YAML reads 010, as an octal number; write 10 for the number, "010" in quotes for the text`,
    ],
    [
      "a tag with a leading zero (b05)",
      team(limits).replace("      pools:", "      tags: { cost-center: 0471 }\n      pools:"),
      'error Pulumi.dev.yaml:6:15 teams.dotori.tags.cost-center: 0471 is a number to YAML, not a valid tag value; write "0471" in quotes',
    ],
    [
      "a version that loses its zero",
      stackYaml("nodepools:cluster: { version: 1.30 }"),
      'error Pulumi.dev.yaml:4:24 cluster.version: 1.30 is a number: YAML drops the zero of 1.30; write "1.30" in quotes',
    ],
    [
      "a number above its bound (a09)",
      team(limits, "weight: 500"),
      `error Pulumi.dev.yaml:9:11 ${at}.weight: 500 is above 100; write 1 to 100`,
    ],
    [
      "a number below its bound (c55)",
      team('limits: { cpu: "100", memory: 400Gi, nodes: 0 }'),
      `error Pulumi.dev.yaml:8:48 ${at}.limits.nodes: 0 is below 1; write 1 to 10000`,
    ],
    [
      "days in words of another tool (b67)",
      team(
        limits,
        "warm: { windows: [{ days: Mon-Fri, from: '08:00', to: '20:00', timezone: Asia/Seoul, nodes: 5 }] }",
      ),
      `error Pulumi.dev.yaml:9:31 ${at}.warm.windows[0].days: "Mon-Fri" is not known; did you mean "weekdays"? ("everyday" or "weekdays" or "weekends" or a list)`,
    ],
    [
      "limits on the team (b16)",
      team().replace("      pools:", `      ${limits}\n      pools:`),
      'error Pulumi.dev.yaml:6:7 teams.dotori.limits: {"cpu":"100","memory":"400Gi"} is not a key of this place; it belongs in pools[]',
    ],
    [
      "a pasted template (b17)",
      team(limits, "template: { spec: { requirements: [] } }"),
      `error Pulumi.dev.yaml:9:11 ${at}.template: {"spec":{"requirements":[]}} is not a key of this place; this is Karpenter's own form; here its fields are keys of the pool itself, such as taints, requirements, labels`,
    ],
  ];
  for (const [title, yaml, line] of cases) {
    it(title, () => {
      const level = line.split(" ", 1)[0]!;
      assert.deepEqual(
        linesOf(yaml).filter((one) => one.startsWith(level)),
        [line],
      );
    });
  }

  it("keys of limits beside limits (b15)", () => {
    assert.deepEqual(errorsOf(team('cpu: "100"', "memory: 400Gi")), [
      `error Pulumi.dev.yaml:8:11 ${at}.cpu: "100" is not a key of this place; it belongs in limits: write limits: { cpu: ... }`,
      `error Pulumi.dev.yaml:9:11 ${at}.memory: "400Gi" is not a key of this place; it belongs in limits: write limits: { memory: ... }`,
    ]);
  });

  it("names pasted from Karpenter", () => {
    const hints = [
      ["nodeClass: { blockDeviceMappings: [] }", "write disks: [{ deviceName: /dev/xvda, sizeGiB: 50 }]"],
      ["nodeClass: { capacityReservationSelectorTerms: [] }", "write capacityReservations"],
      ["nodeClass: { disks: [{ deviceName: /dev/xvda, volumeSize: 50Gi }] }", "write sizeGiB, a number"],
      ["consolidateAfter: 5m", "it belongs in disruption: write disruption: { consolidateAfter: ... }"],
    ] as const;
    for (const [settings, hint] of hints) {
      const own = structuredFindingsOf(team(limits, settings)).filter(({ rule }) => rule === "unknown-key");
      assert.deepEqual(
        own.map(({ suggestion }) => suggestion),
        [hint],
      );
    }
    const gpu = structuredFindingsOf(team("limits: { cpu: 64, memory: 256Gi, nvidia.com/gpu: 8 }"));
    assert.equal(gpu.find(({ rule }) => rule === "unknown-key")?.suggestion, "write gpu");
  });

  it("words that no edit of letters leads to", () => {
    const suggestion = (yaml: string) => structuredFindingsOf(yaml).find(({ level }) => level === "error")?.suggestion;
    assert.equal(suggestion(team(limits, "architectures: [x86_64]")), 'did you mean "amd64"? (amd64, arm64)');
    assert.equal(
      suggestion(stackYaml().replace("development", "prod")),
      'did you mean "production"? (development, production)',
    );
  });
});

describe("a user's word", () => {
  const words = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];
  it("is data wherever it stands, as a value, a name or a key", () => {
    for (const word of words) {
      const files = [
        team(limits).replace("      pools:", `      owner: ${word}\n      pools:`),
        team(limits).replace("dotori", word),
        team(limits, `labels: { ${word}: x }`),
        team(limits, `${word}: 1`),
        stackYaml(`nodepools:${word}: {}`),
        `${word}: 1\n${team(limits)}`,
      ];
      for (const yaml of files)
        for (const line of findingsOf(yaml)) assert.doesNotMatch(line, /\n|undefined|\[object|function/);
      assert.equal(errorsOf(files[3]!).length, 1, `${word} as a key of a pool`);
      assert.equal(errorsOf(files[4]!).length, 1, `${word} as a key of the project`);
      assert.equal(errorsOf(files[5]!).length, 1, `${word} beside config:`);
    }
  });
});

describe("any text as a stack file", () => {
  const word = fc.constantFrom(
    "a",
    "*a",
    "&a x",
    "<<",
    "__proto__",
    "constructor",
    "010",
    "1.30",
    "!!binary x",
    "!x y",
    "{ secure: x }",
    "[",
    "}",
    "~",
    "'",
    "- x",
    "2026-01-01",
    "limits: {}",
    "cpu",
    "template",
    "teams",
  );
  const key = fc.constantFrom(
    "config",
    "aws:region",
    "aws:regoin",
    "nodepools:teams",
    "nodepools:environment",
    "nodepools:tags",
    "acme:teams",
    "dotori",
    "pools",
    "limits",
    "__proto__",
    "constructor",
    "<<",
    "name",
    "weight",
  );
  const line = fc.tuple(fc.nat(5), key, word).map(([depth, name, value]) => `${"  ".repeat(depth)}${name}: ${value}`);
  const mutated = fc.tuple(fc.nat(), fc.nat(20), fc.oneof(line, word)).map(([from, length, text]) => {
    const valid = team(limits, "weight: 10", "warm: { always: 1 }");
    const start = from % valid.length;
    return valid.slice(0, start) + text + valid.slice(start + length);
  });
  const texts = fc.oneof(
    mutated,
    fc.array(line, { maxLength: 20 }).map((lines) => lines.join("\n")),
    fc.string({ unit: "binary", maxLength: 300 }),
  );

  it("ends soon, in one line for each error, without a stack trace", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(texts, (yaml) => {
        const start = performance.now();
        for (const one of findingsOf(yaml)) assert.match(one, /^(error|warning) Pulumi\.dev\.yaml[^\n]*$/);
        assert.ok(performance.now() - start < 5000);
      }),
      { seed: 20261125, numRuns: 500 },
    );
  });

  it("of a megabyte of noise, too", function () {
    this.timeout(60_000);
    for (const noise of ["x".repeat(1 << 20), "[".repeat(1 << 19), "a: b\n".repeat(1 << 16), "&a ".repeat(1 << 17)]) {
      const start = performance.now();
      const lines = findingsOf(noise.slice(0, 1 << 20));
      assert.equal(lines.length, 1);
      assert.doesNotMatch(lines[0]!.slice(0, 200), /\n {4}at |Maximum call stack/);
      assert.ok(performance.now() - start < 20_000);
    }
  });
});
