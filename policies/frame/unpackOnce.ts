/**
 * Unpacks each resource, and its provider, once. The SDK's server makes plain data of a resource's inputs again for every
 * rule, and of all resources' outputs for every rule on the stack, so that the pack's time grew with rules times resources.
 * Rules of this pack read them and change nothing (`Field`), so they can share the data.
 */
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** The SDK's own module; its typing leaves the function out. */
const sdk = require("@pulumi/policy/deserialize") as { deserializeProperties: Deserialize };

type Deserialize = (struct: Struct, proxySecrets: boolean) => Record<string, unknown>;

/** Must run before the pack's server is made. If the SDK changes, it only unpacks more often again. */
export function unpackOnce(): void {
  const { deserializeProperties } = sdk;
  if (deserializeProperties === undefined) return;
  const unpacked = new WeakMap<Struct, Record<string, unknown>>();
  sdk.deserializeProperties = (struct, proxySecrets) => {
    // with secrets, a remediation's inputs, which it may change
    if (proxySecrets) return deserializeProperties(struct, proxySecrets);
    let properties = unpacked.get(struct);
    if (properties === undefined) {
      properties = deserializeProperties(struct, proxySecrets);
      unpacked.set(struct, properties);
    }
    return properties;
  };
}
