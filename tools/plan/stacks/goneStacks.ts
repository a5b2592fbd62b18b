/** Stacks that a commit has and the project no longer has: nobody plans them, and what they have made runs on. */
import { realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { sourceBounds, stackFileName } from "../../../config";
import { blobText, entryAt, fileNames, topFolder } from "../against/git";
import { type Project, readStackFolder, stackNames } from "../project/project";

/**
 * Names of the stacks that have a file in a commit, where its own Pulumi.yaml says, and none now; in order.
 * @param commit a hash
 */
export function goneStacks(project: Project, commit: string): readonly string[] {
  const top = topFolder(project.root);
  if (top === undefined) return [];
  const root = realpathSync(project.root);
  const within = (path: string): string => relative(top, path).replaceAll("\\", "/");
  const entry = entryAt(top, commit, within(join(root, "Pulumi.yaml")));
  const text = entry?.kind === "file" ? blobText(top, entry, sourceBounds.fileBytes) : undefined;
  if (text === undefined) return [];
  const now = new Set(stackNames(project));
  return fileNames(top, commit, within(readStackFolder(text, root)))
    .flatMap((file) => stackFileName.exec(file)?.[1] ?? [])
    .filter((stack) => !now.has(stack))
    .sort();
}
