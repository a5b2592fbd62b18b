/** The JSON of a rehearsal as somebody hands it over: bounded, and checked before anything is shown of it. */
import { z } from "zod";
import { UsageError } from "../../../cli/errors";
import { fileText } from "../../../cli/fileText";

/** Bytes of a report: the largest of our scenarios writes a hundredth. */
const mostBytes = 16 * 1024 * 1024;

/** Events and findings of a report. */
const mostEntries = 20_000;

/** Most problems that a message tells. */
const shownProblems = 3;

const finite = z.number().nonnegative();

/** The keys of `npm run rehearse -- --format json` that the page shows; others may stand beside them. */
export const rehearsalSchema = z.object({
  version: z.literal(1),
  project: z.string(),
  stack: z.string(),
  provider: z.enum(["simulation", "aws"]),
  scenario: z.string().nullable(),
  verdict: z.enum(["pass", "fail"]),
  admitted: z.int().nonnegative(),
  findings: z
    .array(z.object({ check: z.string(), subject: z.string(), field: z.string(), message: z.string() }))
    .max(mostEntries),
  /** Reports of older versions have none. */
  ran: z.array(z.string()).max(mostEntries).default([]),
  notChecked: z.array(z.string()).max(mostEntries),
  timeline: z
    .array(
      z.object({
        seconds: finite,
        kind: z.enum(["change", "step", "node", "pods", "aws", "met", "missed"]),
        text: z.string(),
      }),
    )
    .max(mostEntries),
  price: z.object({ usd: finite, highestUsdPerHour: finite, nodeSeconds: finite }).nullable(),
});

/** What the page shows of a rehearsal. */
export type ShownRehearsal = z.output<typeof rehearsalSchema>;

/**
 * The rehearsal in a file that `npm run rehearse -- --format json` wrote.
 * @throws UsageError when it cannot be read, is too large, or is none
 */
export function readRehearsal(path: string): ShownRehearsal {
  try {
    const { success, data, error } = rehearsalSchema.safeParse(JSON.parse(fileText(path, mostBytes)));
    if (success) return data;
    const problems = error.issues.map((issue) => `${issue.path.join(".") || "the report"}: ${issue.message}`);
    const more = problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : "";
    throw new UsageError(
      `${path}: is not a JSON report of a rehearsal: ${problems.slice(0, shownProblems).join("; ")}${more}`,
    );
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError(`${path}: is not JSON`);
    throw cause;
  }
}
