/** Reading Go files as gofmt writes them: constants and import paths, as far as the facts of a version need it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GoModule } from "../goModules";

/** A Go file that is part of the program: neither a test nor a fake. */
export interface GoFile {
  /** Import path of its package. */
  readonly package: string;
  /** Path below its module, for messages. */
  readonly name: string;
  readonly text: string;
}

/** Folders whose code no controller runs. */
const notRun = new Set(["fake", "test", "testing", "mocks"]);

/** Files below a folder of a module, in the order of their paths. */
export function goFiles({ path, folder }: GoModule, below: string): readonly GoFile[] {
  return readdirSync(join(folder, below), { recursive: true, encoding: "utf8" })
    .map((name) => join(below, name))
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"))
    .filter((name) => !name.split("/").some((step) => notRun.has(step)))
    .sort()
    .map((name) => ({
      package: `${path}/${dirname(name)}`,
      name,
      text: readFileSync(join(folder, name), "utf8"),
    }));
}

/**
 * Text of a constant of the file: `const Name = "v3"`, alone or in a group.
 * @throws Error naming the file, where it is not there
 */
export function constantOf(module: GoModule, file: string, name: string): string {
  const value = textConstants(readFileSync(join(module.folder, file), "utf8")).get(name);
  if (value === undefined) throw new Error(`${module.path}: ${file} has no constant ${name}`);
  return value;
}

/** Names with a text as their value, constants or variables. */
export function textConstants(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/^\s*(?:const |var )?(\w+)(?: string)?\s*=\s*"([^"\n]*)"$/gm);
  return new Map([...found].map(([, name, value]) => [name!, value!]));
}

/** Import paths of a file by the names that it has for them. */
export function importsOf(text: string): ReadonlyMap<string, string> {
  const [, group = ""] = /^import \(\n([\s\S]*?)^\)/m.exec(text) ?? [];
  const alone = [...text.matchAll(/^import (.*)$/gm)].map(([, line]) => line!);
  const lines = [...group.split("\n"), ...alone].flatMap((line) => {
    const [, name, path] = /^\s*(?:([\w.]+) )?"([^"]+)"/.exec(line) ?? [];
    return path === undefined ? [] : [[name ?? path.split("/").at(-1)!, path] as const];
  });
  return new Map(lines);
}

/** The block that begins at an opening brace, without its braces. */
export function blockAt(text: string, brace: number): string {
  let depth = 0;
  for (let at = brace; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return text.slice(brace + 1, at);
  }
  throw new Error(`no brace closes that of ${JSON.stringify(text.slice(brace, brace + 40))}`);
}
