/** Splits a stack of the project: reads its file, writes the teams' files, and shows that the stack is still the same. */
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, posix, resolve } from "node:path";
import { readSourceText, reportedFinding, type StackConfig } from "../../../config";
import { UsageError } from "../../cli/errors";
import { writeAtomic } from "../../cli/writeAtomic";
import { type Project, parseStackFile, readProject, readStackFile } from "../../plan/project/project";
import { pulumiConfig } from "../../plan/project/pulumiConfig";
import { isConfigFolder, policyConfigFile } from "../../plan/stacks/policyConfigOf";
import { type CheckedStack, checkStack } from "../../plan/summary/findings";
import { keysRefused } from "./keysRefused";
import { CannotSplit, splitTeams } from "./split";

export interface SplitOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  /** @default "dev", unless a config file is given */
  readonly stack?: string | undefined;
  /** A stack file anywhere. */
  readonly config?: string | undefined;
  /** A policy config, or a folder with one for each environment. @default `policies/config` of the project */
  readonly policyConfig?: string | undefined;
  /** Folder of the teams' files, from the project's root. */
  readonly into: string;
}

/**
 * Writes each team of the stack into a file of its own, then the stack file without them: all of it or nothing.
 * @returns what was written, a line each
 * @throws UsageError for options that name nothing, CannotSplit when the stack is refused or cannot be split
 */
export function splitStack({ folder, stack, config, policyConfig, into }: SplitOptions): string {
  const project = readProject(resolve(folder));
  const { path, name } = readStackFile(project, config === undefined ? { stack: stack ?? "dev" } : { file: config });
  const file = basename(path);
  const text = readSourceText(path);
  const before = checked(project, name, path, text);
  if (before.stack === undefined) throw new CannotSplit(`${file} is refused as it is:\n${errorsOf(before).join("\n")}`);

  const target = posix.normalize(into).replace(/\/+$/, "");
  if (posix.isAbsolute(target) || target.split("/").includes("..") || target === "." || target === "")
    throw new UsageError(`--into ${into}: name a folder in the project, such as teams`);
  const given = policyConfig ?? join(project.root, "policies/config");
  const isFolder = policyConfig === undefined || isConfigFolder(given);
  const policies = isFolder ? policyConfigFile(given, before.stack.environment) : given;
  const split = splitOf(file, text, project.name, `${target}/`, keysRefused(policies));
  const paths = [...split.teams.keys()].map((team) => `${target}/${team}.yaml`);

  const written: string[] = [];
  let firstNew: string | undefined;
  try {
    firstNew = firstMissing(project, target);
    mkdirSync(join(project.root, target), { recursive: true });
    for (const [team, content] of split.teams) {
      const at = join(project.root, target, `${team}.yaml`);
      writeFileSync(at, `${schemaLine(project, target)}${content}`, { flag: "wx" });
      written.push(at);
    }
    const after = checked(project, name, path, split.stackText);
    if (after.stack === undefined)
      throw new CannotSplit(
        `${file} would be refused afterwards, so nothing was written:\n${errorsOf(after).join("\n")}`,
      );
    if (meaningOf(after.stack) !== meaningOf(before.stack))
      throw new Error(`${file} would mean something else afterwards, so nothing was written: a bug of migrate`);
    writeAtomic(path, split.stackText);
  } catch (cause) {
    for (const each of written) rmSync(each, { force: true });
    if (firstNew !== undefined) rmSync(join(project.root, firstNew), { recursive: true, force: true });
    throw refusedBySystem(into, cause) ?? cause;
  }
  const secrets = split.secrets.map((secret) => `${file}: ${secret} stays encrypted, under teamSecrets\n`);
  const stay = [...split.stay].map(
    ([team, keys]) =>
      `${file}: the team ${team} stays: it sets ${keys.join(", ")}, which the policy team-files-keep-to-their-keys refuses in a team's own file\n`,
  );
  return `${paths.join("\n")}\n${secrets.join("")}${stay.join("")}${file}: ${project.name}:teamsFrom: ${target}/\n`;
}

const otherFolder = "name another folder by --into";

/** What an operation on a file or folder was refused for; undefined for what is not of the file system. */
function refusedBySystem(into: string, cause: unknown): UsageError | undefined {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return new UsageError(`--into ${into}: cannot be written (${code}); ${otherFolder}`);
}

/**
 * The first part of the way to a folder that is not there yet; undefined where all of it is.
 * @throws CannotSplit where something on the way is no folder, or it has files already: they are another stack's as a rule,
 * and with its teams this one would not be the same
 */
function firstMissing({ root }: Project, folder: string): string | undefined {
  const parts = folder.split("/");
  for (const index of parts.keys()) {
    const here = parts.slice(0, index + 1).join("/");
    const stat = lstatSync(join(root, here), { throwIfNoEntry: false });
    if (stat === undefined) return here;
    if (stat.isSymbolicLink())
      throw new CannotSplit(`${here} is a link, which teamsFrom does not follow: ${otherFolder}`);
    if (!stat.isDirectory()) throw new CannotSplit(`${here} is a file: ${otherFolder}`);
  }
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml") && !name.startsWith("."));
  const [first, ...more] = files.sort();
  if (first === undefined) return undefined;
  const named = more.length === 0 ? first : `${first} and ${more.length} more`;
  throw new CannotSplit(
    `${folder}/ has files of teams already, ${named}, which this stack would read, too: ${otherFolder}`,
  );
}

/** Names the schema of a team's file to editors, where the project has it. */
function schemaLine({ root }: Project, folder: string): string {
  const schema = "schema/team.json";
  return existsSync(join(root, schema)) ? `# yaml-language-server: $schema=${posix.relative(folder, schema)}\n` : "";
}

function splitOf(file: string, text: string, project: string, folder: string, refused: readonly string[]) {
  try {
    return splitTeams(text, project, folder, refused);
  } catch (cause) {
    if (cause instanceof CannotSplit) throw new CannotSplit(`${file} ${cause.message}`);
    throw cause;
  }
}

function checked(project: Project, name: string, path: string, text: string): CheckedStack {
  const file = parseStackFile(name, path, text);
  return checkStack(project, file, pulumiConfig(project, file));
}

function errorsOf({ findings }: CheckedStack): readonly string[] {
  return findings.filter(({ level }) => level === "error").map(reportedFinding);
}

/** The stack after checks and defaults, without what must differ: the file of a team, and by which key a value is secret. */
function meaningOf(stack: StackConfig): string {
  return JSON.stringify(stack, (key, value: unknown) =>
    key === "source" || key === "userDataIsSecret" ? undefined : value,
  );
}
