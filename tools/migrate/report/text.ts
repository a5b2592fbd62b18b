/** The report of a migration for a terminal. */
import { forTerminal } from "../../cli/terminal";
import { counted } from "../../plan/report/figures";
import type { Migration } from "../migrate";
import { headings, placeText } from "./lists";

/** The report as lines; values that were carried over are counted by object, as Markdown and JSON list them each. */
export function reportText(migration: Migration, files: readonly string[]): string {
  const { lists, passedOver, objects } = forTerminal(migration);
  const sections = [
    section(
      headings.broken,
      lists.broken.map(({ fault, from, message, unnoticed, instead }) => [
        `${fault}: ${placeText(from)}`,
        message,
        `why nobody noticed: ${unnoticed}`,
        `instead: ${instead}`,
      ]),
    ),
    section(
      headings.noEquivalent,
      lists.noEquivalent.map(({ from, message, advice }) => [placeText(from), message, `what to do: ${advice}`]),
    ),
    section(
      headings.decided,
      lists.decided.map(({ to, message }) => [`${to}: ${message}`]),
    ),
    section(headings.carried, carriedByObject(lists.carried)),
  ];
  const passed = passedOver.map(({ kind, count }) => `${count} ${kind}`).join(", ");
  const head = `${counted(objects, "object")} read: ${counted(lists.carried.length, "value")} carried over, ${lists.noEquivalent.length} without an equivalent, ${lists.broken.length} broken in the source, ${lists.decided.length} decided for you`;
  return [
    head,
    ...(passed === "" ? [] : [`Not read: ${passed}`]),
    ...sections.flatMap((lines) => (lines.length === 0 ? [] : ["", ...lines])),
    "",
    ...files.map((line) => line),
    "",
  ].join("\n");
}

function section(heading: string, entries: readonly (readonly string[])[]): readonly string[] {
  if (entries.length === 0) return [];
  const lines = entries.flatMap(([first = "", ...rest]) => [`  ${first}`, ...rest.map((line) => `    ${line}`)]);
  return [`${heading} (${entries.length})`, ...lines];
}

function carriedByObject(carried: Migration["lists"]["carried"]): readonly (readonly string[])[] {
  const objects = new Map<string, string[]>();
  for (const { from, to } of carried) {
    const title = `${from.file} ${from.object}`;
    objects.set(title, [...(objects.get(title) ?? []), `${from.path === "" ? from.object : from.path} -> ${to}`]);
  }
  return [...objects].map(([title, lines]) => [title, ...lines]);
}
