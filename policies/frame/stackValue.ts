/** The stack's config as rules read it. */
import * as pulumi from "@pulumi/pulumi";

const values = new Map<string, string | undefined>();

/**
 * A value of the stack's config; undefined where it is not set. Read once: the SDK parses all of the config each time, and
 * a pack is started for one stack, whose config does not change.
 * @param namespace before the colon @default the project's name
 */
export function stackValue(key: string, namespace?: string): string | undefined {
  const name = `${namespace ?? ""}:${key}`;
  if (!values.has(name)) values.set(name, new pulumi.Config(namespace).get(key));
  return values.get(name);
}
