/** A JSON report of this tool as what to compare with. */
import { z } from "zod";
import { UsageError } from "../../cli/errors";
import { type Properties, secret, shownSecret, shownUnknown, unknown, type Value } from "../engine/property";
import { planVersion } from "../summary/plan";
import { knownResource, type Side } from "./side";

const properties = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Properties>;

/** What is read of a report; keys that later releases add are left alone. */
const schema = z.object({
  version: z.literal(planVersion),
  project: z.string(),
  stack: z.string(),
  mode: z.enum(["preview", "settled"]),
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      name: z.string(),
      parent: z.string().nullable(),
      custom: z.boolean(),
      remote: z.boolean(),
      inputs: properties,
      dependencies: z.array(z.string()),
      propertyDependencies: z.record(z.string(), z.array(z.string())),
      protect: z.boolean(),
      ignoreChanges: z.array(z.string()),
      aliases: z.array(z.string()),
      provider: z.string().nullable(),
    }),
  ),
  policies: z.object({
    violations: z.array(
      z.object({
        policy: z.string(),
        level: z.enum(["advisory", "mandatory", "remediate"]),
        urn: z.string(),
        message: z.string(),
      }),
    ),
  }),
  findings: z.array(z.object({ level: z.enum(["error", "warning"]) })),
});

/** A shown value as the engine has it: what is unknown, and secrets without their value. */
function unshown(value: Value): Value {
  if (typeof value === "string") return value === shownSecret ? hiddenSecret : value.replaceAll(shownUnknown, unknown);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unshown);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unshown(inner)]));
}

/** A secret of which only that it is one is known. */
export const hiddenSecret: Properties = (() => {
  const { value: _, ...signed } = secret(null);
  return signed;
})();

/** True for the content of a JSON report. */
export function isPlanReport(content: unknown): boolean {
  return typeof content === "object" && content !== null && "resources" in content && "policies" in content;
}

/**
 * The side that a JSON report describes.
 * @param where named in messages
 * @throws UsageError when it is no report of this version, or the stack was refused
 */
export function sideOfPlan(content: unknown, where: string): Side {
  const { data, error } = schema.safeParse(content);
  if (data === undefined) {
    const { path, message } = error.issues[0]!;
    throw new UsageError(
      `${where}: is not a JSON report of this plan, version ${planVersion}: ${path.join(".") || "it"}: ${message}`,
    );
  }
  if (data.findings.some(({ level }) => level === "error"))
    throw new UsageError(`${where}: is the report of a stack that was refused: there is nothing to compare with`);
  const provider = data.resources.find(({ type }) => type === "pulumi:providers:aws");
  const region = provider?.inputs.region;
  return {
    project: data.project,
    stack: data.stack,
    mode: data.mode,
    region: typeof region === "string" ? region : undefined,
    resources: data.resources.map(({ parent, provider: of, inputs, ...rest }) =>
      knownResource({
        ...rest,
        parent: parent ?? "",
        provider: of ?? "",
        inputs: unshown(inputs) as Properties,
      }),
    ),
    violations: data.policies.violations,
  };
}
