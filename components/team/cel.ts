/** Parts of CEL expressions for admission policies. */

/** A named expression: a variable or a match condition of an admission policy. */
export interface Expression {
  /** How others refer to it: `variables.<name>`, or the condition in a refusal. */
  readonly name: string;
  /** CEL in one line. */
  readonly expression: string;
}

/** A CEL string; CEL reads JSON's escapes. */
export const celText = (value: string) => JSON.stringify(value);

/** A CEL list of strings. */
export const celList = (values: readonly string[]) => `[${values.map(celText).join(", ")}]`;

/** Whether the request makes the object, rather than updates it. */
export const isCreate = 'request.operation == "CREATE"';
