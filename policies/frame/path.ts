/** Paths as messages show them; this file loads without the SDK, for the plan. */

/** The path of a key or an index below a path: `spec.limits`, `taints[0]`, `labels["a/b"]`. */
export function pathAt(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
