/** The stack's config as rules read it. */
import * as pulumi from "@pulumi/pulumi";
import { memoizeBy } from "../../capacity/units/memoize";

/**
 * A value of the stack's config; undefined where it is not set. Read once: the SDK parses all of the config each time,
 * and a pack is started for one stack, whose config does not change.
 * @param namespace before the colon @default the project's name
 */
export const stackValue: (key: string, namespace?: string) => string | undefined = memoizeBy(
  (key, namespace = "") => `${namespace}:${key}`,
  (key, namespace) => new pulumi.Config(namespace).get(key),
);
