/** Values as YAML that users read and apply. */
import { stringify } from "yaml";

/**
 * A value as YAML: long lines stay whole, values that are the same object are written out each time instead of as aliases, and
 * control characters stand as escapes; those above ASCII the library writes as they are.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).replace(
    /[\u007f-\u009f]/g,
    (one) => `\\x${one.charCodeAt(0).toString(16)}`,
  );
}
