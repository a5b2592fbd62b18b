/**
 * A state in the form of `pulumi stack export`, made of what the program registers in settled mode, so that it is that of today's
 * program. Its form is held to a real export, test/fixtures/state, and pulumi-aws provider/region.go and tags.go: inputs list what
 * the provider filled in, and have its region and all tags.
 */

import type { Side } from "../../../../tools/plan/against/side";
import { isProperties, isSecret, type Properties, type Value } from "../../../../tools/plan/engine/property";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { isProviderType } from "../../../../tools/plan/engine/urn";

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Ciphertext of every secret of the fixture; no test may find it in a report. */
export const ciphertext = "v1:Pw8xk0c2Vz:ExampleCiphertextOfAState==";

function exported(value: Value): Value {
  if (isSecret(value)) return { [signature]: secretSignature, ciphertext };
  if (Array.isArray(value)) return value.map(exported);
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exported(inner)]));
}

/** Nothing where there is nothing: the CLI leaves such keys out. */
const unlessEmpty = (key: string, value: object): object => (Object.keys(value).length === 0 ? {} : { [key]: value });

function exportedResource(resource: RegisteredResource, region: string | undefined): object {
  const { urn, type, custom, id, parent, provider, protect, dependencies, propertyDependencies } = resource;
  const { ignoreChanges, customTimeouts = {} } = resource;
  const isAws = type.startsWith("aws:");
  const inputs = exported(resource.inputs) as Properties;
  return {
    urn,
    custom,
    ...(custom ? { id } : {}),
    type,
    ...unlessEmpty("inputs", {
      ...(isProviderType(type) ? { __internal: {} } : {}),
      ...(isAws ? { __defaults: [] } : {}),
      ...inputs,
      ...(isAws && inputs.tags !== undefined ? { tagsAll: inputs.tags } : {}),
      ...(isAws && !type.startsWith("aws:iam/") ? { region } : {}),
    }),
    ...unlessEmpty("outputs", exported(resource.outputs) as Properties),
    ...(parent === "" ? {} : { parent }),
    ...(protect ? { protect } : {}),
    ...unlessEmpty("dependencies", dependencies),
    ...(provider === "" ? {} : { provider }),
    ...unlessEmpty("propertyDependencies", propertyDependencies),
    ...unlessEmpty("ignoreChanges", ignoreChanges),
    ...unlessEmpty("customTimeouts", customTimeouts),
    created: "2026-11-01T09:00:00.000000001Z",
    modified: "2026-11-20T09:00:00.000000001Z",
  };
}

/** The export of a settled side. */
export function exportOf({ resources, region }: Side): string {
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: { time: "2026-11-20T09:00:00.000000001Z", magic: "0000", version: "v3.248.0" },
      secrets_providers: { type: "passphrase", state: { salt: "v1:example:v1:example:example==" } },
      resources: resources.map((each) => exportedResource(each, region)),
      metadata: {},
    },
  });
}
