/** `generate -- --karpenter X` and `--check-modules`: rows of versions from the Go modules. */
import compare from "semver/functions/compare";
import { exitCode } from "../../cli/errors";
import { type Go, goCommand } from "../goModules";
import { versionChanges } from "./changes";
import { factFiles, minorsIn, readFacts, textAt, writeFacts } from "./files";
import { karpenterModules } from "./modules";
import { type KarpenterFacts, karpenterFacts } from "./row";

/** Where the rows are, and what gets modules. */
export interface RowSource {
  readonly root: string;
  /** @default the program `go` */
  readonly go?: Go;
  readonly print: (line: string) => void;
}

/**
 * Writes the row of a release and prints what differs from the nearest earlier row.
 * @param release "1.15.1"
 * @throws NotServed when the release cannot be had; nothing is written then
 */
export function makeRow(release: string, { root, go = goCommand, print }: RowSource): number {
  const facts = karpenterFacts(karpenterModules(release, go));
  const earlier = earlierFacts(root, release);
  const changed = Object.entries(factFiles(facts)).filter(([path, text]) => textAt(root, path) !== text);
  const replaced = minorsIn(root).includes(facts.row.minor) ? readFacts(root, facts.row.minor).row.source : undefined;
  print(sourceText(facts));
  if (replaced !== undefined && replaced.release !== release) print(`replaces the row of ${replaced.release}`);
  if (earlier === undefined) print("there is no earlier row to compare with");
  else for (const line of differences(earlier, facts)) print(line);
  writeFacts(root, facts);
  for (const [path] of changed) print(`wrote ${path}`);
  if (changed.length === 0) print(`the row of ${facts.row.minor} is as it was`);
  return exitCode.pass;
}

/** Makes every row again from its modules. @returns refused, with what differs, where a file says something else */
export function checkRows({ root, go = goCommand, print }: RowSource): number {
  const wrong = minorsIn(root).flatMap((minor) => {
    const committed = readFacts(root, minor);
    const made = karpenterFacts(karpenterModules(committed.row.source.release, go));
    print(sourceText(made));
    const changes = versionChanges(committed, made).map((line) => `  ${line}`);
    const files = Object.entries(factFiles(made)).filter(([path, text]) => textAt(root, path) !== text);
    return files.map(([path]) => `${path} is not what the modules say`).concat(files.length > 0 ? changes : []);
  });
  for (const line of wrong) print(line);
  if (wrong.length === 0) print("the rows of Karpenter are what its modules say");
  return wrong.length === 0 ? exitCode.pass : exitCode.refused;
}

/** The row of the newest release before this one. */
function earlierFacts(root: string, release: string): KarpenterFacts | undefined {
  return minorsIn(root)
    .map((minor) => readFacts(root, minor))
    .filter(({ row }) => compare(row.source.release, release) < 0)
    .at(-1);
}

function differences(earlier: KarpenterFacts, facts: KarpenterFacts): readonly string[] {
  const changes = versionChanges(earlier, facts);
  const what = `against the row of ${earlier.row.source.release}`;
  return changes.length === 0 ? [`${what}: nothing changed`] : [`${what}:`, ...changes.map((line) => `  ${line}`)];
}

/** What was read; a core other than the one asked for is said. */
function sourceText({ row: { source } }: KarpenterFacts): string {
  const core =
    source.core === source.coreAskedFor
      ? `core ${source.core}`
      : `core ${source.core}, the nearest that is served: it asks for ${source.coreAskedFor}`;
  return `Karpenter ${source.release}: provider ${source.provider}, ${core}`;
}
