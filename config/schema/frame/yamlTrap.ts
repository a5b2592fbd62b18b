/** Values that YAML reads as something else than what was written: `1.30` becomes 1.3, `true` is not text. */
import { z } from "zod";
import type { Kind } from "./kind";
import type { Schema } from "./walk";

/** A date as Pulumi's CLI, written in Go, hands it on (config/source/goScalar.ts). */
const goDate = /^(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC$/;

/**
 * What YAML did to a value that was meant as text or as a number, and how to write it; undefined when it is wrong otherwise.
 * @param place schema of the value
 * @param written the value as its file writes it, where that is known
 */
export function yamlTrap(
  value: unknown,
  kind: Kind,
  place: Schema,
  written?: string,
): { readonly message: string; readonly suggestion: string } | undefined {
  if (value === null) return { message: "is empty", suggestion: `write ${kind.write}` };
  const accepts = (other: unknown) => z.safeParse(place, other).success;
  if (typeof value === "string" && /^\d+$/.test(value) && accepts(Number(value)))
    return { message: "is text, not a number", suggestion: `write ${value} without quotes` };
  if (!kind.examples.some((example) => typeof example === "string")) return undefined;
  if (typeof value === "number" && !kind.examples.some((example) => typeof example === "number")) {
    if (kind.losesZeroInYaml === true) {
      const minor = String(value).split(".")[1] ?? "";
      const guess = minor.length === 1 ? `${value}0` : String(value);
      const meant = written !== undefined && accepts(written) ? written : guess;
      return { message: "is a number: YAML drops the zero of 1.30", suggestion: `write "${meant}" in quotes` };
    }
    return misread("a number", written ?? String(value));
  }
  const date = typeof value === "string" ? goDate.exec(value)?.[1] : undefined;
  if (date !== undefined) return misread("a date", written ?? date);
  return typeof value === "boolean" ? misread("true or false", written ?? String(value)) : undefined;

  function misread(as: string, text: string) {
    return {
      message: `is ${as} to YAML, not ${kind.what}`,
      suggestion: accepts(text) ? `write "${text}" in quotes` : `write ${kind.write}`,
    };
  }
}
