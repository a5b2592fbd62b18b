import assert from "node:assert/strict";
import { rules } from "../../config/rules";
import { definition, unwrapped } from "../../config/schema/frame/walk";
import { stackSchema } from "../../config/schema/stack";
import type { Schema } from "../config/arbitraries";

/** Names of all keys below a place that say a version. */
function versionKeys(schema: Schema, name = ""): readonly string[] {
  const { shape, element, valueType, options = [] } = definition(unwrapped(schema));
  const inside = element ?? valueType;
  return [
    ...Object.entries(shape ?? {}).flatMap(([key, place]) => {
      const at = name === "" ? key : `${name}.${key}`;
      return [...(/version$|alias$/i.test(key) ? [at] : []), ...versionKeys(place, at)];
    }),
    ...(inside === undefined ? [] : versionKeys(inside, `${name}.*`)),
    ...options.flatMap((option) => versionKeys(option, name)),
  ];
}

/** What holds a version against what it must go with, by rule; or why nothing does. */
const held: readonly { readonly key: RegExp; readonly rule?: string; readonly because?: string }[] = [
  { key: /^cluster\.version$/, rule: "kubernetes-version-is-known" },
  { key: /^karpenter\.version$/, rule: "karpenter-runs-on-the-kubernetes-version" },
  { key: /^keda\.version$/, rule: "keda-is-tested-with-the-kubernetes-version" },
  { key: /amiAlias$/, rule: "ami-alias-is-released" },
  {
    key: /^devicePlugins\./,
    because: "the charts name no Kubernetes that they go with; a plugin's socket is the same since Kubernetes 1.10",
  },
  {
    key: /^cluster\.addons\./,
    because: "EKS itself refuses a version that is not offered for the cluster's Kubernetes, when the add-on is made",
  },
];

describe("kind: a version is held against what it must go with", () => {
  const keys = versionKeys(stackSchema);

  it("has each version of the config in one class", () => {
    const classes = keys.map((key) => [key, held.filter((one) => one.key.test(key)).length] as const);
    assert.deepEqual(
      classes.filter(([, count]) => count !== 1),
      [],
    );
    assert.ok(keys.length > 5, keys.join());
  });

  it("names rules that exist, or a reason, and no class of nothing", () => {
    const names = new Set(rules.map(({ name }) => name));
    for (const { key, rule, because } of held) {
      assert.ok(rule === undefined ? because !== undefined : names.has(rule), `${key}`);
      assert.ok(
        keys.some((one) => key.test(one)),
        `${key}`,
      );
    }
  });
});
