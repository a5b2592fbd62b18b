/** All texts of the page in one language. */
import type { Language } from "../../report/language";
import { changes } from "./changes";
import { compareWarm } from "./compareWarm";
import { findings } from "./findings";
import { frame } from "./frame";
import { landing } from "./landing";
import { maintenance } from "./maintenance";
import { money } from "./money";
import { policies } from "./policies";
import { prices } from "./prices";
import { rehearsal } from "./rehearsal";
import { resources } from "./resources";
import { teams } from "./teams";
import { verdict } from "./verdict";
import { versions } from "./versions";
import { week } from "./week";
import { whatIf } from "./whatIf";

const sections = {
  changes,
  compareWarm,
  findings,
  frame,
  landing,
  maintenance,
  money,
  policies,
  prices,
  rehearsal,
  resources,
  teams,
  verdict,
  versions,
  week,
  whatIf,
} as const;

/** Texts by section. */
export type PageTexts = { readonly [Section in keyof typeof sections]: (typeof sections)[Section]["en"] };

/** The texts of a language. */
export function pageTexts(language: Language): PageTexts {
  return Object.fromEntries(
    Object.entries(sections).map(([section, texts]) => [section, texts[language]]),
  ) as unknown as PageTexts;
}
