/** Every text of the team guides, language beside language: a string is added to all of them or to none. */
import { english } from "./english";
import { korean } from "./korean";
import type { Strings } from "./sentences";

/** Languages of the guides, the default first. */
export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

export const strings: Readonly<Record<Language, Strings>> = { en: english, ko: korean };
