/** A decision as people read it. */
import type { Decision, Gap, Layer } from "./evaluate";
import type { Request } from "./request";
import type { Candidate, Mismatch } from "./statement";
import { principalText } from "./statement";

const layers: Readonly<Record<Layer, string>> = {
  identity: "identity policy",
  boundary: "permissions boundary",
  session: "session policy",
  resource: "policy of the resource",
};

/** One line for the decision, and under an implicit deny one for each statement that nearly allowed. */
export function decisionText(
  { action, principal, resource }: Request,
  { outcome, statements, gaps }: Decision,
): string {
  const asked = `${action} on ${resource.arn} by ${principalText(principal)} is ${outcome}`;
  if (gaps.length === 0) return `${asked} by ${statements.join(", ")}`;
  return [asked, ...gaps.flatMap(gapLines)].join("\n");
}

function gapLines({ layer, candidates }: Gap): readonly string[] {
  const of = `  no ${layers[layer]}`;
  if (candidates.length === 0) return [`${of} allows the action on anything`];
  return [`${of} allows it`, ...candidates.map(candidateLine)];
}

function candidateLine({ statement, mismatches }: Candidate): string {
  return `    ${statement}: ${mismatches.map(mismatchText).join("; ")}`;
}

/** What the statement wants, and what the request has instead. */
export function mismatchText(mismatch: Mismatch): string {
  const wanted = mismatch.written.map((one) => `"${one}"`).join(" or ");
  if (!("key" in mismatch)) return `${mismatch.element} is ${wanted}, not "${mismatch.asked}"`;
  const { operator, key, asked } = mismatch;
  const had =
    asked === undefined ? "missing" : typeof asked === "string" ? `"${asked}"` : `[${asked.map((one) => `"${one}"`)}]`;
  return `${key} is ${had}, ${operator} wants ${wanted}`;
}
