import assert from "node:assert/strict";
import { z } from "zod";
import type { Plan } from "../../../../tools/plan/plan";
import { sarifReport } from "../../../../tools/plan/report/sarif";
import { samplePlan, samplePlanAlone } from "../../../support/samplePlan";

const text = z.strictObject({ text: z.string().min(1) });

/**
 * What SARIF 2.1.0 (OASIS, sections 3.13 to 3.52) and GitHub ("SARIF support for code scanning") ask of a file, in our words: no
 * other keys, as the standard's own schema has `additionalProperties: false`; URIs relative, without a step upwards.
 */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            semanticVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
            rules: z.array(
              z.strictObject({
                id: z.string().min(1).max(255),
                shortDescription: text,
                fullDescription: text,
                help: text,
                defaultConfiguration: z.strictObject({ level: z.enum(["none", "note", "warning", "error"]) }),
              }),
            ),
          }),
        }),
        automationDetails: z.strictObject({ id: z.string().regex(/^.+\/$/) }),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(z.strictObject({ level: z.literal("note"), message: text })),
          }),
        ),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().nonnegative(),
            level: z.enum(["none", "note", "warning", "error"]),
            message: text,
            locations: z
              .array(
                z.strictObject({
                  physicalLocation: z.strictObject({
                    artifactLocation: z.strictObject({
                      uri: z.string().regex(/^(?!\/|\.\.\/|[a-z]+:)[^\s\\"<>^`{|}]+$/),
                      uriBaseId: z.literal("%SRCROOT%"),
                    }),
                    region: z.strictObject({ startLine: z.int().positive(), startColumn: z.int().positive() }),
                  }),
                  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string().min(1) })),
                }),
              )
              .min(1),
            partialFingerprints: z.strictObject({ primaryLocationLineHash: z.string().regex(/^[0-9a-f]{16}:\d+$/) }),
          }),
        ),
      }),
    )
    .min(1)
    .max(20),
});

const read = (plans: readonly Plan[]) => sarif.parse(JSON.parse(sarifReport(plans)));

/** Rule, level, place and fingerprint of each result. */
const results = (plan: Plan) =>
  read([plan]).runs[0]!.results.map(({ ruleId, level, locations, partialFingerprints }) => {
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    return {
      ruleId,
      level,
      at: `${artifactLocation.uri}:${region.startLine}`,
      hash: partialFingerprints.primaryLocationLineHash,
    };
  });

describe("the report for code scanning", () => {
  it("has a result for each finding and violation, and counts those that cannot tell yet in a notification", () => {
    assert.deepEqual(
      results(samplePlan).map(({ hash: _, ...result }) => result),
      [
        { ruleId: "policy/pool-has-limits", level: "error", at: "infra/Pulumi.dev.yaml:14" },
        { ruleId: "policy/cluster-logs-are-kept", level: "warning", at: "infra/Pulumi.dev.yaml:3" },
        { ruleId: "config/deployer-reaches-the-cluster", level: "warning", at: "infra/Pulumi.dev.yaml:3" },
      ],
    );
    assert.deepEqual(read([samplePlan]).runs[0]!.invocations[0]!.toolExecutionNotifications, [
      { level: "note", message: { text: "cannot tell yet: 1 advisory of 1 policy" } },
    ]);
  });

  it("names each result's rule by its index", () => {
    const [run] = read([samplePlan]).runs;
    assert.deepEqual(
      run!.results.map(({ ruleIndex }) => run!.tool.driver.rules[ruleIndex]!.id),
      run!.results.map(({ ruleId }) => ruleId),
    );
  });

  it("has a run of its own category for each stack", () => {
    const ids = read([samplePlan, { ...samplePlanAlone, stack: "prod" }]).runs.map(
      ({ automationDetails }) => automationDetails.id,
    );
    assert.deepEqual(ids, ["nodepools/nodepools/dev/", "nodepools/nodepools/prod/"]);
  });

  it("knows a result again when it has moved to another line, and tells equal ones in two teams apart", () => {
    const moved = {
      ...samplePlanAlone,
      findings: samplePlanAlone.findings.map((finding) => ({ ...finding, line: 40 })),
      policies: {
        verdict: "fail" as const,
        violations: samplePlanAlone.policies.violations.map((violation) => ({ ...violation, line: 50 })),
      },
    };
    const hashes = (plan: Plan) => results(plan).map(({ hash }) => hash);
    assert.deepEqual(hashes(moved), hashes(samplePlanAlone));
    const [finding] = samplePlanAlone.findings;
    const two = hashes({ ...samplePlanAlone, findings: [finding!, { ...finding!, path: "teams.alpha" }, finding!] });
    assert.equal(new Set(two).size, two.length);
  });

  it("escapes a path in a URI, and places what has no file at a stack's own", () => {
    const [finding] = samplePlanAlone.findings;
    const plan: Plan = {
      ...samplePlanAlone,
      policies: { verdict: "pass", violations: [] },
      files: { "a b#1.yaml": "한/a b#1.yaml" },
      findings: [
        { ...finding!, file: "a b#1.yaml" },
        { level: "error", rule: "program", path: "", message: "the program says" },
      ],
    };
    assert.deepEqual(
      results(plan)
        .map(({ at }) => at)
        .sort(),
      ["%ED%95%9C/a%20b%231.yaml:1", "%ED%95%9C/a%20b%231.yaml:3"],
    );
  });
});
