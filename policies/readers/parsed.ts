/** Values that may not be valid: a program may write anything where a quantity, a duration or a schedule belongs. */

/**
 * What a parser returns, or the message of the RangeError that it throws.
 * @throws whatever else the parser throws
 */
export function parsed<Value>(parse: () => Value): { readonly value: Value } | { readonly error: string } {
  try {
    return { value: parse() };
  } catch (error) {
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}
