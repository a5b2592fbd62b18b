/** The plans of one run: what the job that runs a pull request's code hands over to the one that comments. */
import { z } from "zod";
import { terminalJson } from "../cli/terminal";
import { checkedPlan } from "../plan/report/readReport";
import { withoutInputs } from "../plan/stacks/planProcess";
import type { Plan } from "../plan/summary/plan";

/** Its file in the artifact. */
export const planSetFile = "plans.json";

/** Bytes of the file: resources without their inputs are small, so this is thousands of teams. */
export const mostPlanSetBytes = 16 * 1024 * 1024;

/** Stacks of a repository, and characters of a note. */
const mostPlans = 200;
const mostNotes = 200;
const longestNote = 2000;

const planSetSchema = z.strictObject({
  version: z.literal(1),
  plans: z.array(z.unknown()).max(mostPlans),
  notes: z.array(z.string().max(longestNote)).max(mostNotes),
});

export interface PlanSet {
  /** One for each stack that the change concerns, by name. */
  readonly plans: readonly Plan[];
  /** What there is to say besides, a line each. */
  readonly notes: readonly string[];
}

/** The set as the artifact has it. */
export function planSetText({ plans, notes }: PlanSet): string {
  return terminalJson({
    version: 1,
    plans: plans.map(withoutInputs),
    notes: notes.map((note) => note.slice(0, longestNote)),
  });
}

/**
 * The set in a text of any origin.
 * @throws RangeError that says what is wrong with it
 */
export function parsePlanSet(text: string): PlanSet {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new RangeError("is not JSON");
  }
  const checked = planSetSchema.safeParse(data);
  if (checked.success) return { notes: checked.data.notes, plans: checked.data.plans.map(checkedPlan) };
  const [first] = checked.error.issues;
  const where = first === undefined || first.path.length === 0 ? "it" : first.path.join(".");
  throw new RangeError(`is not what the default branch's code reads: ${where}: ${first?.message ?? "invalid"}`);
}
