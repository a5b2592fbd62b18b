/** Writes the team guides of a planned stack: `<team>.md` in English, `<team>.ko.md` in Korean, so that both may stand side by side. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StackConfig } from "../../../config";
import { writeAtomic } from "../../cli/writeAtomic";
import type { Plan } from "../summary/plan";
import { teamGuide } from "./guide";
import { type Language, strings } from "./strings";

/** What to write, and where. */
export interface TeamGuides {
  readonly plan: Plan;
  /** The stack that was planned. */
  readonly stack: StackConfig;
  /** Where the guides go; made when it is not there. */
  readonly folder: string;
  readonly language: Language;
}

/** Writes a guide for each team and returns how many. */
export function writeTeamGuides({ plan, stack, folder, language }: TeamGuides): number {
  mkdirSync(folder, { recursive: true });
  const suffix = language === "en" ? "" : `.${language}`;
  for (const team of stack.teams) {
    const planned = plan.teams.find(({ name }) => name === team.name);
    const text = teamGuide({ team, stack, planned }, strings[language]);
    writeAtomic(join(folder, `${team.name}${suffix}.md`), text);
  }
  return stack.teams.length;
}
