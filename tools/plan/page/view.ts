/** What every section is written from: the plan, the texts and the formats of a language. */
import { forTerminal } from "../../cli/terminal";
import type { Language } from "../report/language";
import { type Located, located } from "../report/located";
import type { Plan } from "../summary/plan";
import { poolSpecs } from "./data/poolSpecs";
import { type AdmittedPrices, admittedPrices } from "./data/prices";
import { poolWeeks, type WeekOfPools } from "./data/week";
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
  readonly weeks: readonly WeekOfPools[];
  readonly prices: readonly AdmittedPrices[];
}

/** @param given a plan whose texts may be a stranger's: what acts or cannot be seen is shown as its number */
export function viewOf(given: Plan, language: Language): View {
  const plan = forTerminal(given);
  const specs = poolSpecs(plan);
  return {
    plan,
    language,
    texts: pageTexts(language),
    formats: formatsOf(language),
    located: located(plan),
    weeks: poolWeeks(plan, specs),
    prices: admittedPrices(plan, specs),
  };
}
