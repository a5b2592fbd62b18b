/** Writes the team guides of a planned stack: `<team>.md` in English, `<team>.ko.md` in Korean, so that both may stand side by side. */
import type { StackConfig } from "../../../config";
import { writeOwnFiles } from "../../cli/ownFiles";
import type { Language } from "../report/language";
import type { Written } from "../report/manifests";
import type { Plan } from "../summary/plan";
import { teamGuide } from "./guide";
import { strings } from "./strings";

/** What to write, and where. */
export interface TeamGuides {
  readonly plan: Plan;
  /** The stack that was planned. */
  readonly stack: StackConfig;
  /** Where the guides go; made when it is not there. */
  readonly folder: string;
  readonly language: Language;
}

/** The guides' name in the folder's list of files. */
export const guidesKind = (language: Language) => `guides.${language}`;

/** Writes a guide for each team. */
export function writeTeamGuides({ plan, stack, folder, language }: TeamGuides): Written {
  const suffix = language === "en" ? "" : `.${language}`;
  const files = stack.teams.map((team) => {
    const planned = plan.teams.find(({ name }) => name === team.name);
    return { file: `${team.key}${suffix}.md`, text: teamGuide({ team, stack, planned }, strings[language]) };
  });
  return { count: files.length, removed: writeOwnFiles(folder, guidesKind(language), files) };
}
