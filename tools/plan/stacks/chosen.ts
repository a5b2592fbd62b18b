/** Which stacks the command line asks for, where it asks for several. */
import { reportedFinding } from "../../../config";
import { flagOf } from "../../cli/commandLine";
import { UsageError } from "../../cli/errors";
import { type Project, readProject, stackFilePath, stackNames, unknownStack } from "../project/project";

/** What the command line says of stacks. */
export interface StackChoice {
  readonly all: boolean;
  /** A name, or several with commas between them: no stack of Pulumi's has one in its name. */
  readonly stack?: string | undefined;
}

/** True when a report of several stacks is asked for, even when the project has only one. */
export function asksForSeveral({ all, stack }: StackChoice): boolean {
  return all || stack?.includes(",") === true;
}

/** Flags that mean the same for several stacks as for one, beside those that choose the stacks. */
const forSeveral: ReadonlySet<string> = new Set([
  ...["all", "stack", "mode", "format", "details", "out", "against", "againstCode", "policyConfig"],
  // a choice, so that it always has a value; it goes with a flag that is refused
  "language",
  "words",
]);

/**
 * @param advice what to do, or why it cannot be
 * @throws UsageError for a flag that is about one stack
 */
export function checkFlagsOfSeveral(given: Readonly<Record<string, unknown>>, advice: string): void {
  const [name] = Object.entries(given).find(([flag, value]) => !forSeveral.has(flag) && isGiven(value)) ?? [];
  if (name !== undefined) throw new UsageError(`${flagOf(name)} is about one stack: ${advice}`);
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);

/** Several stacks of a project. */
export interface ChosenStacks {
  readonly project: Project;
  /** By name. */
  readonly stacks: readonly string[];
  /** Whether they were asked for as all that the project has, and not by their names. */
  readonly all: boolean;
}

/**
 * The stacks of the project in a folder that are asked for.
 * @throws UsageError when the project cannot be read, there are none, or a name is none, empty or there twice
 */
export function chosenStacks(folder: string, { all, stack = "" }: StackChoice): ChosenStacks {
  const project = readProject(folder);
  const unreadable = project.findings.find(({ level }) => level === "error");
  if (unreadable !== undefined) throw new UsageError(reportedFinding(unreadable));
  const known = stackNames(project);
  if (all) {
    if (known.length === 0)
      throw new UsageError(`--all: there is no Pulumi.<stack>.yaml in ${project.stackFolder}, so no stack to plan`);
    return { project, stacks: known, all };
  }
  const names = stack.split(",").map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (name === "") throw new UsageError(`--stack ${stack}: a name is empty; write names with a comma between them`);
    if (names.indexOf(name) < index) throw new UsageError(`--stack ${stack}: ${name} is given twice`);
    if (!known.includes(name)) throw unknownStack(project, name);
  }
  return { project, stacks: [...names].sort(), all };
}

/** Arguments that plan one of them: by its file, since a name may look like a flag. */
export function argumentsOfStack({ project }: ChosenStacks, stack: string): readonly string[] {
  return ["--config", stackFilePath(project, stack)];
}
