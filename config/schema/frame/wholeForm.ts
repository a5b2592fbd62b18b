/** What to write where a value has the wrong form, such as a map in place of a list: read off the schema of the place. */
import { z } from "zod";
import { definition, keyKindOf, keysOf, kindOf, type Schema, type Steps, unwrapped } from "./walk";

/**
 * `write nvidia: {}`, `write prices: { file: ... }`, `write a list: "- name: general" and its keys below`; undefined where the
 * schema does not tell what was meant.
 * @param steps to the value
 */
export function wholeForm(steps: Steps, place: Schema, value: unknown): string | undefined {
  const { shape, element } = definition(place);
  const key = String(steps.at(-1));
  if (element !== undefined) return listForm(element, value);
  if (shape === undefined) return undefined;
  const isYes = value === null || value === true;
  if (isYes) return z.safeParse(place, {}).success ? `write ${key}: {}` : undefined;
  if (typeof value === "object") return undefined;
  // a key of the entries where a name of the user's is due
  if (Object.hasOwn(shape, key))
    return `${String(steps.at(-2))} is a map by name, and ${key} belongs one level further in: write ${String(steps.at(-2))}: { <name>: { ${key}: ... } }`;
  const taking = Object.entries(shape).filter(([, inner]) => z.safeParse(inner, value).success);
  return taking.length === 1 && Object.keys(shape).length === 1
    ? `write ${key}: { ${taking[0]![0]}: ${JSON.stringify(value)} }`
    : undefined;
}

/** A list of maps that have names, written as a map by name; and one word in place of a list of words. */
function listForm(element: Schema, value: unknown): string | undefined {
  const entry = unwrapped(element);
  if (typeof value === "object" && value !== null && keysOf(entry).includes("name")) {
    const [name = "general"] = Object.keys(value);
    return `write a list: "- name: ${name}" and its keys below`;
  }
  const isWord = typeof value === "string" && z.safeParse(entry, value).success;
  return isWord ? `write [${JSON.stringify(value)}]` : undefined;
}

/** Of a map by names of the user's the key that belongs one level further down: `cpu` in place of a namespace. */
export function levelMissing(steps: Steps, map: Schema | undefined, value: unknown): string | undefined {
  const names = keyKindOf(map);
  if (map === undefined || names === undefined || (typeof value === "object" && value !== null)) return undefined;
  const { valueType } = definition(map);
  if (valueType === undefined || definition(unwrapped(valueType)).shape === undefined) return undefined;
  if (kindOf(unwrapped(valueType)) !== undefined) return undefined;
  const what = names.what.replace(/^an? valid /, "");
  return `${String(steps.at(-2))} is a map by ${what}: write ${String(steps.at(-2))}: { ${String(names.examples[0])}: { ... } }`;
}
