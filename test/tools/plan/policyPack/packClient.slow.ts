import { deepEqual, match, ok, rejects } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb";
import { providerUrn } from "../../../../tools/plan/engine/deployment";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { planRead, planStack, readStack } from "../../../../tools/plan/plan";
import type { PackClient } from "../../../../tools/plan/policyPack/packClient";
import { connect, type PackOptions, type StartedPack, startPack } from "../../../../tools/plan/policyPack/packServer";
import { configVariables } from "../../../../tools/plan/process/childProcess";
import { small, stackFile, temporaryFolder, textFile } from "../../../support/planned";
import { root } from "../../../support/plans";

/** What a pack's policies report of resources, each and together; `remediated` are the inputs that a policy changes. */
async function answersOf(client: PackClient, resources: readonly RegisteredResource[]) {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const providerOf = ({ provider }: RegisteredResource) => byUrn.get(providerUrn(provider));
  const shown = (diagnostics: readonly AnalyzeDiagnostic[]) => diagnostics.map((each) => each.toObject());
  const each = await Promise.all(
    resources.map(async (resource) => shown(await client.analyze(resource, providerOf(resource)))),
  );
  const remediated = await Promise.all(resources.map((resource) => client.remediate(resource, providerOf(resource))));
  return {
    each,
    remediated: remediated.map((all) => all.map((remediation) => remediation.toObject())),
    stack: shown(await client.analyzeStack(resources, providerOf)),
  };
}

/** A pack whose process has nothing of the plan's in it: Pulumi's SDK as it is, over gRPC alone. */
function unchangedPack({ folder, config, stack, project }: PackOptions): StartedPack {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const env = {
    ...process.env,
    ...configVariables(config),
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_DRY_RUN: "true",
  };
  const child = spawn(process.execPath, [run, "127.0.0.1:1", folder], { cwd: folder, env });
  child.stdout.setEncoding("utf8");
  const ended = once(child, "exit").then(([code]) => code as number);
  return {
    child: { process: child, output: () => "", ended, channel: undefined, kill: () => void child.kill() },
    channel: { isOpen: () => false, call: () => Promise.reject(new Error("there is none")) },
  };
}

interface Asked {
  readonly resources: readonly RegisteredResource[];
  readonly options: PackOptions;
}

/** What a project's pack is asked of a stack. */
async function asked(folder: string, config: string, policyConfig: unknown): Promise<Asked> {
  const read = readStack({ folder, config });
  const { resources } = await planRead(read, { folder, mode: "settled", withoutPolicies: true });
  const { project, stack } = read;
  const given = textFile("policies.json", JSON.stringify(policyConfig));
  const options = { folder: join(folder, "policies"), project, stack: stack.name, config: read.config };
  return { resources, options: { ...options, policyConfig: given } };
}

async function answers(pack: StartedPack, { resources, options }: Asked) {
  try {
    const { client, server } = await connect(pack, options);
    const all = await answersOf(client, resources);
    server.close();
    return all;
  } finally {
    pack.child.kill();
  }
}

/** Asks by the plan's pipe, and Pulumi's own server over gRPC. */
async function bothWays(what: Asked) {
  const pack = startPack(what.options);
  const byPipe = await answers(pack, what);
  ok(pack.channel.isOpen());
  return { byPipe, overGrpc: await answers(unchangedPack(what.options), what) };
}

