/** What a rehearsal found, as text and as data. */
import type { RehearsalFinding } from "./finding";
import type { Price, TimelineEvent } from "./scenario/timeline";

export interface Rehearsal {
  readonly project: string;
  readonly stack: string;
  /** File name without its ending; null when only admission was checked. */
  readonly scenario: string | null;
  readonly verdict: "pass" | "fail";
  /** Objects that the server took. */
  readonly admitted: number;
  readonly findings: readonly RehearsalFinding[];
  /** What was not checked, in plain words. */
  readonly notes: readonly string[];
  readonly timeline: readonly TimelineEvent[];
  /** List prices of us-east-1; null without a scenario. */
  readonly price: Price | null;
}

const marks: Readonly<Record<TimelineEvent["kind"], string>> = {
  change: "ours ",
  step: "step ",
  node: "node ",
  pods: "pods ",
  met: "ok   ",
  missed: "MISS ",
  note: "     ",
};

/** One event as a line: `  12.3 s  node  + dotori-general: m7i.large …` */
export function eventText({ seconds, kind, text }: TimelineEvent): string {
  return `${seconds.toFixed(1).padStart(6)} s  ${marks[kind]} ${text}`;
}

export function findingLine({ check, subject, field, message }: RehearsalFinding): string {
  return `${check}: ${subject}${field === "" ? "" : ` ${field}`}: ${message}`;
}

/** @param withTimeline false where the reader saw it go by */
export function textReport(rehearsal: Rehearsal, withTimeline: boolean): string {
  const { project, stack, scenario, admitted, findings, notes, timeline, price, verdict } = rehearsal;
  const refused = new Set(findings.filter(({ check }) => check === "admission").map(({ subject }) => subject)).size;
  const lines = [
    `Rehearsal of ${project}/${stack}${scenario === null ? "" : `, ${scenario}`}`,
    "",
    `Admission: ${admitted} objects taken${refused > 0 ? `, ${refused} refused` : ""}`,
    ...notes.map((note) => `  not checked: ${note}`),
  ];
  if (scenario === null) lines.push("Behaviour: not played; give a scenario with --scenario");
  else if (withTimeline) lines.push("Behaviour:", ...timeline.map(eventText));
  if (price !== null) {
    const hours = (price.nodeSeconds / 3600).toFixed(3);
    lines.push(
      `Nodes: ${hours} node hours, ${price.usd.toFixed(4)} USD, at most ${price.highestUsdPerHour.toFixed(4)} USD/h at once`,
    );
  }
  lines.push("", ...findings.map(findingLine), `Verdict: ${verdict}`, "");
  return lines.join("\n");
}

export function jsonReport(rehearsal: Rehearsal): string {
  return `${JSON.stringify(rehearsal, undefined, 2)}\n`;
}
