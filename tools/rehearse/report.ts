/** The report of a rehearsal, as text and as JSON. */
import { terminalJson } from "../cli/terminal";
import type { DecidedBy, RehearsalFinding } from "./finding";
import type { Price, TimelineEvent } from "./scenario/timeline";
import type { ShownTemplate } from "./shownTemplate";

/** What played the cloud: Karpenter's own simulation, or moto for the AWS controller. */
export type Provider = "simulation" | "aws";

export interface Rehearsal {
  readonly project: string;
  readonly stack: string;
  readonly provider: Provider;
  /** Name of the scenario's file without ".yaml"; null when only admission was checked. */
  readonly scenario: string | null;
  /** "fail" when there is a finding. */
  readonly verdict: "pass" | "fail";
  /** Number of objects that the server admitted. */
  readonly admitted: number;
  readonly findings: readonly RehearsalFinding[];
  /** What ran, by version, one line each. */
  readonly ran: readonly string[];
  /** What the rehearsal does not cover, one sentence each. */
  readonly notChecked: readonly string[];
  readonly timeline: readonly TimelineEvent[];
  /** As Karpenter made them, user data decoded; none without --provider aws. */
  readonly launchTemplates: readonly ShownTemplate[];
  /** At list prices of us-east-1; null without a scenario. */
  readonly price: Price | null;
}

const marks: Readonly<Record<TimelineEvent["kind"], string>> = {
  change: "change",
  step: "step",
  node: "node",
  pods: "pods",
  aws: "aws",
  met: "ok",
  missed: "MISS",
};

const deciders: Readonly<Record<DecidedBy, string>> = {
  aws: "AWS",
  karpenter: "Karpenter",
  kubernetes: "Kubernetes",
  helm: "Helm",
  rehearsal: "ours",
};

/** One event as a line: `  12.3 s  node    Karpenter   + dotori-general: m7i.large …` */
export function eventText({ seconds, kind, by, text }: TimelineEvent): string {
  return `${seconds.toFixed(1).padStart(6)} s  ${marks[kind].padEnd(6)}  ${deciders[by].padEnd(10)}  ${text}`;
}

/** One finding as a line: `admission (Kubernetes): NodePool dotori-general spec.weight: …` */
export function findingLine({ check, by, subject, field, message }: RehearsalFinding): string {
  return `${check} (${deciders[by]}): ${subject}${field === "" ? "" : ` ${field}`}: ${message}`;
}

/** @param withTimeline false where the reader has seen the events as they happened */
export function textReport(rehearsal: Rehearsal, withTimeline: boolean): string {
  const { project, stack, scenario, admitted, findings, ran, notChecked, timeline, price, verdict } = rehearsal;
  const refused = new Set(findings.filter(({ check }) => check === "admission").map(({ subject }) => subject)).size;
  const lines = [
    `Rehearsal of ${project}/${stack}${scenario === null ? "" : `, ${scenario}`}`,
    "",
    `Ran: ${ran.join("; ")}`,
    `Admission: ${admitted} objects admitted${refused > 0 ? `, ${refused} refused` : ""}`,
    ...notChecked.map((line) => `  not checked: ${line}`),
  ];
  if (scenario === null) lines.push("Behaviour: not played; give a scenario with --scenario");
  else if (withTimeline) lines.push("Behaviour:", ...timeline.map(eventText));
  if (price !== null) {
    const hours = (price.nodeSeconds / 3600).toFixed(3);
    lines.push(
      `Nodes: ${hours} node hours, ${price.usd.toFixed(4)} USD, at most ${price.highestUsdPerHour.toFixed(4)} USD/h`,
    );
  }
  lines.push("", ...findings.map(findingLine), `Verdict: ${verdict}`, "");
  return lines.join("\n");
}

/** Version of the JSON report; it changes when a key is renamed or removed, or its meaning changes. */
const jsonVersion = 1;

/** The report as JSON, its version first. */
export function jsonReport(rehearsal: Rehearsal): string {
  return terminalJson({ version: jsonVersion, ...rehearsal });
}
