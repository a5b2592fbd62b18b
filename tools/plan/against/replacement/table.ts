/** Whether a changed field makes a new resource, for the fields that this program registers. */
import { packageOf } from "../../engine/urn";
import type { ChangedPath } from "../../summary/changesSchema";
import awsTable from "./aws.json";
import type { Fields } from "./fields";
import { kubernetesFields, metadataFields } from "./kubernetes";

/** By type. */
const tables: Readonly<Record<string, Fields>> = { ...awsTable.types, ...kubernetesFields };

const answers = { yes: "yes", no: "no", refused: "refused" } as const;

/** Path of a value without indexes. */
function fieldOf(steps: readonly (string | number)[]): string {
  return steps.filter((step) => typeof step === "string").join(".");
}

function fieldsOf(type: string): readonly Fields[] {
  const own = Object.hasOwn(tables, type) ? tables[type] : undefined;
  return [...(own === undefined ? [] : [own]), ...(packageOf(type) === "kubernetes" ? [metadataFields] : [])];
}

/** Whether a change of a field replaces the resource; "cannot tell" for a field that is in no table. */
export function replacement(type: string, steps: readonly (string | number)[]): ChangedPath["replaces"] {
  const field = fieldOf(steps);
  let longest = "";
  let found: ChangedPath["replaces"] = "cannot tell";
  for (const fields of fieldsOf(type))
    for (const [key, answer] of Object.entries(answers))
      for (const entry of fields[key as keyof typeof answers] ?? [])
        if ((field === entry || field.startsWith(`${entry}.`)) && entry.length > longest.length) {
          longest = entry;
          found = answer;
        }
  return found;
}

/** Whether the order of a list means nothing. */
export function isSet(type: string, steps: readonly (string | number)[]): boolean {
  const field = fieldOf(steps);
  return fieldsOf(type).some(({ sets = [] }) => sets.includes(field));
}
