/** All texts of the page in one language. */
import type { Language } from "../../report/language";
import { findings } from "./findings";
import { frame } from "./frame";
import { money } from "./money";
import { teams } from "./teams";
import { verdict } from "./verdict";

const sections = { frame, verdict, teams, money, findings } as const;

/** Texts by section. */
export type PageTexts = { readonly [Section in keyof typeof sections]: (typeof sections)[Section]["en"] };

/** The texts of a language. */
export function pageTexts(language: Language): PageTexts {
  return Object.fromEntries(
    Object.entries(sections).map(([section, texts]) => [section, texts[language]]),
  ) as unknown as PageTexts;
}
