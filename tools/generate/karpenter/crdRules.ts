/** The rules of a CRD: all that the API server checks below `spec`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { CrdRules, CrdRulesByFile } from "../../../capacity/karpenter/versionRow";
import type { GoModule } from "../goModules";

/** Plain YAML; the chart karpenter-crd has the same with templates in it. Core's CRDs are among them, with AWS's labels. */
const folder = "pkg/apis/crds";

const words = [
  ...["type", "format", "default", "enum", "pattern", "required"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"],
  ...["x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"],
] as const;

interface Schema {
  readonly [word: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly "x-kubernetes-validations"?: readonly { readonly rule: string; readonly message?: string }[];
}

/** A CRD as its file has it. */
export interface Crd {
  readonly spec: {
    readonly versions: readonly {
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Rules by file name without its ending. */
export function crdRules(provider: GoModule): CrdRulesByFile {
  const files = readdirSync(join(provider.folder, folder)).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    files.sort().map((name) => {
      const crd: Crd = parse(readFileSync(join(provider.folder, folder, name), "utf8"));
      return [name.slice(0, -".yaml".length), rulesOfSpec(crd)];
    }),
  );
}

/** Rules of the version that is stored. @throws Error when it has no spec */
export function rulesOfSpec(crd: Crd): CrdRules {
  const spec = crd.spec.versions.find(({ storage }) => storage)?.schema.openAPIV3Schema.properties?.spec;
  if (spec === undefined) throw new Error("a CRD has no spec in the version that is stored");
  return Object.fromEntries(rulesBelow(spec, ""));
}

function rulesBelow(schema: Schema, place: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const own = Object.fromEntries(
    words.filter((word) => schema[word] !== undefined).map((word) => [word, sortedWhereSet(word, schema[word])]),
  );
  const cel = (schema["x-kubernetes-validations"] ?? []).map(({ rule, message = rule }) => ({ rule, message }));
  const { properties = {}, items, additionalProperties } = schema;
  return [
    [place, { ...own, ...(cel.length === 0 ? {} : { cel }) }],
    ...Object.entries(properties).flatMap(([name, inner]) =>
      rulesBelow(inner, place === "" ? name : `${place}.${name}`),
    ),
    ...(items === undefined ? [] : rulesBelow(items, `${place}[]`)),
    ...(typeof additionalProperties === "object" ? rulesBelow(additionalProperties, `${place}{}`) : []),
  ];
}

/** The order of these says nothing, and releases change it. */
function sortedWhereSet(word: string, value: unknown): unknown {
  return word === "enum" || word === "required" ? [...(value as readonly string[])].sort() : value;
}
