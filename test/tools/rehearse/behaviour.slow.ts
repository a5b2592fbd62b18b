import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { simulationParts } from "../../../tools/rehearse/parts/parts";
import { defaultVersions } from "../../../tools/rehearse/parts/versions";
import { rehearse } from "../../../tools/rehearse/rehearse";
import type { Rehearsal } from "../../../tools/rehearse/report";
import { readScenario } from "../../../tools/rehearse/scenario/read";
import { needsParts } from "../../support/rehearse/built";
import { sideBySide } from "../../support/rehearse/sideBySide";

const root = resolve(__dirname, "../../..");
const scenarios = join(root, "examples/scenarios");

/** Scenarios that take minutes. */
const longest = ["edits-roll-nodes.yaml", "five-warm-nodes.yaml"];

const texts = ({ timeline }: Rehearsal) => timeline.map(({ text }) => text);

describe("scenarios", function () {
  this.timeout(900_000);
  let folder: string;

  before(function () {
    needsParts(this, simulationParts);
    folder = mkdtempSync(join(tmpdir(), "scenario-"));
  });
  after(() => folder !== undefined && rmSync(folder, { recursive: true }));

  const file = (content: object): string => {
    const path = join(folder, "of-a-test.yaml");
    writeFileSync(path, stringify({ about: "a test", config: join(root, "examples/multiple.yaml"), ...content }));
    return path;
  };
  const played = (path: string) => rehearse({ folder: root, scenario: readScenario(path) });

  /** Two at once, since they wait more than they compute; the longest first. */
  const names = [
    ...longest,
    ...readdirSync(scenarios).filter((name) => name.endsWith(".yaml") && !longest.includes(name)),
  ];
  const runOf = sideBySide(Object.fromEntries(names.map((name) => [name, () => played(join(scenarios, name))])), 2);

  for (const name of names) {
    it(`${name} passes`, async () => {
      const { verdict, findings, price } = await runOf(name);
      deepEqual([verdict, findings], ["pass", []]);
      ok(price !== null && price.usd > 0);
    });
  }

  it("are played with the Karpenter that the stack configures, 1.14 as well", async function () {
    const karpenter = "1.14.1";
    needsParts(this, simulationParts, { ...defaultVersions(), karpenter });
    const gpu = parse(readFileSync(join(root, "examples/gpu.yaml"), "utf8")) as {
      readonly config: Readonly<Record<string, object>>;
    };
    const config = join(folder, "older-karpenter.yaml");
    const own = { ...gpu.config["nodepools:karpenter"], version: karpenter };
    writeFileSync(config, stringify({ config: { ...gpu.config, "nodepools:karpenter": own } }));
    const scenario = readScenario(join(scenarios, "limits-nodes.yaml"));
    const { verdict, findings, ran } = await rehearse({ folder: root, config, scenario });
    deepEqual([verdict, findings], ["pass", []]);
    ok(ran.includes("Karpenter 1.14.1"), ran.join("; "));
  });

  it("end at the first expectation that is not met, and say what there was instead", async () => {
    const { verdict, findings, timeline } = await played(
      file({
        steps: [
          { run: { workload: "dotori/web", pool: "dotori-general", replicas: 1, cpu: "1", memory: "1Gi" } },
          { expect: { within: "20s", nodes: { "dotori-general": 1 }, running: { "dotori/web": 1 } } },
          { expect: { within: "1s", nodes: { "dotori-general": 2 } } },
          { say: "never reached", wait: "1h" },
        ],
      }),
    );
    equal(verdict, "fail");
    deepEqual(findings, [
      {
        check: "behaviour",
        by: "rehearsal",
        subject: "steps[2]",
        field: "",
        message: "after 1s, nodes of dotori-general: 1, expected 2",
      },
    ]);
    equal(timeline.at(-1)?.kind, "missed");
  });

  it("find that an expectation does not stay met", async () => {
    const { findings } = await played(
      file({
        steps: [
          { run: { workload: "dotori/web", pool: "dotori-general", replicas: 1, cpu: "1", memory: "1Gi" } },
          { expect: { nodes: { "dotori-general": 0 }, for: "20s" } },
        ],
      }),
    );
    deepEqual(
      findings.map(({ message }) => message),
      ["did not stay so for 20s: nodes of dotori-general: 1, expected 0"],
    );
  });

  it("name an object of a step that does not exist", async () => {
    const { findings } = await played(file({ steps: [{ scale: { deployment: "dotori/absent", replicas: 1 } }] }));
    deepEqual(
      findings.map(({ subject, message }) => [subject, message]),
      [["steps[0]", "there is no Deployment dotori/absent"]],
    );
    const node = await played(file({ steps: [{ deleteNode: "dotori-general" }] }));
    deepEqual(
      node.findings.map(({ subject, message }) => [subject, message]),
      [["steps[0]", "there is no node dotori-general, and no node of a pool of that name"]],
    );
  });

  it("name an object that the server refuses before the first step", async () => {
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "absent" } };
    const { findings } = await played(file({ objects: [map], steps: [{ wait: "1h" }] }));
    deepEqual(
      findings.map(({ subject, message }) => [subject, message]),
      [["objects", 'ConfigMap absent/a is refused: namespaces "absent" not found']],
    );
  });

  it("see whom a policy refuses, with which message, and whom it does not", async () => {
    const expression = "object.metadata.name != namespaceObject.metadata.name";
    const map = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "dotori" } });
    const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] };
    const rehearsal = await played(
      file({
        objects: [
          {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "ValidatingAdmissionPolicy",
            metadata: { name: "own-names" },
            spec: {
              failurePolicy: "Fail",
              matchConstraints: { resourceRules: [rule] },
              validations: [{ expression, message: "not the name of its namespace" }],
            },
          },
          {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "ValidatingAdmissionPolicyBinding",
            metadata: { name: "own-names" },
            spec: { policyName: "own-names", validationActions: ["Deny"] },
          },
        ],
        steps: [
          { refuse: { create: map("dotori"), message: "not the name of its namespace" } },
          { allow: { create: map("other") } },
          { refuse: { as: { user: "nobody" }, create: map("other"), message: 'User "nobody" cannot' } },
          { refuse: { create: map("other"), message: "whatever" } },
        ],
      }),
    );
    deepEqual(
      rehearsal.findings.map(({ subject, message }) => [subject, message]),
      [["steps[3]", "ConfigMap dotori/other as the administrator is admitted; it must be refused"]],
    );
    ok(texts(rehearsal).includes("ConfigMap dotori/other as the administrator is admitted"));
  });

  it("give the command exit code 1 and a JSON report when an expectation is not met, and say why pods get no node", () => {
    // pods for a zone that the pool does not have, and one beyond the team's quota
    const run = { workload: "dotori/vast", pool: "dotori-general", replicas: 1, cpu: "500", memory: "1Gi" };
    const requests = { cpu: "1", memory: "1Gi" };
    const elsewhere = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { namespace: "dotori", name: "web" },
      spec: {
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: {
            nodeSelector: { team: "dotori", "topology.kubernetes.io/zone": "us-east-1z" },
            tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
            containers: [{ name: "web", image: "pause", resources: { requests, limits: { memory: "1Gi" } } }],
          },
        },
      },
    };
    const path = file({ steps: [{ run }, { apply: [elsewhere] }, { expect: { within: "15s", totalNodes: 1 } }] });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "tools/rehearse/main.ts", "--scenario", path, "--format", "json"],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    equal(status, 1);
    const report = JSON.parse(stdout) as Rehearsal;
    deepEqual([report.stack, report.scenario, report.verdict], ["multiple", "of-a-test", "fail"]);
    const line = (by: string, text: string) =>
      new RegExp(`^ {2,}\\d+\\.\\d s {2}MISS {4}${by.padEnd(10)} {2}steps\\[2\\]: ${text}`, "m");
    match(stderr, line("ours", "after 15s, nodes of all pools: 0, expected 1$"));
    match(stderr, line("Karpenter", "makes no node: .*dotori-general"));
    match(stderr, line("Kubernetes", "creates no pod: .*pods is forbidden: exceeded quota: dotori,"));
  });
});
