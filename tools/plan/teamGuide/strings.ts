/** Every text of the team guides, language beside language: a string is added to all of them or to none. */
import type { Language } from "../report/language";
import { english } from "./english";
import { korean } from "./korean";
import type { Strings } from "./sentences";

export const strings: Readonly<Record<Language, Strings>> = { en: english, ko: korean };
