/** The stack's config as rules read it. */
import * as pulumi from "@pulumi/pulumi";
import { memoizeBy } from "../../capacity/units/memoize";

/**
 * A value of the stack's config, by namespace and key; the project's own namespace unless given. Read once: the SDK
 * parses the whole config at every reading, and a pack is started for one stack with the config that it has then.
 */
export const stackValue: (key: string, namespace?: string) => string | undefined = memoizeBy(
  (key, namespace = "") => `${namespace}:${key}`,
  (key, namespace) => new pulumi.Config(namespace).get(key),
);
