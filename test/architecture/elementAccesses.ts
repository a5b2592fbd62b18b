/** Where the program looks into an object by a key that only the run knows: found by the type checker. Not a test. */
import { join, resolve } from "node:path";
import ts from "typescript";
import { nodesOf, sources } from "./sources";

const root = resolve(__dirname, "../..");

/** A look-up by a text that no type bounds. */
export interface WordAccess {
  /** From the root: "config/values/ami.ts". */
  readonly path: string;
  /** As it is written, blanks joined: `known[key]`. */
  readonly text: string;
  readonly line: number;
  /** True where the same function asks `Object.hasOwn` for the same key of the same object. */
  readonly isGuarded: boolean;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  skipLibCheck: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  noUncheckedIndexedAccess: true,
  types: [],
};

/** The program's sources with the types of their own and of zod: a provider's would take many seconds and change no answer. */
function program(): ts.Program {
  const host = ts.createCompilerHost(options, true);
  const cache = ts.createModuleResolutionCache(root, (name) => name, options);
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) =>
      text.startsWith(".") || text === "zod"
        ? ts.resolveModuleName(text, containing, options, host, cache)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(
    sources.map(({ path }) => join(root, path)),
    options,
    host,
  );
}

const wide = ts.TypeFlags.String | ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TemplateLiteral;

function parts(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types.flatMap(parts) : [type];
}

function isFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isSourceFile(node);
}

/** Without the parentheses and type assertions around it. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) ? bare(node.expression) : node;
}

function joined(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** Every look-up by a word in the sources, in order of path and line. */
export function wordAccesses(): readonly WordAccess[] {
  const all = program();
  const checker = all.getTypeChecker();
  return sources.flatMap(({ path }) => {
    const file = all.getSourceFile(join(root, path))!;
    return nodesOf(file).flatMap((node): readonly WordAccess[] => {
      const access = accessOf(node);
      if (access === undefined) return [];
      const { object, key } = access;
      const constrained = (at: ts.Node) => {
        const type = checker.getTypeAtLocation(at);
        return checker.getBaseConstraintOfType(type) ?? type;
      };
      if (!parts(constrained(key)).some(({ flags }) => (flags & wide) !== 0)) return [];
      const objects = parts(checker.getNonNullableType(constrained(object)));
      if (objects.every((type) => checker.isArrayLikeType(type) || (type.flags & ts.TypeFlags.StringLike) !== 0))
        return [];
      let scope = node.parent;
      while (!isFunction(scope)) scope = scope.parent;
      const guard = `Object.hasOwn(${joined(bare(object).getText(file))}, ${joined(key.getText(file))})`;
      return [
        {
          path,
          text: joined(node.getText(file)),
          line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
          isGuarded: joined(scope.getText(file)).includes(guard),
        },
      ];
    });
  });
}

function accessOf(node: ts.Node): { readonly object: ts.Expression; readonly key: ts.Expression } | undefined {
  if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression))
    return { object: node.expression, key: node.argumentExpression };
  const isIn = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
  if (isIn && !ts.isStringLiteralLike(node.left)) return { object: node.right, key: node.left };
  return undefined;
}
