/** Paths of files as a repository's host shows them: from the repository's root, with slashes. */
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Project, StackFile } from "./project";

/** The folder with `.git` in it (a folder, or in a worktree a file), from the project up; the project's own without one. */
export function repositoryRoot(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return resolve(folder);
  }
}

/**
 * The path of each file that findings name, by that name. A file outside of the repository has none.
 * @param names as findings have them: the stack file's own, or a path from the project's folder
 */
export function repositoryPaths(
  names: Iterable<string>,
  { root }: Project,
  stack: StackFile,
): Readonly<Record<string, string>> {
  const top = repositoryRoot(root);
  const paths = [...new Set(names)].sort().flatMap((name) => {
    const folder = name === basename(stack.path) ? dirname(stack.path) : root;
    const path = relative(top, resolve(folder, name)).split(sep).join("/");
    return path.startsWith("../") ? [] : [[name, path] as const];
  });
  return Object.fromEntries(paths);
}
