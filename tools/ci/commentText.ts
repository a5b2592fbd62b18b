/** The text of a pull request's one comment. */
import { forTerminal, terminalWord } from "../cli/terminal";
import { cell, fitted, longestComment } from "../plan/report/markdownParts";
import { planSections } from "../plan/stacks/markdown";
import type { PlanSet } from "./planSet";

/** By its first line the comment is known again. */
export const marker = "<!-- nodepools: plan -->";

/**
 * The reports of several stacks, worst first, each with its share of the space: what one leaves, the next may take.
 * @param limit most characters
 */
export function commentSections({ plans, notes }: PlanSet, limit: number = longestComment): string {
  const rows = forTerminal(notes).map((note) => `- ${cell(note)}`);
  const noted = rows.length === 0 ? "" : fitted([], [{ rowsAre: "notes", head: [], rows, tail: [] }], limit / 4);
  if (plans.length === 0) return `${noted}${noted === "" ? "" : "\n"}No stack changes.\n`;
  return planSections(plans, limit, noted);
}

/** Whose report it is, and where its run is. All of it is ours: no word of the report's is in it. */
export interface Source {
  /** Head commit, 40 hexadecimal digits. */
  readonly commit: string;
  readonly runUrl: string;
}

function notice({ commit, runUrl }: Source): string {
  return `> This report is the pull request's own: its code planned ${commit.slice(0, 7)} and wrote it, so a change of that code can change what it says. [Run](${runUrl})`;
}

/** The comment with a report in it. */
export function commentText(set: PlanSet, source: Source): string {
  const start = `${marker}\n${notice(source)}\n\n`;
  return `${start}${commentSections(set, longestComment - start.length)}`;
}

/** The comment when there is no report that can be shown. @param why a sentence of ours */
export function refusalText(why: string, { commit, runUrl }: Source): string {
  return `${marker}\nThe plan of ${commit.slice(0, 7)} cannot be shown: ${cell(terminalWord(why))}. [Run](${runUrl})\n`;
}
