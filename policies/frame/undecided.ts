/** How a message says that a rule cannot decide; this file loads without the SDK, for the plan. */

/** Starts what follows the subject, where an input is known only when it is deployed. */
const notYet = "cannot tell yet: ";
/** Starts what follows the subject, where the inputs do not decide whenever they are read. */
const notAbout = "cannot tell about ";

/** @param path of the value that is not known */
export const undecidedText = (path: string): string =>
  `${notYet}${path} is known only when it is deployed; the rule decides then.`;

/** @param why without a full stop */
export const cannotTellText = (place: string, why: string): string => `${notAbout}${place}: ${why}.`;

/**
 * Where a message points: what follows the subject of its second line, and whether the rule says that it cannot tell.
 * @param message as a rule of this pack reports it; of one of another form nothing is known
 */
export function pointsAt(message: string): { readonly cannotTell: boolean; readonly rest: readonly string[] } {
  // the subject may have a colon in its name, so each of them may end it
  const [, told = ""] = message.split("\n", 2);
  const rest = [...told.matchAll(/: /g)].map(({ index }) => told.slice(index + 2));
  const cannotTell = rest.some((text) => text.startsWith(notYet) || text.startsWith(notAbout));
  return { cannotTell, rest: rest.map((text) => (text.startsWith(notAbout) ? text.slice(notAbout.length) : text)) };
}
