/** Findings that a scenario expects. */
import type { RehearsalFinding } from "../../finding";
import { findingLine } from "../../report";
import type { Timeline } from "../../scenario/timeline";

/** Findings that a scenario expects: those are taken out, and one that is missing is a finding. */
export function judged(
  findings: readonly RehearsalFinding[],
  expected: readonly string[],
  timeline: Timeline,
): readonly RehearsalFinding[] {
  const text = ({ subject, field, message }: RehearsalFinding) => `${subject} ${field} ${message}`;
  for (const finding of findings.filter((each) => expected.some((part) => text(each).includes(part))))
    timeline.add("met", `found, as expected: ${findingLine(finding)}`, finding.by);
  const missing = expected.filter((part) => !findings.some((finding) => text(finding).includes(part)));
  return [
    ...findings.filter((finding) => !expected.some((part) => text(finding).includes(part))),
    ...missing.map((part) => ({
      check: "behaviour" as const,
      by: "rehearsal" as const,
      subject: "findings",
      field: "",
      message: `no finding says "${part}", which the scenario expects`,
    })),
  ];
}
