/** Registers resources with literal inputs: floor.ts says what for. No value of one goes into another. */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { FloorResource } from "../floor";

class LiteralResource extends pulumi.CustomResource {}
class LiteralProvider extends pulumi.ProviderResource {}

const path = new pulumi.Config().require("resources");
const resources = JSON.parse(readFileSync(path, "utf8")) as readonly FloorResource[];
const made: pulumi.Resource[] = [];

for (const resource of resources) {
  const { type, name, custom, inputs, parent, provider, timeouts, dependsOn, protect, ignoreChanges, aliases } =
    resource;
  const opts = {
    protect,
    ignoreChanges: [...ignoreChanges],
    aliases: [...aliases],
    dependsOn: dependsOn.map((index) => made[index]!),
    ...(parent === undefined ? {} : { parent: made[parent]! }),
    ...(timeouts === undefined ? {} : { customTimeouts: timeouts }),
    ...(provider === undefined ? {} : { provider: made[provider] as pulumi.ProviderResource }),
  };
  const [, providerOf] = /^pulumi:providers:(.*)$/.exec(type) ?? [];
  if (!custom) made.push(new pulumi.ComponentResource(type, name, inputs, opts));
  else if (providerOf !== undefined) made.push(new LiteralProvider(providerOf, name, inputs, opts));
  else made.push(new LiteralResource(type, name, inputs, opts));
}
