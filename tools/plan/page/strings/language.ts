/** How the page's texts stand: language beside language, so that a string is added to all of them or to none. */
import type { Language } from "../../report/language";

/** The same texts in each language. */
export type Bilingual<Texts> = Readonly<Record<Language, Texts>>;
