/** The plan for code scanning: SARIF 2.1.0, as GitHub takes it. */
import { createHash } from "node:crypto";
import { version } from "../../../package.json";
import { terminalJson } from "../../cli/terminal";
import { isRefused, type Plan } from "../summary/plan";
import { counted } from "./figures";
import { type Located, located } from "./located";
import { readable } from "./readable";
import { sortedViolations, undecidedText } from "./verdict";

/** Results that GitHub keeps of a run. Source: "SARIF support for code scanning", validating your file. */
const mostResults = 5000;

/** Runs that GitHub takes in a file. Source: the same. */
export const mostRuns = 20;

/**
 * The same for the same thing at any line: of the rule, of what it is about and in which file, not of the line. GitHub matches
 * alerts by this key of `partialFingerprints`, whose form is a hash and a counter of equal ones.
 */
function fingerprints(results: readonly Located[]): readonly string[] {
  const counts = new Map<string, number>();
  return results.map(({ rule, about, file }) => {
    const hash = createHash("sha256")
      .update(JSON.stringify([rule, about, file]))
      .digest("hex")
      .slice(0, 16);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** A path as a URI reference: what means something in a URI is escaped, slashes stay. */
function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

function ruleOf(rule: string, results: readonly Located[]) {
  const first = results.find((result) => result.rule === rule)!;
  const [kind, name = rule] = rule.split("/", 2);
  const lines = first.message.split("\n");
  // a policy's message begins with what the policy keeps, and why
  const text =
    kind === "policy" && lines.length > 1 ? lines[0]! : `${name.replaceAll("-", " ")}, a check of the stack file`;
  return {
    id: rule,
    shortDescription: { text: name },
    fullDescription: { text },
    help: { text },
    defaultConfiguration: { level: first.level },
  };
}

function resultOf(result: Located, fingerprint: string, rules: readonly string[], fallback: string) {
  const { rule, level, message, about, line, column } = result;
  const file = result.file ?? fallback;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file), uriBaseId: "%SRCROOT%" },
          region: { startLine: line ?? 1, startColumn: column ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: about === "" ? "stack" : about }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

/**
 * The plan of one stack. Its category is the stack's own, so that an upload for one stack leaves the alerts of others alone.
 * Advisories of policies that cannot tell yet are no results, but counted in a notification.
 */
function run(given: Plan) {
  const plan = readable(given);
  const all = located(plan);
  const results = all.slice(0, mostResults);
  const rules = [...new Set(results.map(({ rule }) => rule))].sort();
  const hashes = fingerprints(results);
  const { undecided } = sortedViolations(plan);
  const notes = [
    ...(undecided.length === 0 ? [] : [undecidedText(undecided)]),
    ...(all.length > results.length ? [`${counted(all.length - results.length, "result")} left out`] : []),
  ];
  // what is about no file, or one outside of the repository, needs a place all the same
  const [fallback = "Pulumi.yaml"] = Object.values(plan.files);
  return {
    tool: {
      driver: { name: "nodepools", semanticVersion: version, rules: rules.map((rule) => ruleOf(rule, results)) },
    },
    automationDetails: { id: `nodepools/${plan.project}/${plan.stack}/` },
    invocations: [
      {
        executionSuccessful: !isRefused(plan),
        toolExecutionNotifications: notes.map((text) => ({ level: "note", message: { text } })),
      },
    ],
    columnKind: "unicodeCodePoints",
    results: results.map((result, index) => resultOf(result, hashes[index]!, rules, fallback)),
  };
}

/** The plans of one or several stacks, a run each. */
export function sarifReport(plans: readonly Plan[]): string {
  return terminalJson({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: plans.map(run),
  });
}
