/** The keys of well-known labels stand in capacity/kubernetes/labels.ts; everyone else takes them from there. */
import assert from "node:assert/strict";
import ts from "typescript";
import { labelAliases, wellKnownKeys } from "../../capacity/kubernetes/labels";
import { nodesOf, sources } from "./sources";

/** A key that does not go on before or after: `kubernetes.io/arch` is not in `beta.kubernetes.io/arch`. */
function naming(keys: readonly string[]): RegExp {
  const quoted = keys.map((key) => key.replaceAll(".", "\\."));
  return new RegExp(`(^|[^\\w./-])(${quoted.join("|")})($|[^\\w./-]|[./](\\s|$))`);
}

/** The texts of a source, comments left out. */
function textsOf(file: ts.SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) =>
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
      ? [node.text]
      : [],
  );
}

describe("label keys", () => {
  // tags in IAM conditions ("aws:RequestTag/karpenter.sh/nodepool") are keys of IAM's own
  it("stand as literals in one file", () => {
    const anyKey = naming([...wellKnownKeys, ...labelAliases]);
    const found = sources
      .filter(({ path }) => !path.startsWith("tools/plan/standins/"))
      .filter(({ file }) => textsOf(file).some((text) => anyKey.test(text)))
      .map(({ path }) => path);
    assert.deepEqual(found, ["capacity/kubernetes/labels.ts"]);
  });

  it("are found in a text, and not in longer keys", () => {
    const key = "karpenter.sh/nodepool";
    const texts = [
      key,
      `aws:RequestTag/${key}`,
      `require ${key} In`,
      `as ${key}.`,
      `${key}-hash`,
      `my${key}`,
      `x.${key}`,
    ];
    assert.deepEqual(
      texts.filter((text) => naming([key]).test(text)),
      [key, `require ${key} In`, `as ${key}.`],
    );
  });
});
