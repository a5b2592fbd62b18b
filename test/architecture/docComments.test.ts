import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");

/** Fewest words of a comment that says something. */
const leastWords = 3;

/** Words of a text in lower case, names in camel case taken apart. */
function wordsOf(text: string): readonly string[] {
  const parted = text.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  return parted.toLowerCase().match(/[a-z\d]+/g) ?? [];
}

/** Words with which a comment repeats any name. */
const fillers = new Set("a an the of for to in is it its this that and or be with which has have".split(" "));

/** Whether a doc comment says more than the name that it stands above. */
function saysSomething(comment: string, name: string): boolean {
  const words = wordsOf(comment);
  const repeated = new Set(wordsOf(name).flatMap((word) => [word, `${word}s`]));
  return words.length >= leastWords && words.some((word) => !fillers.has(word) && !repeated.has(word));
}

function docComment(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((comment) => comment.getText().replace(/^\/\*\*|\*\/$|^\s*\*\s?/gm, " "))
    .join(" ");
}

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** Members that others see: fields of an interface, and of a class those that are neither private nor the type token. */
function publicFields(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
): readonly (ts.ClassElement | ts.TypeElement)[] {
  if (ts.isInterfaceDeclaration(node)) return [...node.members];
  return node.members.filter(
    (member) =>
      ts.isPropertyDeclaration(member) &&
      member.name.getText() !== "__pulumiType" &&
      !member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword),
  );
}

interface Documented {
  /** `NodePoolArgs.pool` */
  readonly what: string;
  readonly comment: string;
  readonly name: string;
}

/** What a source text exports, and the public fields of its classes and interfaces. */
function documented(path: string, text: string): readonly Documented[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isExported).flatMap((node): readonly Documented[] => {
    const one = (name: string) => ({ what: `${path}: ${name}`, comment: docComment(node), name });
    if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => one(name.getText()));
    if (ts.isFunctionDeclaration(node)) return [one(node.name?.text ?? "")];
    if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [];
    const owner = node.name?.text ?? "";
    const fields = publicFields(node).map((field) => {
      const name = field.name?.getText() ?? "";
      return { what: `${path}: ${owner}.${name}`, comment: docComment(field), name };
    });
    // `XArgs` needs no sentence of its own: the class has it
    return [...(owner.endsWith("Args") ? [] : [one(owner)]), ...fields];
  });
}

const missing = (all: readonly Documented[]) =>
  all.filter(({ comment, name }) => !saysSomething(comment, name)).map(({ what }) => what);

describe("doc comments in components/", () => {
  const all = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .flatMap((name) => documented(`components/${name}`, readFileSync(join(root, "components", name), "utf8")));

  it("say more than the name of every export and of every public field", () => {
    assert.ok(all.some(({ what }) => what.endsWith("NodePoolArgs.pool")));
    assert.deepEqual(missing(all), []);
  });

  it("are missed where there is none, where they are short, and where they repeat the name", () => {
    const text = `
      export interface QueueArgs {
        readonly bare: string;
        /** Short one. */
        readonly brief: string;
        /** The name of the cluster. */
        readonly clusterName: string;
        /** Cluster whose nodes are watched. */
        readonly watchedCluster: string;
      }
      /** The queue. */
      export class Queue {
        static readonly __pulumiType = "x";
        readonly arn: string;
        private readonly hidden: string;
      }
      export function length(): number { return 0; }
      /** Seconds that a message is kept. */
      export const retention = 300;
      const own = 1;`;
    assert.deepEqual(missing(documented("a.ts", text)), [
      "a.ts: QueueArgs.bare",
      "a.ts: QueueArgs.brief",
      "a.ts: QueueArgs.clusterName",
      "a.ts: Queue",
      "a.ts: Queue.arn",
      "a.ts: length",
    ]);
  });
});
