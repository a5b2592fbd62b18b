/** Writes the hand-over pages of a planned stack: `<team>.md` in English, `<team>.ko.md` in Korean, so that both may stand side by side. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../../cli/errors";
import { writeWhole } from "../../cli/writeWhole";
import type { Plan } from "../plan";
import { readProject, readStackFile } from "../project/project";
import { pulumiConfig } from "../project/pulumiConfig";
import { checkedConfig } from "../summary/ceilings";
import { teamGuidePage } from "./page";
import { type Language, strings } from "./strings";

export interface Handover {
  /** Of Pulumi.yaml. */
  readonly project: string;
  /** As given to the plan: a stack or a stack file. */
  readonly stack?: string | undefined;
  readonly config?: string | undefined;
  /** Where the pages go; made when it is not there. */
  readonly folder: string;
  readonly language: Language;
}

/**
 * Writes a page for each team and returns how many.
 * @throws WrongUse when the stack is refused, or the program is another than this repository's
 */
export function writeTeamGuides(plan: Plan, { project: root, stack, config, folder, language }: Handover): number {
  const project = readProject(resolve(root));
  const file = readStackFile(project, config === undefined ? { stack: stack ?? "dev" } : { file: config });
  const checked = checkedConfig(project, file.name, pulumiConfig(project, file))?.config;
  if (checked === undefined)
    throw new UsageError("--handover: there are pages for a stack of this project that is not refused");
  mkdirSync(folder, { recursive: true });
  const suffix = language === "en" ? "" : `.${language}`;
  for (const team of checked.teams) {
    const planned = plan.teams.find(({ name }) => name === team.name);
    const page = teamGuidePage({ team, stack: checked, planned }, strings[language]);
    writeWhole(join(folder, `${team.name}${suffix}.md`), page);
  }
  return checked.teams.length;
}
