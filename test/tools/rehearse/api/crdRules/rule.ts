/** The rules of a CRD, listed from its schema. */
import type { CustomResourceDefinition } from "../../../../../tools/rehearse/api/kubeObject";

/** A condition that the server checks. */
export interface CrdRule {
  /** Key of its case: `weight maximum`, `template.spec.requirements cel <its message>`. */
  readonly id: string;
  /** Below spec: `template.spec.requirements[].key`, `limits{}`. */
  readonly place: string;
  readonly keyword: Keyword | "cel";
  readonly value: unknown;
}

export const keywords = [
  "required",
  "enum",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const;
export type Keyword = (typeof keywords)[number];

interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly "x-kubernetes-validations"?: readonly { readonly rule: string; readonly message?: string }[];
}

function rulesAt(schema: Schema, place: string): readonly CrdRule[] {
  const own = keywords.flatMap((keyword): readonly CrdRule[] => {
    const value = schema[keyword];
    return value === undefined ? [] : [{ id: `${place} ${keyword}`.trim(), place, keyword, value }];
  });
  const cel = (schema["x-kubernetes-validations"] ?? []).map(
    ({ rule, message = rule }): CrdRule => ({
      id: `${place} cel ${message}`.trim(),
      place,
      keyword: "cel",
      value: rule,
    }),
  );
  const below = (name: string) => (place === "" ? name : `${place}.${name}`);
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => rulesAt(inner, below(name)));
  const items = schema.items === undefined ? [] : rulesAt(schema.items, `${place}[]`);
  const { additionalProperties } = schema;
  const entries = typeof additionalProperties === "object" ? rulesAt(additionalProperties, `${place}{}`) : [];
  // anyOf and oneOf are left out: these CRDs have them only for quantities, which may be texts or numbers
  return [...own, ...cel, ...properties, ...items, ...entries];
}

/** Every rule below `spec`, in the order of the CRD. */
export function rulesOf(crd: CustomResourceDefinition): readonly CrdRule[] {
  const version = crd.spec.versions.find(({ storage }) => storage);
  return rulesAt(version?.schema.openAPIV3Schema.properties.spec as Schema, "");
}
