/** Whether a changed field makes a new resource, for the fields that this program registers. */
import { packageOf } from "../../engine/urn";
import awsTable from "./aws.json";
import type { Answer, FieldChange, Fields } from "./fields";
import { kubernetesFields, metadataFields } from "./kubernetes";
import { providerFields } from "./providers";

/** By type. */
const tables: Readonly<Record<string, Fields>> = {
  ...(awsTable.types as Readonly<Record<string, Fields>>),
  ...kubernetesFields,
  ...providerFields,
};

const answers = ["yes", "no", "refused"] as const;

/** Path of a value without indexes. */
function fieldOf(steps: readonly (string | number)[]): string {
  return steps.filter((step) => typeof step === "string").join(".");
}

function fieldsOf(type: string): readonly Fields[] {
  const own = Object.hasOwn(tables, type) ? tables[type] : undefined;
  return [...(own === undefined ? [] : [own]), ...(packageOf(type) === "kubernetes" ? [metadataFields] : [])];
}

/**
 * Whether a change of a field replaces the resource; "cannot tell" for a field that is in no table.
 * @param change "changed" also where it is not known what was there, or will be
 */
export function replacement(
  type: string,
  steps: readonly (string | number)[],
  change: FieldChange = "changed",
): Answer {
  const field = fieldOf(steps);
  let longest = "";
  let found: Answer = "cannot tell";
  for (const fields of fieldsOf(type)) {
    const whole = fields.whole !== undefined && Object.hasOwn(fields.whole, field) ? fields.whole[field] : undefined;
    if (whole !== undefined && change !== "changed") return whole[change];
    for (const answer of answers)
      for (const entry of fields[answer] ?? [])
        if ((field === entry || field.startsWith(`${entry}.`)) && entry.length > longest.length) {
          longest = entry;
          found = answer;
        }
  }
  return found;
}

/** Whether it matters that a field is added or removed as a whole; the program registers such a field with a value or not at all. */
export function isWhole(type: string, steps: readonly (string | number)[]): boolean {
  const field = fieldOf(steps);
  return fieldsOf(type).some(({ whole = {} }) => Object.hasOwn(whole, field));
}

/** Whether the order of a list means nothing. */
export function isSet(type: string, steps: readonly (string | number)[]): boolean {
  const field = fieldOf(steps);
  return fieldsOf(type).some(({ sets = [] }) => sets.includes(field));
}
