/** Where in the stack file a finding is: file, line and column, and the value as it is written there. */
import { basename } from "node:path";
import { type Finding, pathSteps, pathText } from "../../../config";
import type { Project, StackFile } from "./project";
import { fullKey } from "./pulumiConfig";

/**
 * The finding with its place. What is missing is placed at the nearest thing around it.
 * @returns the finding as it is when it has a place, and when it is about no key of the file
 */
export function placed(finding: Finding, project: Project, stack: StackFile): Finding {
  if (finding.file !== undefined) return finding;
  const steps = sourceSteps(finding.path, project, stack);
  const written = finding.value === undefined ? undefined : stack.source.written(steps);
  const { value } = finding;
  const isRead = typeof value === "number" ? written !== String(value) : value === null && written === "";
  const place = { file: basename(stack.path), ...stack.source.place(steps) };
  return { ...finding, ...(written !== undefined && isRead ? { written } : {}), ...place };
}

/** A finding on a value of the file's text, by the path of the value in the config. */
export function underConfig(finding: Finding, project: Project): Finding {
  const [top, key, ...rest] = pathSteps(finding.path);
  if (top !== "config" || typeof key !== "string") return finding;
  const full = fullKey(project.name, key);
  const prefix = `${project.name}:`;
  return full.startsWith(prefix) ? { ...finding, path: pathText([full.slice(prefix.length), ...rest]) } : finding;
}

const writtenByStack = new WeakMap<StackFile, ReadonlyMap<string, string>>();

/** The keys under `config:` as written, by their full ones; of two ways to write a key the first. Made once: a hostile file has 40,000. */
function writtenKeys(project: Project, stack: StackFile): ReadonlyMap<string, string> {
  const known = writtenByStack.get(stack);
  if (known !== undefined) return known;
  const entries = Object.keys(stack.config).map((name) => [fullKey(project.name, name), name] as const);
  const made = new Map(entries.reverse());
  writtenByStack.set(stack, made);
  return made;
}

/** From the path of a finding to the steps of the value in the file. */
export function sourceSteps(path: string, project: Project, stack: StackFile): readonly PropertyKey[] {
  const [first, ...rest] = pathSteps(path);
  if (first === undefined) return [];
  const key = fullKey(project.name, String(first));
  const written = writtenKeys(project, stack).get(key);
  return ["config", ...(written === undefined ? [] : [written, ...rest])];
}
