/** Plays edits of base.yaml on the real program, and compares what the plan says of them. */
import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { changesOf } from "../../../../tools/plan/against/changes";
import type { Side } from "../../../../tools/plan/against/side";
import type { Changes, PoolRolls } from "../../../../tools/plan/summary/changesSchema";
import { sideOfText } from "../../../support/programInProcess";
import type { Edit } from "./edits";

/** The text of base.yaml. */
export const base = readFileSync(join(__dirname, "base.yaml"), "utf8");

let planned: Promise<Side> | undefined;

/** What the program makes of base.yaml; planned once. */
export function baseSide(): Promise<Side> {
  planned ??= sideOfText(base);
  return planned;
}

/** The text of the base with the edit in it. */
export function edited({ set }: Pick<Edit, "set">): string {
  const document = parseDocument(base);
  for (const [path, value] of set) {
    const full = ["config", ...path];
    if (value === undefined) document.deleteIn(full);
    else document.setIn(full, document.createNode(value));
  }
  return String(document);
}

/** What changes from one side to the other. */
export function changed(before: Side, after: Side): Changes {
  const { stack, mode } = before;
  return changesOf({ against: { kind: "stack-file", name: "base.yaml", stack, mode }, before, after });
}

/** What a test compares: short, and whole. */
function outcome({ pools, resources, abrupt, summary }: Changes) {
  const counts = new Map<string, number>();
  for (const { action, type } of resources) {
    const key = `${action} ${type.split(":").at(-1)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rolling = pools.filter(({ rolls }) => rolls !== "none");
  return {
    rolls: Object.fromEntries(rolling.map(({ name, rolls }): [string, PoolRolls] => [name, rolls])),
    resources: [...counts].map(([key, count]) => `${key} ${count}`).sort(),
    abrupt: abrupt.map(({ kind, subject }) => `${kind} ${subject}`),
    cannotTell: summary.cannotTell,
  };
}

/** A test for each edit. */
export function itDoes(edits: readonly Edit[]): void {
  for (const edit of edits)
    it(edit.title, async () => {
      const { rolls, resources, abrupt = [], cannotTell = 0 } = edit;
      deepEqual(outcome(changed(await baseSide(), await sideOfText(edited(edit)))), {
        rolls,
        resources: resources.map(([action, kind, count]) => `${action} ${kind} ${count}`).sort(),
        abrupt: abrupt.map(([kind, subject]) => `${kind} ${subject}`),
        cannotTell,
      });
    });
}
