/** `generate -- --keda X`, and KEDA's part of `--check-modules`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import compare from "semver/functions/compare";
import { type KedaVersionRow, kedaVersions } from "../../../capacity/keda/versions";
import { exitCode } from "../../cli/errors";
import { goCommand } from "../goModules";
import type { RowSource } from "../karpenter/command";
import { textAt } from "../karpenter/files";
import { kedaRow } from "./row";

const path = "capacity/keda/versions.json";

/** What a row says besides which release it is of. */
const facts = ["testedKubernetes", "cronScaler", "cronLibrary", "scaledObject"] as const;

/** Writes the row of a release and prints what differs from the nearest earlier one. */
export function makeKedaRow(release: string, { root, go = goCommand, print }: RowSource): number {
  const made = kedaRow(release, go);
  const others = kedaVersions.filter(({ minor }) => minor !== made.minor);
  const earlier = kedaVersions.filter((row) => compare(row.release, release) < 0).at(-1);
  if (earlier === undefined) print("there is no earlier row to compare with");
  else for (const line of changes(earlier, made)) print(line);
  const text = tableText([...others, made]);
  const isNew = textAt(root, path) !== text;
  writeFileSync(join(root, path), text);
  print(isNew ? `wrote ${path}` : `the row of KEDA ${made.minor} is as it was`);
  return exitCode.pass;
}

/** Makes every row again. @returns refused, with what differs, where the file says something else */
export function checkKedaRows({ root, go = goCommand, print }: RowSource): number {
  const text = tableText(kedaVersions.map(({ release }) => kedaRow(release, go)));
  const isSame = textAt(root, path) === text;
  print(isSame ? "the rows of KEDA are what its module says" : `${path} is not what the module says`);
  return isSame ? exitCode.pass : exitCode.refused;
}

function changes(before: KedaVersionRow, after: KedaVersionRow): readonly string[] {
  const changed = facts.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
  const what = `against the row of KEDA ${before.release}`;
  if (changed.length === 0) return [`${what}: nothing changed`];
  return [
    `${what}:`,
    ...changed.map((fact) => `  changed ${fact}: ${JSON.stringify(after[fact])}, was ${JSON.stringify(before[fact])}`),
  ];
}

function tableText(rows: readonly KedaVersionRow[]): string {
  const sorted = [...rows].sort((a, b) => compare(a.release, b.release));
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}
