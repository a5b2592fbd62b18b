/** Pulumi.yaml and the stack files beside it. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type Finding,
  nearest,
  readSourceText,
  readYaml,
  stackFileName,
  stackNamesIn,
  UnreadableFile,
  type YamlSource,
} from "../../../config";
import { UsageError } from "../../cli/errors";
import { isProperties, type Properties, type Value } from "../engine/property";

/** Pulumi.yaml, as the CLI reads it. */
export interface Project {
  readonly name: string;
  readonly description: string | undefined;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Where the files that a stack names are: the same, or a checkout of another commit. */
  readonly filesRoot: string;
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
  /** What is wrong with the text of Pulumi.yaml; with an error, nothing can be planned. */
  readonly findings: readonly Finding[];
}

/** A stack's file, `Pulumi.<stack>.yaml`. */
export interface StackFile {
  readonly name: string;
  readonly path: string;
  readonly config: Properties;
  /** All keys at the top of the file. */
  readonly topKeys: readonly string[];
  /** True when the file names ESC environments, whose values are only in Pulumi's service. */
  readonly environment: boolean;
  /** Where each value stands. */
  readonly source: YamlSource;
  /** What is wrong with the file's text. */
  readonly findings: readonly Finding[];
}

/** A YAML file, read as data of a stranger: what is wrong with its text is told as findings. */
interface MapFile {
  readonly content: Properties;
  readonly source: YamlSource;
  /** What is wrong with the text; with an error, `content` is empty. */
  readonly findings: readonly Finding[];
}

/** @throws UsageError when the file is missing, a folder, or may not be read */
function mapFile(path: string): MapFile {
  const file = basename(path);
  const refused = (message: string): MapFile => ({
    content: {},
    source: readYaml(""),
    findings: [{ level: "error", rule: "source", path: "", message, file, line: 1, column: 1 }],
  });
  try {
    return mapText(readSourceText(path), file);
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    if (cause.wrongUse) throw new UsageError(`${path}: ${cause.message}`);
    return refused(cause.message);
  }
}

function mapText(text: string, file: string): MapFile {
  const source = readYaml(text);
  const findings = source.findings.map(({ place, steps: _, ...finding }): Finding => ({ ...finding, file, ...place }));
  const { value = null } = source;
  if (isProperties(value) || value === null) return { content: value ?? {}, source, findings };
  return {
    content: {},
    source,
    findings: [
      {
        level: "error",
        rule: "source",
        path: "",
        message: `is ${Array.isArray(value) ? "a list" : "a single value"}, not a map of keys`,
        suggestion:
          file === "Pulumi.yaml" ? 'begin it with "name:"' : 'begin it with "config:" and indent the keys below it',
        file,
        line: 1,
        column: 1,
      },
    ],
  };
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
  const { content, findings } = mapFile(path);
  if (findings.some(({ level }) => level === "error"))
    return {
      name: basename(folder),
      description: undefined,
      root: folder,
      filesRoot: folder,
      programFolder: folder,
      entry: ".",
      nodeArguments: [],
      typescript: true,
      tsconfig: undefined,
      stackFolder: folder,
      config: {},
      findings,
    };
  if (typeof content.name !== "string" || content.name === "") throw new UsageError(`${path}: "name" is missing`);
  const runtime = isProperties(content.runtime) ? content.runtime : { name: content.runtime ?? null };
  if (runtime.name !== "nodejs")
    throw new UsageError(`${path}: runtime ${JSON.stringify(runtime.name)} cannot be planned; only nodejs can`);
  const options = isProperties(runtime.options) ? runtime.options : {};
  return {
    name: content.name,
    description: typeof content.description === "string" ? content.description : undefined,
    root: folder,
    filesRoot: folder,
    ...programPlace(folder, content.main),
    nodeArguments: shellWords(typeof options.nodeargs === "string" ? options.nodeargs : ""),
    typescript: options.typescript !== false,
    tsconfig: typeof options.tsconfig === "string" ? options.tsconfig : undefined,
    stackFolder: stackFolderOf(content, folder),
    config: isProperties(content.config) ? content.config : {},
    findings,
  };
}

function stackFolderOf({ stackConfigDir: folder }: Properties, root: string): string {
  return typeof folder === "string" ? resolve(root, folder) : root;
}

/** The text of a Pulumi.yaml; empty when it cannot be read. */
function readableText(text: string): Properties {
  const { content, findings } = mapText(text, "Pulumi.yaml");
  return findings.some(({ level }) => level === "error") ? {} : content;
}

/** The `config:` section of the text of a Pulumi.yaml; none when it cannot be read. */
export function readProjectConfig(text: string): Properties {
  const { config } = readableText(text);
  return isProperties(config) ? config : {};
}

/** Folder of the stack files by the text of a Pulumi.yaml in `root`; the root itself when it cannot be read. */
export function readStackFolder(text: string, root: string): string {
  return stackFolderOf(readableText(text), root);
}

/** Names of the stacks that have a file, in order. */
export function stackNames({ stackFolder }: Project): readonly string[] {
  return stackNamesIn(stackFolder);
}

/** The path of a stack's file, by the stack's name. */
export function stackFilePath({ stackFolder }: Project, stack: string): string {
  return join(stackFolder, `Pulumi.${stack}.yaml`);
}

/** The error for a name that no stack has, with the names of those that exist. */
export function unknownStack(project: Project, stack: string): UsageError {
  const names = stackNames(project);
  const known =
    names.length === 0 ? `there is no Pulumi.<stack>.yaml in ${project.stackFolder}` : `there are ${names.join(", ")}`;
  const near = nearest(stack, names);
  const meant = near === undefined ? "" : `did you mean ${JSON.stringify(near)}? `;
  return new UsageError(`no stack named "${stack}"; ${meant}${known}`);
}

/**
 * Reads a stack's file, by the stack's name or by the file's path.
 * @throws UsageError when there is no such stack or file, with the names of the stacks that exist
 */
export function readStackFile(project: Project, chosen: { stack?: string; file?: string }): StackFile {
  const path = chosen.file === undefined ? stackFilePath(project, chosen.stack ?? "") : resolve(chosen.file);
  if (chosen.file === undefined && !existsSync(path)) throw unknownStack(project, chosen.stack ?? "");
  const name = chosen.stack ?? stackFileName.exec(basename(path))?.[1] ?? basename(path).replace(/\.ya?ml$/, "");
  return stackFileOf(name, path, mapFile(path));
}

/** A stack's file by its text. */
export function parseStackFile(name: string, path: string, text: string): StackFile {
  return stackFileOf(name, path, mapText(text, basename(path)));
}

function stackFileOf(name: string, path: string, { content, source, findings }: MapFile): StackFile {
  const { config = null, environment = null } = content;
  const file = basename(path);
  const wrong: readonly Finding[] =
    config === null || isProperties(config)
      ? []
      : [
          {
            level: "error",
            rule: "source",
            path: "",
            message: `"config" is ${Array.isArray(config) ? "a list" : "a single value"}, not a map of keys`,
            suggestion: "write the keys below it, indented by two spaces",
            file,
            ...source.place(["config"]),
          },
        ];
  return {
    name,
    path,
    config: isProperties(config) ? config : {},
    topKeys: Object.keys(content),
    environment: environment !== null,
    source,
    findings: [...findings, ...wrong],
  };
}
