/**
 * An export of `pulumi stack export` as what to compare with: what really runs. Nothing is decrypted.
 * Sources, pulumi/pulumi at 1b594989 (2026-08-21): sdk/go/common/apitype/core.go, UntypedDeployment, DeploymentV3 and
 * ResourceV3; pkg/resource/stack/deployment.go, ApplyFeatures.
 */
import { z } from "zod";
import { UsageError } from "../../cli/errors";
import { isSecret, type Properties, type Value } from "../engine/property";
import { isProviderType, nameOf, packageOf, placeOf } from "../engine/urn";
import { hiddenSecret } from "./jsonPlan";
import { type KnownResource, knownResource, type Side } from "./side";

/** Versions of an export's form that are read. The CLI writes 4 where the state uses one of its features, else 3. */
const stateVersions = [3, 4] as const;

/**
 * Features of a state of version 4 that change nothing of what is compared. With the others a comparison would be wrong: a
 * tainted resource is replaced, another's replacement spreads, and views and snippets have resources that no program registers.
 */
const readFeatures: ReadonlySet<string> = new Set(["byteString", "hooks", "refreshBeforeUpdate"]);

const properties = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Properties>;

const schema = z.object({
  version: z.literal(stateVersions),
  features: z.array(z.string()).optional(),
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string().regex(/^urn:pulumi:[^:]+::[^:]+::.+::/, "is not a urn"),
          custom: z.boolean().optional(),
          external: z.boolean().optional(),
          delete: z.boolean().optional(),
          pendingReplacement: z.boolean().optional(),
          id: z.string().optional(),
          type: z.string(),
          inputs: properties.optional(),
          outputs: properties.optional(),
          parent: z.string().optional(),
          dependencies: z.array(z.string()).nullish(),
          propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
          protect: z.boolean().optional(),
          provider: z.string().optional(),
        }),
      )
      .nullish(),
  }),
});

/**
 * What is noted for themselves: by the engine in `__internal` of a provider, by the bridge in `__meta` and
 * `__pulumi_raw_state_delta`, by pulumi-aws the tags with the provider's default ones. Sources: pulumi/pulumi
 * pkg/resource/deploy/providers at 3.248.0; of the last, pulumi-aws provider/tags.go, applyTags, at 1128bcae.
 */
const ownKeys: ReadonlySet<string> = new Set(["__internal", "__meta", "__pulumi_raw_state_delta", "tagsAll"]);

/** A value without secrets and without what providers note for themselves; keys that they filled in stay marked. */
function readValue(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(readValue);
  if (isSecret(value)) return hiddenSecret;
  const entries = Object.entries(value).filter(([key]) => !ownKeys.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, readValue(inner)]));
}

/**
 * Inputs without the region that pulumi-aws copies from its provider into each resource that names none, and does not list
 * among what it filled in. Source: pulumi-aws provider/region.go, applyRegion, at 72bd5227.
 */
function withoutRegion(type: string, inputs: Properties, region: Value | undefined): Properties {
  if (packageOf(type) !== "aws" || isProviderType(type) || region === undefined || inputs.region !== region)
    return inputs;
  const { region: _, ...rest } = inputs;
  return rest;
}

/** Key under which the providers of AWS list the keys that they filled in themselves. */
export const defaultsKey = "__defaults";

/** The keys of an object of a state that its provider filled in. */
export function filledIn(value: Properties): ReadonlySet<string> {
  const keys = value[defaultsKey];
  return new Set(Array.isArray(keys) ? keys.map(String) : []);
}

/** True for the content of an export. */
export function isState(content: unknown): boolean {
  return typeof content === "object" && content !== null && "deployment" in content;
}

/**
 * The side that an export describes. What waits to be deleted is left out: it is replaced already; and so is what was deleted
 * for a replacement that is not there yet.
 * @param where named in messages
 * @throws UsageError when it is no export of these versions, has a feature that is not read, or has no resources
 */
export function sideOfState(content: unknown, where: string): Side {
  const { data, error } = schema.safeParse(content);
  if (data === undefined) {
    const { path, message } = error.issues[0]!;
    throw new UsageError(
      `${where}: is not an export of \`pulumi stack export\`, version ${stateVersions.join(" or ")}: ${path.join(".")}: ${message}`,
    );
  }
  const unread = (data.features ?? []).filter((feature) => !readFeatures.has(feature));
  if (unread.length > 0)
    throw new UsageError(
      `${where}: uses what is not read: ${unread.join(", ")}; compare with a git ref or a stack file instead, or undo it in the state (taint: \`pulumi state untaint\`)`,
    );
  const resources = (data.deployment.resources ?? []).filter(
    (each) => each.delete !== true && each.pendingReplacement !== true,
  );
  const first = resources[0];
  if (first === undefined)
    throw new UsageError(`${where}: has no resources: nothing was deployed, so plan without --against`);
  const { stack, project } = placeOf(first.urn);
  const regions = new Map<string, Value | undefined>(
    resources.flatMap(({ urn, type, id, inputs }) =>
      type === "pulumi:providers:aws" ? [[`${urn}::${id}`, inputs?.region] as const] : [],
    ),
  );
  const [region] = regions.values();
  return {
    project,
    stack,
    mode: "deployed",
    region: typeof region === "string" ? region : undefined,
    resources: resources.map(({ inputs = {}, outputs = {}, external, ...rest }) =>
      knownResource({
        ...(rest as Omit<KnownResource, "name" | "inputs">),
        custom: rest.custom ?? false,
        name: nameOf(rest.urn),
        read: external ?? false,
        dependencies: rest.dependencies ?? [],
        propertyDependencies: Object.fromEntries(
          Object.entries(rest.propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
        ),
        inputs: withoutRegion(rest.type, readValue(inputs) as Properties, regions.get(rest.provider ?? "")),
        outputs: readValue(outputs) as Properties,
      }),
    ),
    violations: undefined,
  };
}
