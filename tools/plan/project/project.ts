/** Pulumi.yaml and the stack files beside it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { nearest } from "../../../config";
import { UsageError } from "../../cli/errors";
import { isProperties, type Properties, type Value } from "../engine/property";
import { goYaml } from "./goYaml";

/** Pulumi.yaml, as the CLI reads it. */
export interface Project {
  readonly name: string;
  readonly description: string | undefined;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Folder in which the program starts, and its entry there: as the CLI splits `main`. */
  readonly programFolder: string;
  readonly entry: string;
  /** Arguments for `node`, of `runtime.options.nodeargs`. */
  readonly nodeArguments: readonly string[];
  readonly typescript: boolean;
  readonly tsconfig: string | undefined;
  /** Folder of the stack files. */
  readonly stackFolder: string;
  /** The `config:` section: keys with types and defaults. */
  readonly config: Properties;
}

/** A stack's file, `Pulumi.<stack>.yaml`. */
export interface StackFile {
  readonly name: string;
  readonly path: string;
  readonly config: Properties;
  /** True when the file names ESC environments, whose values are only in Pulumi's service. */
  readonly environment: boolean;
}

function yamlFile(path: string): Value {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new UsageError(`${path}: ${code === "ENOENT" ? "no such file" : `cannot be read (${code})`}`);
  }
  try {
    return goYaml(text);
  } catch (cause) {
    throw new UsageError(`${path}: is not valid YAML: ${(cause as Error).message}`);
  }
}

function mapFile(path: string): Properties {
  const content = yamlFile(path);
  if (content === null) return {};
  if (!isProperties(content)) throw new UsageError(`${path}: must be a map of keys, such as "config:"`);
  return content;
}

/** Splits as a shell does, quotes and backslashes included: `--import tsx "--title=a b"`. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)) {
    words.push(
      word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, escaped, double, single) =>
        escaped !== undefined ? escaped : double !== undefined ? double.replace(/\\(["\\$`])/g, "$1") : single,
      ),
    );
  }
  return words;
}

/** Folder and entry by `main`, as in the CLI: a folder is entered, a file is run from its own folder. */
function programPlace(root: string, main: Value | undefined): { programFolder: string; entry: string } {
  if (typeof main !== "string" || main === "") return { programFolder: root, entry: "." };
  const path = resolve(root, main);
  if (existsSync(path) && statSync(path).isDirectory()) return { programFolder: path, entry: "." };
  return { programFolder: dirname(path), entry: basename(path) };
}

/**
 * Reads the project in a folder.
 * @throws UsageError when there is none, or when its runtime is not nodejs
 */
export function readProject(folder: string): Project {
  const path = join(folder, "Pulumi.yaml");
  const content = mapFile(path);
  if (typeof content.name !== "string" || content.name === "") throw new UsageError(`${path}: "name" is missing`);
  const runtime = isProperties(content.runtime) ? content.runtime : { name: content.runtime ?? null };
  if (runtime.name !== "nodejs")
    throw new UsageError(`${path}: runtime ${JSON.stringify(runtime.name)} cannot be planned; only nodejs can`);
  const options = isProperties(runtime.options) ? runtime.options : {};
  return {
    name: content.name,
    description: typeof content.description === "string" ? content.description : undefined,
    root: folder,
    ...programPlace(folder, content.main),
    nodeArguments: shellWords(typeof options.nodeargs === "string" ? options.nodeargs : ""),
    typescript: options.typescript !== false,
    tsconfig: typeof options.tsconfig === "string" ? options.tsconfig : undefined,
    stackFolder: typeof content.stackConfigDir === "string" ? resolve(folder, content.stackConfigDir) : folder,
    config: isProperties(content.config) ? content.config : {},
  };
}

const stackFileName = /^Pulumi\.(.+)\.yaml$/;

/** Names of the stacks that have a file, in order. */
export function stackNames({ stackFolder }: Project): readonly string[] {
  if (!existsSync(stackFolder)) return [];
  return readdirSync(stackFolder)
    .flatMap((file) => stackFileName.exec(file)?.[1] ?? [])
    .sort();
}

/**
 * Reads a stack's file, by the stack's name or by the file's path.
 * @throws UsageError when there is no such stack or file, with the names of the stacks that exist
 */
export function readStackFile(project: Project, chosen: { stack?: string; file?: string }): StackFile {
  const path =
    chosen.file === undefined ? join(project.stackFolder, `Pulumi.${chosen.stack}.yaml`) : resolve(chosen.file);
  if (chosen.file === undefined && !existsSync(path)) {
    const names = stackNames(project);
    const known =
      names.length === 0
        ? `there is no Pulumi.<stack>.yaml in ${project.stackFolder}`
        : `there are ${names.join(", ")}`;
    const near = nearest(chosen.stack ?? "", names);
    const meant = near === undefined ? "" : `did you mean ${JSON.stringify(near)}? `;
    throw new UsageError(`no stack named "${chosen.stack}"; ${meant}${known}`);
  }
  const content = mapFile(path);
  const config = content.config ?? {};
  if (!isProperties(config)) throw new UsageError(`${path}: "config" must be a map of keys`);
  return {
    name: chosen.stack ?? stackFileName.exec(basename(path))?.[1] ?? basename(path).replace(/\.ya?ml$/, ""),
    path,
    config,
    environment: content.environment !== undefined && content.environment !== null,
  };
}
