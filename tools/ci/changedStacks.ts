/** Which stacks a change concerns, by the files that differ. */
import { stackFileName } from "../../config";

/** A file that differs between two commits; a rename is a file that goes and one that comes. */
export interface ChangedFile {
  /** From the project's folder, with slashes. */
  readonly path: string;
  readonly how: "added" | "modified" | "deleted";
}

/** A stack to plan. */
export interface StackToPlan {
  readonly stack: string;
  /**
   * What to compare with: the base by today's code, where only the stack's own files differ; the base by its own code, where the
   * program does, too; nothing, where the base has no such stack.
   */
  readonly against: "today" | "commit" | "nothing";
}

/** What no plan reads. */
const unread = [
  /\.md$/,
  /^docs\//,
  /^test\//,
  /^examples\//,
  /^\.github\//,
  /^\.ci\//,
  /^tools\/(?!plan\/|cli\/|ci\/)/,
  // settings of Pulumi Deployments
  /(^|\/)Pulumi\..+\.deploy\.yaml$/,
];

/** Files of teams and shared pools, wherever stack files say they are: data, as stack files are. */
const teamFile = /^(?!policies\/|(?:.*\/)?Pulumi[^/]*\.yaml$).*\.yaml$/;

/**
 * The stacks that a change concerns.
 * @param stacks all that have a file now
 * @param ownCode whether the base can be planned with its own code: it needs the packages that are installed here
 */
export function changedStacks(
  files: readonly ChangedFile[],
  stacks: readonly string[],
  ownCode: boolean,
): readonly StackToPlan[] {
  const howByStack = new Map(
    files.flatMap(({ path, how }) => {
      const name = stackFileName.exec(path)?.[1];
      return name === undefined ? [] : [[name, how] as const];
    }),
  );
  const others = files.filter(({ path }) => !stackFileName.test(path) && !unread.some((pattern) => pattern.test(path)));
  const codeChanges = others.some(({ path }) => !teamFile.test(path));
  return stacks
    .filter((stack) => others.length > 0 || howByStack.has(stack))
    .map((stack) => ({
      stack,
      against: howByStack.get(stack) === "added" ? "nothing" : codeChanges && ownCode ? "commit" : "today",
    }));
}
