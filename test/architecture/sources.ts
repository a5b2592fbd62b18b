/** The program's sources, parsed: what the tests of the architecture look at. Not a test. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix, relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");
const folders = ["capacity", "config", "components", "library", "policies", "provider", "tools"] as const;
const rootFiles = ["index.ts", "stackConfig.ts"] as const;

export interface Source {
  /** From the root, with slashes: "capacity/units/quantity.ts". */
  readonly path: string;
  readonly file: ts.SourceFile;
  /** Sources that it imports or re-exports, types included. */
  readonly imports: readonly string[];
  /** Packages that it imports, subpaths and Node's own modules left out: "@pulumi/aws". */
  readonly packages: readonly string[];
}

function pathsIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")));
}

/** All nodes of a tree, parents first. */
export function nodesOf(node: ts.Node): readonly ts.Node[] {
  const nodes = [node];
  node.forEachChild((child) => {
    nodes.push(...nodesOf(child));
  });
  return nodes;
}

function specifiersOf(file: ts.SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
  });
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function parsed(): readonly Source[] {
  const paths = [...rootFiles, ...folders.flatMap(pathsIn)].sort();
  const known = new Set(paths);
  return paths.map((path) => {
    const file = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2022, true);
    const specifiers = specifiersOf(file);
    const imports = specifiers
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => {
        const target = relative(root, resolve(root, dirname(path), specifier)).replaceAll("\\", "/");
        return [`${target}.ts`, `${target}/index.ts`, target].find((candidate) => known.has(candidate)) ?? target;
      });
    const packages = specifiers.filter((one) => !one.startsWith(".") && !isBuiltin(one)).map(packageOf);
    return { path, file, imports: [...new Set(imports)], packages: [...new Set(packages)] };
  });
}

/** Every source of the program, in order of path. */
export const sources: readonly Source[] = parsed();
