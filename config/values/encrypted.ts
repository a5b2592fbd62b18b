/** What stands in the plan for a value that is encrypted in the stack file: its content is known in `pulumi up` only. */

/** For every encrypted value. */
export const encryptedPlaceholder = "[secret]";

/** One that is the same for the same ciphertext alone, so that two plans can be compared. @param digest hexadecimal */
export const numberedPlaceholder = (digest: string): string => `[secret ${digest}]`;

/** True for either, which says nothing of what the value is. */
export function isPlaceholder(value: string): boolean {
  return value === encryptedPlaceholder || /^\[secret [0-9a-f]+\]$/.test(value);
}
