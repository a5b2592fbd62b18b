/** The stack's config as rules read it. */
import * as pulumi from "@pulumi/pulumi";

const values = new Map<string, string | undefined>();

/**
 * A value of the stack's config, by namespace and key; the project's own namespace unless given. Read once: the SDK
 * parses the whole config at every reading, and a pack is started for one stack with the config that it has then.
 */
export function stackValue(key: string, namespace?: string): string | undefined {
  const name = `${namespace ?? ""}:${key}`;
  if (!values.has(name)) values.set(name, new pulumi.Config(namespace).get(key));
  return values.get(name);
}
