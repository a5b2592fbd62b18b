/**
 * An export of `pulumi stack export` as what to compare with: what really runs. Nothing is decrypted.
 * Source of the form: pulumi/pulumi sdk/go/common/apitype/core.go, DeploymentV3 and ResourceV3.
 */
import { z } from "zod";
import { UsageError } from "../../cli/errors";
import { isProperties, isSecret, type Properties, type Value } from "../engine/property";
import { nameOf, placeOf } from "../engine/urn";
import { hiddenSecret } from "./jsonPlan";
import { type KnownResource, knownResource, type Side } from "./side";

/** The one version of an export's form that is read; the CLI has written it since 2018. */
const stateVersion = 3;

const properties = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Properties>;

const schema = z.object({
  version: z.literal(stateVersion),
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string().regex(/^urn:pulumi:[^:]+::[^:]+::.+::/, "is not a urn"),
          custom: z.boolean().optional(),
          external: z.boolean().optional(),
          delete: z.boolean().optional(),
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

/** What providers note in inputs for themselves. Source: pulumi-terraform-bridge pkg/tfbridge/schema.go. */
const ownKeys: ReadonlySet<string> = new Set(["__meta", "__pulumi_raw_state_delta", "tagsAll"]);

/** A value without secrets and without what providers note for themselves; keys that they filled in stay marked. */
function readValue(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(readValue);
  if (isSecret(value)) return hiddenSecret;
  const entries = Object.entries(value).filter(([key]) => !ownKeys.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, readValue(inner)]));
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
 * The side that an export describes. What waits to be deleted is left out: it is replaced already.
 * @param where named in messages
 * @throws UsageError when it is no export of this version, or has no resources
 */
export function sideOfState(content: unknown, where: string): Side {
  const { data, error } = schema.safeParse(content);
  if (data === undefined) {
    const { path, message } = error.issues[0]!;
    throw new UsageError(
      `${where}: is not an export of \`pulumi stack export\`, version ${stateVersion}: ${path.join(".")}: ${message}`,
    );
  }
  const resources = (data.deployment.resources ?? []).filter((each) => each.delete !== true);
  const first = resources[0];
  if (first === undefined)
    throw new UsageError(`${where}: has no resources: nothing was deployed, so plan without --against`);
  const { stack, project } = placeOf(first.urn);
  const aws = resources.find(({ type }) => type === "pulumi:providers:aws");
  const region = isProperties(aws?.inputs) ? aws.inputs.region : undefined;
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
        inputs: readValue(inputs) as Properties,
        outputs: readValue(outputs) as Properties,
      }),
    ),
    violations: undefined,
  };
}
