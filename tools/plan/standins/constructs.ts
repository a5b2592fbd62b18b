/** Remote components: what their provider plugins register and give back. */

import { PlanError } from "../../cli/errors";
import type { Answer, Registration } from "../engine/deployment";
import { isProperties, type Properties, unknown, unwrapped, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { Constructed, Construction, Made, Sourced } from "./construction";
import { eksCluster } from "./eks/cluster";
import type { Account } from "./standIn";

type Construct = (construction: Construction) => Promise<Constructed>;

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
 * @param wire the component's inputs as the program sent them
 * @throws PlanFault when the component has no stand-in: its children would be missing from the plan without a word
 */
export async function construct(
  component: RegisteredResource,
  wire: Properties,
  resources: ReadonlyMap<string, RegisteredResource>,
  account: Account,
  register: (child: Registration) => Promise<Answer>,
): Promise<{ outputs: Properties; dependencies: Readonly<Record<string, readonly string[]>> }> {
  const build = constructs[component.type];
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
