/** What the check says of the config in a stack file, as lines with the level in front. Not a test. */
import { parse } from "yaml";
import { checkStackConfig, findingText } from "../../config";

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

/** Findings of the file's `nodepools:` keys, in its region. */
export function linesOf(text: string): readonly string[] {
  const { config } = parse(text) as StackFile;
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("nodepools:") ? [[key.slice("nodepools:".length), value] as const] : [],
  );
  const context = { project: "nodepools", stack: "dev", region: String(config["aws:region"]) };
  return checkStackConfig(Object.fromEntries(own), context).findings.map(
    (finding) => `${finding.level} ${findingText(finding)}`,
  );
}

/** Findings about node classes alone. */
export function nodeClassLinesOf(text: string): readonly string[] {
  return linesOf(text).filter((line) => /^\w+ [^:]*nodeClass/i.test(line));
}
