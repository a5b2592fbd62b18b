/** Remote components: what their provider plugins register and return. */

import { ownValue } from "../../../capacity/units/ownValue";
import { PlanError } from "../../cli/errors";
import { isProperties, type Properties, unknown, unwrapped, type Value } from "../engine/property";
import type { Constructed, ConstructRequest } from "../engine/providers";
import type { ConstructedParts, Construction, Made, Sourced } from "./construction";
import { eksCluster } from "./eks/cluster";

type Construct = (construction: Construction) => Promise<ConstructedParts>;

const constructs: Readonly<Record<string, Construct>> = { "eks:index:Cluster": eksCluster };

function made({ urn, id, outputs }: { urn: string; id: string; outputs: Properties }): Made {
  const from = [urn];
  return {
    urn,
    id: { value: id === "" ? unknown : id, from },
    output: (name) => ({ value: outputs[name] ?? unknown, from }),
  };
}

function referenceUrn(value: Value | undefined): string | undefined {
  const inner = unwrapped(value);
  if (!isProperties(inner)) return undefined;
  if (typeof inner.urn === "string") return inner.urn;
  return isProperties(inner.value) ? referenceUrn(inner.value) : undefined;
}

/**
 * Registers a remote component's children and gives its outputs.
 * @throws PlanError when the component has no stand-in
 */
export async function construct({
  component,
  wire,
  resources,
  account,
  register,
}: ConstructRequest): Promise<Constructed> {
  const build = ownValue(constructs, component.type);
  if (build === undefined)
    throw new PlanError(
      `the offline plan has no stand-in for remote component ${component.type}; add it to tools/plan/standins/constructs.ts`,
    );
  const { outputs } = await build({
    component,
    account,
    input: (name) => {
      const value = component.inputs[name];
      return value === undefined || value === null
        ? undefined
        : { value, from: component.propertyDependencies[name] ?? [] };
    },
    resource: (name) => {
      const urn = referenceUrn(wire[name]);
      const found = urn === undefined ? undefined : resources.get(urn);
      return found === undefined ? undefined : made(found);
    },
    child: async (type, name, inputs, options = {}) => {
      const given = Object.entries(inputs).filter((entry): entry is [string, Sourced] => entry[1] !== undefined);
      const answer = await register({
        type,
        name,
        parent: options.parent ?? component.urn,
        custom: options.custom ?? true,
        inputs: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
        dependencies: options.dependsOn ?? [],
        propertyDependencies: Object.fromEntries(given.map(([key, { from }]) => [key, from])),
        ...(options.ignoreChanges === undefined ? {} : { ignoreChanges: options.ignoreChanges }),
        ...(options.version === undefined ? {} : { version: options.version }),
      });
      return made(answer);
    },
  });
  const given = Object.entries(outputs).filter((entry): entry is [string, Sourced] => entry[1] !== undefined);
  return {
    outputs: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
    dependencies: Object.fromEntries(given.map(([key, { from }]) => [key, from])),
  };
}
