import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");

/** Folders of components/, each of which imports only those before it. */
const order = ["adoption", "iam", "network", "cluster", "karpenter", "devices", "warm", "nodePool", "team"];

interface Import {
  /** What is imported: a path from the root without `.ts`, or a package. */
  readonly of: string;
  /** Erased when the program runs. */
  readonly typeOnly: boolean;
}

function importsOf(path: string): readonly Import[] {
  const source = ts.createSourceFile(path, readFileSync(join(root, `${path}.ts`), "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement): readonly Import[] => {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    const typeOnly = isImport ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly;
    const { text } = moduleSpecifier;
    const of = text.startsWith(".") ? relative(root, resolve(root, dirname(path), text)) : text;
    return [{ of, typeOnly }];
  });
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name.slice(0, -".ts".length)))
    .sort();
}

const folderOf = (file: string) => file.split("/")[1]!;
const components = filesOf("components");
const inComponents = new Map(
  components.map((file) => [
    file,
    importsOf(file)
      .map(({ of }) => of)
      .filter((of) => of.startsWith("components/")),
  ]),
);

/** A way from a file back to itself; undefined where there is none. */
function cycleFrom(file: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of inComponents.get(at) ?? []) {
      if (next === file) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(file, [file]);
}

describe("the imports of components/", () => {
  it("are in the folders that are listed here", () => {
    assert.deepEqual([...new Set(components.map(folderOf))].sort(), [...order].sort());
  });

  it("go from a folder to those before it, types included", () => {
    const wrong = [...inComponents].flatMap(([file, imports]) =>
      imports
        .filter((of) => order.indexOf(folderOf(of)) > order.indexOf(folderOf(file)))
        .map((of) => `${file} imports ${of}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("have no cycle between files, types included", () => {
    const cycles = components.flatMap((file) => cycleFrom(file)?.join(" -> ") ?? []);
    assert.deepEqual(cycles, []);
  });
});

describe("what tools/ import of components/", () => {
  /** Ways from a file to a Pulumi package, through imports that are there when the program runs. */
  function waysToPulumi(file: string, way: readonly string[] = [file]): readonly string[] {
    return importsOf(file)
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ of }) => {
        if (of.startsWith("@pulumi/")) return [[...way, of].join(" -> ")];
        return of.startsWith("components/") && !way.includes(of) ? waysToPulumi(of, [...way, of]) : [];
      });
  }

  it("loads no Pulumi package: a provider's would take seconds at the start of a plan", () => {
    const imported = filesOf("tools").flatMap((file) =>
      importsOf(file).flatMap(({ of, typeOnly }) => (of.startsWith("components/") && !typeOnly ? [of] : [])),
    );
    assert.ok(imported.length > 0);
    assert.deepEqual(
      [...new Set(imported)].flatMap((file) => waysToPulumi(file)),
      [],
    );
  });
});
