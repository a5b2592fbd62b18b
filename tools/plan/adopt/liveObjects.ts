/** Objects that run, as `kubectl get -o yaml` prints them, beside those of the plan. */
import { parseAllDocuments } from "yaml";
import { isRecord, recordOf, textOf } from "../../../capacity/units/fields";
import { pathText } from "../../../config";
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";
import { mostBytes } from "../against/bounds";
import { compare, type Steps } from "../against/values";
import { isProperties, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";

type LiveObject = Readonly<Record<string, unknown>>;

/** An input of the plan that the object which runs has otherwise. */
export interface InputDifference {
  readonly type: string;
  readonly name: string;
  /** `spec.limits.cpu` */
  readonly path: string;
  readonly live: Value | undefined;
  readonly planned: Value | undefined;
}

/** An object by group, kind, namespace and name: versions of one group are the same object. */
function keyOf(object: LiveObject): string {
  const { namespace, name } = recordOf(object.metadata);
  const [group = "", version] = textOf(object.apiVersion).split("/");
  return [version === undefined ? "" : group, object.kind, namespace ?? "", name].map(String).join(" ");
}

/**
 * Reads a file of objects: documents in YAML or JSON, and lists of objects.
 * @throws UsageError when it cannot be read, or has something else in it
 */
export function readLiveObjects(path: string): ReadonlyMap<string, LiveObject> {
  const documents = parseAllDocuments(fileText(path, mostBytes), { maxAliasCount: 0 } as never);
  const objects = (Array.isArray(documents) ? documents : []).flatMap((document): readonly LiveObject[] => {
    const [error] = document.errors;
    if (error !== undefined) throw new UsageError(`${path}: is not valid YAML: ${error.message.split("\n")[0]}`);
    const content: unknown = document.toJS({ maxAliasCount: 0 });
    if (content === null) return [];
    if (!isRecord(content) || typeof content.kind !== "string")
      throw new UsageError(`${path}: is not an object of Kubernetes; write it with \`kubectl get KIND -A -o yaml\``);
    return content.kind === "List" && Array.isArray(content.items) ? content.items.filter(isRecord) : [content];
  });
  return new Map(objects.map((object) => [keyOf(object), object]));
}

/** What of a live value the plan says something about: the server adds fields, and others may. */
function asFarAsPlanned(planned: Value, live: Value | undefined): Value | undefined {
  if (isProperties(planned) && isProperties(live))
    return Object.fromEntries(
      Object.entries(planned).flatMap(([key, inner]) => {
        const there = asFarAsPlanned(inner, Object.hasOwn(live, key) ? live[key] : undefined);
        return there === undefined ? [] : [[key, there]];
      }),
    );
  if (Array.isArray(planned) && Array.isArray(live) && planned.length === live.length)
    return planned.map((inner: Value, index) => asFarAsPlanned(inner, live[index] as Value) ?? null);
  return live;
}

const comparing = { isStandIn: () => false, isSet: () => false, isDefault: () => false } as const;

const at = (value: Value | undefined, steps: Steps): Value | undefined =>
  steps.reduce<Value | undefined>(
    (inner, step) => (typeof inner === "object" && inner !== null ? (inner as never)[step] : undefined),
    value,
  );

/** Differences of each planned object that runs, and the planned objects that do not. */
export function liveDifferences(
  resources: readonly RegisteredResource[],
  live: ReadonlyMap<string, LiveObject>,
): { readonly differences: readonly InputDifference[]; readonly absent: readonly string[] } {
  const differences: InputDifference[] = [];
  const absent: string[] = [];
  for (const { type, name, inputs } of resources) {
    if (typeof inputs.apiVersion !== "string" || typeof inputs.kind !== "string") continue;
    const there = live.get(keyOf(inputs));
    if (there === undefined) {
      absent.push(`${type} ${name}`);
      continue;
    }
    // of the same object in another version the fields may differ, and so does this one
    const found = compare(asFarAsPlanned(inputs, there as Value), inputs, comparing, []);
    for (const each of found)
      if (each.kind === "differs")
        differences.push({
          type,
          name,
          path: pathText(each.steps),
          live: at(there as Value, each.steps),
          planned: at(inputs, each.steps),
        });
  }
  return { differences, absent };
}
