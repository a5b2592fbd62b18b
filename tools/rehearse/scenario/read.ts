/** Reads and checks a scenario file; all of its errors are reported at once. */
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { parse } from "yaml";
import { findingText, parsed, schemaFindings } from "../../../config";
import { UsageError } from "../../cli/errors";
import { type ScenarioFile, scenarioSchema } from "./schema";

export interface Scenario extends ScenarioFile {
  /** Name of the file without ".yaml". */
  readonly name: string;
  /** Absolute path of the stack file that it was written for. */
  readonly stackFile: string | undefined;
}

/** What compares with a change needs one before it. */
function changeErrors({ steps }: ScenarioFile): readonly string[] {
  const first = steps.findIndex(({ change }) => change !== undefined);
  return steps.flatMap(({ expect = {} }, index) => {
    const keys = (["replaced", "asPlanned"] as const).filter((key) => expect[key] !== undefined);
    if (keys.length === 0 || (first >= 0 && first < index)) return [];
    return [`steps[${index}].expect.${keys[0]}: compares with a change, and no step before it has one; add \`change\``];
  });
}

function content(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${code === "ENOENT" ? "no such file" : `cannot be read (${code})`}`);
  }
  try {
    return parse(text);
  } catch (cause) {
    throw new UsageError(`${path}: is not valid YAML: ${(cause as Error).message.split("\n", 1)[0]}`);
  }
}

/** A step does one thing: with two it would be open which comes first. */
function stepErrors({ steps }: ScenarioFile): readonly string[] {
  return steps.flatMap((step, index) => {
    const kinds = Object.keys(step).filter((key) => key !== "say");
    if (kinds.length <= 1 && Object.keys(step).length > 0) return [];
    return [
      `steps[${index}]: ${kinds.length === 0 ? "does nothing" : `does ${kinds.join(" and ")}`}; a step does one thing, so write a step for each`,
    ];
  });
}

/**
 * Reads and checks a scenario.
 * @throws UsageError when the file cannot be read, naming every error with its place
 */
export function readScenario(path: string): Scenario {
  const raw = content(path);
  const { data, issues } = parsed(scenarioSchema, raw);
  const errors =
    data !== undefined
      ? [...stepErrors(data), ...changeErrors(data)]
      : schemaFindings(scenarioSchema, raw, issues).map(({ finding }) => findingText(finding));
  // a value that fits no option of a union is reported for each of them
  const different = [...new Set(errors)];
  if (data === undefined || different.length > 0) {
    const count = `${different.length} ${different.length === 1 ? "error" : "errors"} in ${path}; nothing was played`;
    throw new UsageError([...different, count].join("\n"));
  }
  return {
    ...data,
    name: basename(path).replace(/\.ya?ml$/, ""),
    stackFile: data.config === undefined ? undefined : resolve(dirname(path), data.config),
  };
}
