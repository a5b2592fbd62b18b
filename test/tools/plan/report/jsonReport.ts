/** The JSON report against its published schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Plan } from "../../../../tools/plan/plan";
import { jsonReport } from "../../../../tools/plan/report/json";
import { root } from "../../../support/plans";

const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, "schema/plan.json"), "utf8")));

/** What the schema finds wrong with a plan's JSON report. */
export function findingsOf(plan: object): readonly string[] {
  const { success, error } = schema.safeParse(JSON.parse(jsonReport(plan as Plan)));
  return success ? [] : error.issues.map(({ message }) => message);
}
