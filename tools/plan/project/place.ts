/** Where in the stack file a finding is: file, line and column, and the value as it is written there. */
import { basename } from "node:path";
import { type Finding, pathSteps } from "../../../config";
import type { Project, StackFile } from "./project";
import { fullKey } from "./pulumiConfig";

/**
 * The finding with its place. What is missing is placed at the nearest thing around it.
 * @returns the finding as it is when it has a place, and when it is about no key of the file
 */
export function placed(finding: Finding, project: Project, stack: StackFile): Finding {
  if (finding.file !== undefined) return finding;
  const file = basename(stack.path);
  const steps = sourceSteps(finding.path, project, stack);
  const place = stack.source.place(steps);
  const written = finding.value === undefined ? undefined : stack.source.written(steps);
  const differs = written !== undefined && typeof finding.value === "number" && written !== String(finding.value);
  return { ...finding, ...(differs ? { written } : {}), file, ...place };
}

/** From the path of a finding to the steps of the value in the file. */
export function sourceSteps(path: string, project: Project, stack: StackFile): readonly PropertyKey[] {
  const [first, ...rest] = pathSteps(path);
  if (first === undefined) return [];
  const key = fullKey(project.name, String(first));
  const written = Object.keys(stack.config).find((name) => fullKey(project.name, name) === key);
  return ["config", ...(written === undefined ? [] : [written, ...rest])];
}
