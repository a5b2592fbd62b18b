/** Paths as the user means them. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";

const manifest = resolve(__dirname, "../../package.json");

/**
 * The folder that relative paths on the command line start from. `npm run` (with `--prefix`, or in a folder below) moves to
 * the package's folder and leaves the one that it was called in in INIT_CWD. What some other npm script starts inherits that
 * variable too, so it counts only for the named script of this package.
 */
export function userFolder(script: string, env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): string {
  const { INIT_CWD, npm_lifecycle_event, npm_package_json } = env;
  const isOwn = npm_lifecycle_event === script && npm_package_json !== undefined && isManifest(npm_package_json);
  return isOwn && INIT_CWD !== undefined && INIT_CWD !== "" ? INIT_CWD : cwd;
}

function isManifest(path: string): boolean {
  try {
    return realpathSync(path) === realpathSync(manifest);
  } catch {
    return false;
  }
}

/** A path that the user gave; as it is written where it needs no other folder, so that messages repeat it so. */
export function userPath(path: string, folder: string): string {
  return folder === process.cwd() ? path : resolve(folder, path);
}
