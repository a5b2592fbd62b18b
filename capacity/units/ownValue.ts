/**
 * The value of a record under a word that a user wrote: own properties only, so that `constructor` and `__proto__` are
 * words like others.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined;
}
