/** A pool that every rule accepts. */
export function pool(name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { name, limits: { cpu: "16", memory: "64Gi" }, ...more };
}