describe("a policy pack that is asked by a pipe", () => {
  it("answers as over gRPC, of each resource and of the stack", async () => {
    const { byPipe, overGrpc } = await bothWays(
      await asked(root, join(root, "examples/warm-by-the-clock.yaml"), {
        "cluster-within-ceiling": { maxCpu: "1" },
        "pool-within-ceiling": { maxCpu: "1" },
        "vpc-has-flow-logs": { in: "everywhere" },
        "workload-selectors-are-met": "mandatory",
      }),
    );
    deepEqual(byPipe, overGrpc);
    ok(byPipe.each.flat().length > 0);
    ok(byPipe.stack.length > 0);
  });

  it("lets a policy change inputs, and a policy without marks see every resource of the stack", async () => {
    const { byPipe, overGrpc } = await bothWays(
      await asked(small, stackFile("scenario: existing"), {
        "queue-has-owner": "remediate",
        "stack-has-no-vpc": "advisory",
        "queue-name-is-short": { longest: 5 },
      }),
    );
    deepEqual(byPipe, overGrpc);
    deepEqual([byPipe.each.flat().length, byPipe.remediated.flat().length, byPipe.stack.length], [1, 1, 1]);
  });

  it("is named when it has gone", async () => {
    const { resources, options } = await asked(small, stackFile("scenario: existing"), {
      "crashes-on-demand": "mandatory",
    });
    const pack = startPack(options);
    const { client, server } = await connect(pack, options);
    try {
      await rejects(client.analyze(resources[0]!, undefined), /the policy pack has closed its pipe/);
      await rejects(client.analyze(resources[0]!, undefined), /the policy pack has closed its pipe/);
    } finally {
      server.close();
      pack.child.kill();
    }
  });

  const odd: Readonly<Record<string, string>> = {
    "reports that none waits for": `validateStack: ({ resources }, report) => {
      resources.forEach(async ({ name }) => { await null; await null; await null; report("late " + name); });
    } }, { ...common("second"), validateStack: () => wait(20)`,
    "a policy that changes the options that it gets": `validateResource: ({ opts }) => void opts.aliases.push("mine") },
      { ...common("second"), validateStack: ({ resources }, report) => resources.forEach(({ opts, urn }) => report(String(opts.aliases), urn))`,
    "a policy without a function": `validateResource: null, validateStack: null },
      { ...common("second"), validateResource: ({ name }, report) => report(name)`,
    "a mark that is no type": `validateResource: Object.assign(({ name }, report) => report(name), { __pulumiType: "" })`,
  };
  for (const [title, policies] of Object.entries(odd)) {
    it(`answers as over gRPC: ${title}`, async () => {
      const what = await asked(small, stackFile("scenario: existing"), {});
      const { byPipe, overGrpc } = await bothWays({ ...what, options: { ...what.options, folder: packOf(policies) } });
      deepEqual(byPipe, overGrpc);
      ok([...byPipe.each, byPipe.stack].flat().length > 0);
    });
  }

  const failing: readonly (readonly [title: string, policies: string, message: RegExp])[] = [
    ["throws", "validateResource: () => { throw new Error('boom') }", /boom/],
    [
      "throws at the last resource",
      "validateResource: ({ type }) => { if (type.includes('queue')) throw new Error('boom') }",
      /boom/,
    ],
    ["throws for the stack", "validateStack: () => { throw new Error('boom') }", /boom/],
    ["reports a list", "validateResource: (_, report) => report({ message: ['a'] })", /cannot be sent/],
    [
      "reports at a level that there is not",
      "validateResource: (_, report) => report({ message: 'a', enforcementLevel: 'fatal' })",
      /fatal/,
    ],
  ];
  for (const [title, policies, message] of failing) {
    it(`fails the plan when a policy ${title}`, async () => {
      const options = { folder: small, config: stackFile("scenario: existing"), policyPack: packOf(policies) };
      await rejects(planStack(options), (cause: Error) => {
        match(cause.message, /^the policy pack failed: /);
        match(cause.message, message);
        return true;
      });
    });
  }
});

/** A pack in plain JavaScript, by the fields of its first policy. */
function packOf(policies: string): string {
  const folder = join(temporaryFolder(), "policies");
  mkdirSync(folder);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\ndescription: odd\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "odd", "version": "1.0.0", "main": "index.js" }');
  const code = `
    const { PolicyPack } = require("@pulumi/policy");
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const common = (name) => ({ name, description: name, enforcementLevel: "mandatory" });
    new PolicyPack("odd", { policies: [{ ...common("first"), ${policies} }] });`;
  writeFileSync(join(folder, "index.js"), code);
  return folder;
}
