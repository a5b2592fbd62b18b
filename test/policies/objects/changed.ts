/** Objects laid over each other, so that a case says only what it changes. */

export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The base with changes laid over it, maps merged and all else replaced; a key set to undefined goes. */
export function changed(base: Fields, changes: Fields): Fields {
  const merged = Object.entries({ ...base, ...changes }).map(([key, value]) => {
    const before = base[key];
    const isMerge = Object.hasOwn(changes, key) && isFields(before) && isFields(value);
    return [key, isMerge ? changed(before, value) : value] as const;
  });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}
