/**
 * A state in the form of `pulumi stack export`, made of what the program registers in settled mode; no CLI wrote it. Written after
 * pulumi/pulumi at 1b594989: sdk/go/common/apitype/core.go (UntypedDeployment, DeploymentV3, ResourceV3, SecretV1: a secret is its
 * signature and a ciphertext), and after pulumi-aws provider/region.go and tags.go: inputs list what the provider filled in, and
 * have its region and all tags.
 */

import type { Side } from "../../../../tools/plan/against/side";
import { isProperties, isSecret, type Properties, type Value } from "../../../../tools/plan/engine/property";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";

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

function exportedResource(resource: RegisteredResource, region: string | undefined): object {
  const { urn, type, custom, id, parent, provider, protect, dependencies, propertyDependencies } = resource;
  const isAws = type.startsWith("aws:");
  return {
    urn,
    custom,
    ...(custom ? { id } : {}),
    type,
    inputs: {
      ...(isAws ? { __defaults: [] } : {}),
      ...(exported(resource.inputs) as Properties),
      ...(isAws ? { tagsAll: {}, ...(type.startsWith("aws:iam/") ? {} : { region }) } : {}),
    },
    outputs: exported(resource.outputs),
    ...(parent === "" ? {} : { parent }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...(provider === "" ? {} : { provider }),
    ...(Object.keys(propertyDependencies).length === 0 ? {} : { propertyDependencies }),
    ...(protect ? { protect } : {}),
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
