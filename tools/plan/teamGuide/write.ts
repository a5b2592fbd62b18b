/**
 * Writes the team guides of a planned stack, each as Markdown and as a page: `<team>.md` and `<team>.html` in English,
 * `<team>.ko.md` and `<team>.ko.html` in Korean, so that both may stand side by side.
 */
import type { StackConfig } from "../../../config";
import { writeOwnFiles } from "../../cli/ownFiles";
import type { Language } from "../report/language";
import type { Written } from "../report/manifests";
import type { Plan } from "../summary/plan";
import { teamGuide } from "./guide";
import { guideHtml } from "./html";
import { guideMarkdown } from "./markdown";
import { strings } from "./strings";

/** What to write, and where. */
export interface TeamGuides {
  readonly plan: Plan;
  /** The stack that was planned. */
  readonly stack: StackConfig;
  /** Where the guides go; made when it is not there. */
  readonly folder: string;
  readonly language: Language;
  /** In milliseconds since 1970. @default now */
  readonly now?: number;
}

/** The guides' name in the folder's list of files. */
export const guidesKind = (language: Language) => `guides.${language}`;

/** Writes a guide for each team; the count is of teams. */
export function writeTeamGuides({ plan, stack, folder, language, now = Date.now() }: TeamGuides): Written {
  const suffix = language === "en" ? "" : `.${language}`;
  const files = stack.teams.flatMap((team) => {
    const planned = plan.teams.find(({ name }) => name === team.name);
    const guide = teamGuide({ team, stack, planned, money: plan.money, now }, strings[language]);
    return [
      { file: `${team.key}${suffix}.md`, text: guideMarkdown(guide) },
      { file: `${team.key}${suffix}.html`, text: guideHtml(guide, language) },
    ];
  });
  return { count: stack.teams.length, removed: writeOwnFiles(folder, guidesKind(language), files) };
}
