/** Paths from the project's root that a stack file names. The project may be a stranger's, so no link is followed. */
import { lstatSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { nearest } from "../../capacity/units/spelling";

/** Why a path is refused. */
export class RefusedPath extends Error {
  constructor(
    message: string,
    readonly suggestion: string,
  ) {
    super(message);
  }
}

/**
 * @param path relative to the root, with `/` and without `..`
 * @throws RefusedPath when a part of the path is missing or is a link
 */
export function refuseLinks(root: string, path: string): void {
  const parts = path.split("/");
  for (const [index, part] of parts.entries()) {
    const above = parts.slice(0, index).join("/");
    const here = parts.slice(0, index + 1).join("/");
    const stat = lstatSync(join(root, here), { throwIfNoEntry: false });
    if (stat === undefined) {
      const near = nearest(
        part,
        readdirSync(join(root, above)).filter((name) => !name.startsWith(".")),
      );
      const meant = near === undefined ? "" : `did you mean ${posix.join(above, near)}? `;
      throw new RefusedPath(
        `is not there: the project has no ${here}`,
        `${meant}it is looked for from the project's root`,
      );
    }
    if (stat.isSymbolicLink()) throw new RefusedPath(`goes through the link ${here}`, "name what it leads to");
    if (!stat.isDirectory() && index < parts.length - 1)
      throw new RefusedPath(`goes through ${here}, which is not a folder`, "name a folder of the project");
  }
}
