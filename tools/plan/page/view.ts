/** What every section is written from: the plan, the texts and the formats of a language. */
import { forTerminal } from "../../cli/terminal";
import type { Language } from "../report/language";
import { type Located, located } from "../report/located";
import type { Plan } from "../summary/plan";
import { type Formats, formatsOf } from "./formats";
import { type PageTexts, pageTexts } from "./strings/strings";

/** The page's material, made once. */
export interface View {
  readonly plan: Plan;
  readonly language: Language;
  readonly texts: PageTexts;
  readonly formats: Formats;
  /** Findings and violations, worst first. */
  readonly located: readonly Located[];
}

/** @param given a plan whose texts may be a stranger's: what acts or cannot be seen is shown as its number */
export function viewOf(given: Plan, language: Language): View {
  const plan = forTerminal(given);
  return { plan, language, texts: pageTexts(language), formats: formatsOf(language), located: located(plan) };
}
