import { deepEqual, equal, match } from "node:assert/strict";
import { dirname } from "node:path";
import { byUrn, planOf, ran, stackFile, textFile } from "../../../support/planned";

const config = stackFile("scenario: existing");
const queue = "urn:pulumi:test::small::aws:sqs/queue:Queue::queue";

function withPolicies(given: unknown): Promise<Awaited<ReturnType<typeof ran>>> {
  return ran([
    "--config",
    config,
    "--format",
    "json",
    "--policy-config",
    textFile("policies.json", JSON.stringify(given)),
  ]);
}

/** Every policy of the fixture's pack with what it ran with. */
const rulesWith = (longest: number) => [
  { name: "crashes-on-demand", description: "Ends the pack.", level: "disabled", settings: {} },
  { name: "queue-has-owner", description: "Queues have an owner.", level: "disabled", settings: {} },
  { name: "queue-name-is-short", description: "Queues have short names.", level: "advisory", settings: { longest } },
  { name: "stack-has-no-vpc", description: "There is no VPC.", level: "disabled", settings: {} },
];

describe("the plan's policies", () => {
  it("pass when none objects, each with what it ran with", async () => {
    const done = await ran(["--config", config, "--format", "json"]);
    deepEqual([done.code, planOf(done).policies], [0, { verdict: "pass", violations: [], rules: rulesWith(100) }]);
  });

  it("warn without failing for an advisory one", async () => {
    const done = await withPolicies({ "queue-name-is-short": { longest: 5 } });
    equal(done.code, 0);
    deepEqual(planOf(done).policies, {
      verdict: "warn",
      violations: [
        {
          policy: "queue-name-is-short",
          level: "advisory",
          urn: queue,
          message: 'Queues have short names.\n"12345678" is longer than 5.',
        },
      ],
      rules: rulesWith(5),
    });
  });

  it("fail for a mandatory one", async () => {
    const done = await withPolicies({ "queue-name-is-short": { enforcementLevel: "mandatory", longest: 5 } });
    deepEqual([done.code, planOf(done).policies.verdict], [1, "fail"]);
  });

  it("see the whole stack at the end", async () => {
    const { policies } = planOf(await withPolicies({ "stack-has-no-vpc": "advisory" }));
    deepEqual(
      policies.violations.map(({ policy, urn }) => [policy, urn]),
      [["stack-has-no-vpc", "urn:pulumi:test::small::aws:ec2/vpc:Vpc::existing"]],
    );
  });

  it("change what a remediation changes, and say so", async () => {
    const plan = planOf(await withPolicies({ "queue-has-owner": "remediate" }));
    deepEqual(byUrn(plan).get("aws:sqs/queue:Queue::queue")?.inputs, { name: "12345678", tags: { owner: "platform" } });
    deepEqual(plan.policies.violations, [
      { policy: "queue-has-owner", level: "remediate", urn: queue, message: "Queues have an owner." },
    ]);
  });

  it("refuse a config that names what is not there or is of the wrong type, all at once", async () => {
    const { code, stdout, stderr } = await withPolicies({
      "queue-name": "mandatory",
      "queue-has-ownr": "mandatory",
      "queue-name-is-short": { longest: 0, prefixes: ["a", "b", 3], shortest: 1, enforcementLevel: "strict" },
      "crashes-on-demand": true,
      "queue-has-owner": { owner: "platform" },
      all: "disable",
    });
    deepEqual([code, stdout], [2, ""]);
    deepEqual(
      stderr.split("\n").flatMap((line) => line.split("policies.json: ")[1] ?? []),
      [
        "queue-name: there is no such policy; write one of all, queue-name-is-short, crashes-on-demand, queue-has-owner, stack-has-no-vpc, changes-are-gradual",
        'queue-has-ownr: there is no such policy; did you mean "queue-has-owner"? (all, queue-name-is-short, crashes-on-demand, queue-has-owner, stack-has-no-vpc, changes-are-gradual)',
        "queue-name-is-short.longest: 0 is too small; write at least 1",
        'queue-name-is-short.prefixes: ["a","b",3] is too long; write at most 2 items',
        'queue-name-is-short.prefixes[2]: 3 is not a string; write "3"',
        "queue-name-is-short.shortest: there is no such setting; write one of longest, prefixes, enforcementLevel",
        'queue-name-is-short.enforcementLevel: "strict" is not an enforcement level; write one of advisory, mandatory, disabled, remediate',
        "crashes-on-demand: true is not a level or an object of settings; write one of advisory, mandatory, disabled, remediate, or { }",
        "queue-has-owner.owner: there is no such setting; only enforcementLevel can be set",
        'all: "disable" is not an enforcement level; did you mean "disabled"? (advisory, mandatory, disabled, remediate)',
      ],
    );
  });

  it("take the file of the stack's environment from a folder, or say that there is none", async () => {
    const folder = dirname(textFile("staging.json", JSON.stringify({ "queue-name-is-short": { longest: 5 } })));
    const inEnvironment = async (environment: string) => {
      const file = stackFile("scenario: existing", `environment: ${environment}`);
      const done = await ran(["--config", file, "--format", "json", "--policy-config", folder]);
      return { verdict: planOf(done).policies.verdict, stderr: done.stderr };
    };
    equal((await inEnvironment("staging")).verdict, "warn");
    const { verdict, stderr } = await inEnvironment("production");
    equal(verdict, "pass");
    match(stderr, /has no file for the stack's environment: the policies have their own levels and settings$/m);
  });

  it("refuse a config that is not valid JSON", async () => {
    const { code, stderr } = await ran(["--config", config, "--policy-config", textFile("p.json", "{")]);
    equal(code, 2);
    match(stderr, /\/p\.json: is not valid JSON: /);
  });
});

describe("encrypted values", () => {
  const encrypted = stackFile(
    "scenario: encrypted",
    "aws:secretKey: { secure: v1:abcd }",
    "password: { secure: v1:efgh }",
    "team: { owner: kim, userData: { secure: v1:ijkl } }",
  );

  it("need no passphrase and print as [secret] wherever they go", async () => {
    const done = await ran(["--config", encrypted, "--format", "json"]);
    equal(done.code, 0);
    const plan = planOf(done);
    deepEqual(byUrn(plan).get("aws:sqs/queue:Queue::queue")?.inputs, {
      name: "queue",
      tags: { owner: "[secret]", password: "[secret]" },
    });
    deepEqual(byUrn(plan).get("pulumi:providers:aws::default_7_48_0")?.inputs, {
      region: "eu-west-1",
      secretKey: "[secret]",
      version: "7.48.0",
    });
  });
});
