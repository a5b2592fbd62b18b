/** Which types a pool admits is answered in capacity/nodePool/selection.ts: requirements and node labels meet nowhere else. */
import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, type Source, sources } from "./sources";

/**
 * Sources that name both a pool's requirements and its labels, and why each may. Whoever wants to know what they leave possible
 * calls poolSelection.
 */
const bothNamed: Readonly<Record<string, string>> = {
  "capacity/nodePool/selection.ts": "joins them",
  "capacity/nodePool/spec.ts": "reads both from a NodePool that anybody wrote, for poolSelection",
  "capacity/whatIf/pool.ts": "joins what pods ask for with both, for poolSelection",
  "components/nodePool/nodePool.ts": "writes both into the NodePool",
  "config/resolve/pool.ts": "resolves both from the stack config",
  "config/rules/overlay/overlayConflicts.ts":
    "an overlay's requirements, and the labels of pools that they may ask for",
  "config/rules/pool/catalogueNames.ts": "finds the names that each gives, and where",
  "config/rules/pool/labels.ts": "which keys each may use, and how many they are together",
  "config/rules/pool/noType.ts": "names the part of either that leaves no type",
  "config/rules/pool/requirements.ts": "which values each may have, key by key",
  "config/rules/pool/settingOfKey.ts": "whether either says what a setting says",
  "config/rules/pool/zones.ts": "finds the zones and regions that each names, to ask whether they are the stack's",
  "config/schema/pool.ts": "the keys of the stack config",
  "config/stack.ts": "declares the type of the resolved pool",
  "policies/readers/pool.ts": "reads both in preview, where values may be unknown, for poolSelection",
  "provider/args.ts": "declares both for other languages, as the schema has them",
  "tools/migrate/join/nodes.ts": "compares with each what a pod's selector asks of the key",
  "tools/migrate/kinds/autoScalingGroup.ts": "writes both of a group as a pool's",
  "tools/migrate/kinds/nodeGroup.ts": "writes both of a node group as a pool's",
  "tools/migrate/kinds/nodePool.ts": "reads both with the place of each, to tell what becomes of it",
  "tools/migrate/kinds/provisioner.ts": "the same of an API that is gone",
  "tools/migrate/model.ts": "declares the type of a pool that is migrated",
  "tools/migrate/write/requirements.ts": "says by requirements what labels of a setting's key choose",
  "tools/plan/whatIf/asked.ts": "hands both of a resolved pool to capacity/whatIf",
};

/** Names of the properties that a source reads, writes, destructures or declares, and of the fields it reads by `at(...)`. */
function propertiesOf({ file }: Source): ReadonlySet<string> {
  const named = nodesOf(file).flatMap((node): readonly ts.Node[] => {
    if (ts.isPropertyAccessExpression(node)) return [node.name];
    if (ts.isBindingElement(node)) return [node.propertyName ?? node.name];
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isPropertySignature(node)) {
      return [node.name];
    }
    if (ts.isElementAccessExpression(node)) return [node.argumentExpression];
    const isAt = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
    return isAt && node.expression.name.text === "at" ? node.arguments : [];
  });
  return new Set(named.flatMap((name) => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? [name.text] : [])));
}

/** Whether a node reads these properties one after the other: `spec.template.metadata?.labels`. */
function isChain(node: ts.Node, [...names]: readonly string[]): boolean {
  const last = names.pop();
  if (last === undefined) return true;
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== last) return false;
  return names.length === 0 || isChain(node.expression, names);
}

function importers(target: string): readonly string[] {
  return sources.filter(({ imports }) => imports.includes(target)).map(({ path }) => path);
}

/** Names that a source exports as functions: declared so, or as constants. */
function exportsOf(path: string): readonly string[] {
  const { file } = sources.find((source) => source.path === path)!;
  return file.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(statement)) return [statement.name!.text];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => name.getText(file));
  });
}

describe("what a pool admits", () => {
  it("is answered by one exported function", () => {
    assert.deepEqual(exportsOf("capacity/nodePool/selection.ts"), ["poolSelection"]);
  });

  it("takes the types of a list of requirements from nobody else", () => {
    assert.deepEqual(importers("capacity/nodePool/admittedTypes.ts"), ["capacity/nodePool/selection.ts"]);
  });

  it("lets requirements and labels of a pool meet in these sources only", () => {
    const found = sources.filter((source) => {
      const properties = propertiesOf(source);
      return properties.has("requirements") && properties.has("labels");
    });
    assert.deepEqual(
      found.map(({ path }) => path),
      Object.keys(bothNamed),
    );
  });

  it("reads spec.template of a NodePool through the readers of capacity/nodePool/spec.ts", () => {
    const chains = [
      ["template", "spec", "requirements"],
      ["template", "metadata", "labels"],
    ];
    const reading = sources.filter(({ file }) =>
      nodesOf(file).some((node) => chains.some((chain) => isChain(node, chain))),
    );
    assert.deepEqual(
      reading.map(({ path }) => path),
      ["tools/rehearse/nodes/simulation.ts"],
      "the rehearsal rewrites the requirements that the simulated provider does not know",
    );
  });
});
