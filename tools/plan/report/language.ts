/** The languages of what teams and their managers read: the page and the team guides. */

/** The default first. */
export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];
