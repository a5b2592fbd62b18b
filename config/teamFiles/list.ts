/**
 * Which files a stack names by `teamsFrom` or `sharedPoolsFrom`: a folder of the project, or a pattern. The folder may be a
 * stranger's: no link is followed, nothing outside the project is read, and what is refused is named.
 */
import { lstatSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { Minimatch } from "minimatch";
import { folderBounds } from "../bounds";
import type { Finding } from "../finding";
import { RefusedPath, refuseLinks } from "../source/projectPath";

/** A file of a team or a shared pool: `teams/dotori.yaml`, or `teams/dotori.production.yaml` over it. */
export interface EntryFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  /** The team's or the pool's: the file's name up to its first dot. */
  readonly name: string;
  /** Between the name and `.yaml`; undefined for the file that an overlay lies over. */
  readonly suffix: string | undefined;
}

export interface Listing {
  /** Sorted by path. */
  readonly files: readonly EntryFile[];
  readonly findings: readonly Finding[];
}

/** The rule of every finding on the files themselves. */
export const teamFilesRule = "team-files";

const ending = ".yaml";
const yamlEnding = /\.ya?ml$/i;

/**
 * Lists the files that a key names.
 * @param key `teamsFrom` or `sharedPoolsFrom`, for the findings
 * @param from its value: a folder or a pattern, from the project's root
 * @param root the project's root, absolute
 */
export function listEntryFiles(key: string, from: string, root: string): Listing {
  try {
    return listed(key, from, root);
  } catch (cause) {
    if (!(cause instanceof RefusedPath)) throw cause;
    const { message, suggestion } = cause;
    const finding = { level: "error", rule: teamFilesRule, path: key, value: from, message, suggestion } as const;
    return { files: [], findings: [finding] };
  }
}

function listed(key: string, from: string, root: string): Listing {
  const path = projectPath(from);
  const pattern = new Minimatch(path, { nobrace: true, noext: true, nonegate: true, nocomment: true, dot: false });
  const isPattern = pattern.hasMagic();
  if (isPattern && !path.endsWith(ending))
    throw new RefusedPath(
      `is a pattern that does not end in ${ending}`,
      `write "${path.replace(/\/?\**$/, "")}/*${ending}"`,
    );
  const folder = isPattern ? fixedPart(path) : path;
  refuseLinks(root, folder);
  const walk = new Walk(root, isPattern && path.slice(folder.length + 1).includes("/"));
  const found = isPattern ? walk.below(folder).filter((file) => pattern.match(file)) : walk.below(folder);
  // a pattern leaves out what it does not match; that a file is left out for `.yml` or `.YAML` nobody wants
  const meant = walk.others.filter(({ file }) => !isPattern || pattern.match(file.replace(yamlEnding, ending)));
  const findings = [...walk.links, ...meant].map(
    (problem): Finding => ({ level: "error", rule: teamFilesRule, path: key, ...problem }),
  );
  if (found.length === 0 && findings.length === 0)
    throw new RefusedPath("names no file", `add one, such as ${folder}/dotori${ending}, or remove ${key}`);
  return { files: found.map(entryFile), findings };
}

/** The value without `./` and a `/` at its end. */
function projectPath(from: string): string {
  if (from.length > folderBounds.patternLength)
    throw new RefusedPath(
      `has ${from.length} characters; at most ${folderBounds.patternLength} are read`,
      "shorten it",
    );
  if (from.includes("\\")) throw new RefusedPath("has a backslash", "separate folders by /");
  if (posix.isAbsolute(from) || /^[A-Za-z]:/.test(from))
    throw new RefusedPath("is not inside the project", "name a folder from the project's root, such as teams/");
  if (from.split("/").includes(".."))
    throw new RefusedPath("leaves a folder by ..", "name a folder from the project's root, such as teams/");
  const path = posix.normalize(from).replace(/\/+$/, "");
  if (path === "" || path === ".")
    throw new RefusedPath("is the project itself", "name a folder in it, such as teams/");
  return path;
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  if (first === 0) throw new RefusedPath("begins with a wildcard", `name a folder first, such as teams/${pattern}`);
  return parts.slice(0, first).join("/");
}

type Problem = Required<Pick<Finding, "message" | "suggestion" | "file">>;

/** Files of a folder, and of those in it. */
class Walk {
  readonly links: Problem[] = [];
  /** What is neither a folder nor ends in `.yaml`. */
  readonly others: Problem[] = [];
  private seen = 0;

  constructor(
    private readonly root: string,
    private readonly deep: boolean,
  ) {}

  below(path: string): readonly string[] {
    const files: string[] = [];
    const waiting = [path];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const stat = lstatSync(join(this.root, next), { throwIfNoEntry: false });
      if (stat?.isFile() === true) files.push(...this.file(next));
      if (stat?.isDirectory() !== true) continue;
      for (const entry of readdirSync(join(this.root, next), { withFileTypes: true })) {
        if (++this.seen > folderBounds.entries)
          throw new RefusedPath(
            `has more than ${folderBounds.entries.toLocaleString("en-US")} entries, which is the most that is read`,
            "name a smaller folder",
          );
        if (entry.name.startsWith(".")) continue;
        const inside = posix.join(next, entry.name);
        if (entry.isSymbolicLink())
          this.links.push({ message: `${inside} is a link`, suggestion: "put the file itself there", file: inside });
        else if (entry.isFile()) files.push(...this.file(inside));
        else if (entry.isDirectory() && this.deep) waiting.push(inside);
        else if (entry.isDirectory())
          this.others.push({
            message: `${inside} is a folder`,
            suggestion: `move it away, or name its files as well: "${path}/**/*${ending}"`,
            file: inside,
          });
        else this.others.push({ message: `${inside} is not a file`, suggestion: "remove it", file: inside });
      }
    }
    return files.sort();
  }

  private file(path: string): readonly string[] {
    if (path.endsWith(ending)) return [path];
    const suggestion = yamlEnding.test(path)
      ? `name it ${posix.basename(path).replace(yamlEnding, ending)}`
      : "move it to another folder";
    this.others.push({ message: `${path} does not end in ${ending}, so it is not read`, suggestion, file: path });
    return [];
  }
}

function entryFile(path: string): EntryFile {
  const [name = "", ...rest] = posix.basename(path, ending).split(".");
  return { path, name, suffix: rest.length === 0 ? undefined : rest.join(".") };
}
