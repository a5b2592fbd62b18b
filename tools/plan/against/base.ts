/** What a plan is compared with: a commit, a stack file, a JSON report or a state. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { sourceBounds } from "../../../config";
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";
import { type Project, parseStackFile, readProjectConfig, type StackFile } from "../project/project";
import { distinctPlaceholder, pulumiConfig } from "../project/pulumiConfig";
import type { ReadStack } from "../project/readStack";
import type { Against } from "../summary/changesSchema";
import type { Plan } from "../summary/plan";
import { boundedJson, mostBytes } from "./bounds";
import { blobText, commitOf, entryAt, topFolder } from "./git";
import { isPlanReport, sideOfPlan } from "./jsonPlan";
import type { Side } from "./side";
import { isState, sideOfState } from "./state";

/** A commit's stack file. */
export interface CommitBase {
  readonly kind: "ref";
  readonly commit: string;
  readonly top: string;
  /** The stack file from the top folder. */
  readonly path: string;
  /** Undefined when the commit has no such file. */
  readonly read: ReadStack | undefined;
}

/** What was found under the name. */
export type Base =
  | CommitBase
  | { readonly kind: "stack-file"; readonly read: ReadStack }
  | { readonly kind: "plan" | "state"; readonly side: Side };

/** The stack that is compared. */
export type Compared = Pick<ReadStack, "project" | "stack">;

/** A file, or a commit by its hash. */
export type Place = { readonly kind: "file" } | { readonly kind: "commit"; readonly commit: string };

/**
 * Finds what a name stands for: a file when there is one, else a commit.
 * @param path where the name leads as a file
 * @param root of the project
 * @throws UsageError when it is neither or both
 */
export function findPlace(name: string, path: string, root: string): Place {
  const isFile = existsSync(path) && !statSync(path).isDirectory();
  const isPlainName = !/^\.{0,2}[/\\]/.test(name);
  const commit = isPlainName || !isFile ? commitOf(root, name) : undefined;
  if (isFile && commit !== undefined)
    throw new UsageError(
      `--against ${name}: is both a file and a commit; write ./${name} for the file or ${name}^{commit} for the commit`,
    );
  if (isFile) return { kind: "file" };
  if (commit !== undefined) return { kind: "commit", commit };
  if (topFolder(root) === undefined)
    throw new UsageError(`--against ${name}: there is no such file, and ${root} is not in a git work tree`);
  throw new UsageError(
    `--against ${name}: is no file and no commit here; in a shallow clone, fetch the commit first: git fetch --depth 1 origin ${name}`,
  );
}

/**
 * Reads what a name stands for.
 * @throws UsageError as {@link findPlace} does, and when it cannot be read
 */
export function findBase(name: string, path: string, compared: Compared): Base {
  const place = findPlace(name, path, compared.project.root);
  return place.kind === "file" ? fileBase(name, path, compared) : commitBase(name, place.commit, compared);
}

function fileBase(name: string, path: string, { project, stack }: Compared): Base {
  const text = fileText(path, mostBytes, name);
  if (/^\s*[[{]/.test(text)) {
    const content = boundedJson(text, name);
    if (isState(content)) return { kind: "state", side: sideOfState(content, name) };
    if (isPlanReport(content)) return { kind: "plan", side: sideOfPlan(content, name) };
    if (!(typeof content === "object" && content !== null && "config" in content))
      throw new UsageError(
        `${name}: is JSON, but no report of \`npm run plan -- --format json\`, no export of \`pulumi stack export\` and no stack file`,
      );
  }
  return { kind: "stack-file", read: readText(project, stack, basename(path), text) };
}

/** Reads a text as the stack's file: its own name would be another stack's, and another stack's resources have other urns. */
function readText(project: Project, { name }: StackFile, file: string, text: string): ReadStack {
  if (Buffer.byteLength(text) > sourceBounds.fileBytes)
    throw new UsageError(`${file}: is larger than a stack file may be, ${sourceBounds.fileBytes / 1024} KiB`);
  const stack = parseStackFile(name, file, text);
  return { project, stack, config: pulumiConfig(project, stack, distinctPlaceholder) };
}

function commitBase(name: string, commit: string, { project, stack }: Compared): CommitBase {
  const top = topFolder(project.root);
  if (top === undefined) throw new UsageError(`--against ${name}: ${project.root} is not in a git work tree`);
  const within = (path: string): string => relative(top, join(realpathSync(dirname(path)), basename(path)));
  const path = within(stack.path).replaceAll("\\", "/");
  if (path.startsWith("../") || path.includes(":/"))
    throw new UsageError(`--against ${name}: ${stack.path} is not in the work tree ${top}, so no commit has it`);
  const entry = entryAt(top, commit, path);
  if (entry === undefined) return { kind: "ref", commit, top, path, read: undefined };
  if (entry.kind !== "file") throw new UsageError(`--against ${name}: ${path} is a ${entry.kind} there, not a file`);
  const text = blobText(top, entry, sourceBounds.fileBytes);
  if (text === undefined) throw new UsageError(`--against ${name}: ${path} is larger there than a stack file may be`);
  const projectEntry = entryAt(top, commit, within(join(project.root, "Pulumi.yaml")).replaceAll("\\", "/"));
  const projectText = projectEntry?.kind === "file" ? blobText(top, projectEntry, sourceBounds.fileBytes) : undefined;
  const then = projectText === undefined ? project : { ...project, config: readProjectConfig(projectText) };
  return { kind: "ref", commit, top, path, read: readText(then, stack, path, text) };
}

/** How the report names the base. */
export function against(name: string, base: Base, planned: Pick<Plan, "stack" | "mode">, ownCode: boolean): Against {
  const { stack, mode } = "side" in base ? base.side : planned;
  return {
    kind: base.kind,
    name,
    ...(base.kind === "ref" ? { commit: base.commit, code: ownCode ? "commit" : "today" } : {}),
    stack,
    mode,
  };
}
