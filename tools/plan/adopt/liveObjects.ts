/** Objects that run, as `kubectl get -o yaml` prints them, beside those of the plan. */
import { parseAllDocuments } from "yaml";
import { isRecord, recordOf, textOf } from "../../../capacity/units/fields";
import { pathText } from "../../../config";
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";
import { mostBytes } from "../against/bounds";
import { isIgnored } from "../against/resources";
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

/** API group of an object, empty for the core: versions of one group have the same objects. */
function groupOf(object: LiveObject): string {
  const [group = "", version] = textOf(object.apiVersion).split("/");
  return version === undefined ? "" : group;
}

/** An object's kind as kubectl takes it: `nodepool.karpenter.sh`, `namespace`. */
function resourceOf(object: LiveObject): string {
  const group = groupOf(object);
  return [textOf(object.kind).toLowerCase(), ...(group === "" ? [] : [group])].join(".");
}

/** An object by group, kind, namespace and name. */
function keyOf(object: LiveObject): string {
  const { namespace, name } = recordOf(object.metadata);
  return [groupOf(object), object.kind, namespace ?? "", name].map(String).join(" ");
}

/** Inputs of the Kubernetes objects of a plan. */
function isObject({ inputs }: RegisteredResource): boolean {
  return typeof inputs.apiVersion === "string" && typeof inputs.kind === "string";
}

/** The command that prints the objects of every kind that a plan has; undefined for a plan without objects. */
export function objectsCommand(resources: readonly RegisteredResource[]): string | undefined {
  const kinds = [...new Set(resources.filter(isObject).map(({ inputs }) => resourceOf(inputs)))].sort();
  return kinds.length === 0 ? undefined : `kubectl get ${kinds.join(",")} -A -o yaml`;
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

/** What objects that run say about those of a plan. */
export interface LiveDifferences {
  /** Of each planned object that runs. */
  readonly differences: readonly InputDifference[];
  /** Planned objects that do not run, while others of their kind do. */
  readonly absent: readonly string[];
  /** Kinds of the plan, as kubectl takes them, of which no object was given: whether theirs run nobody looked. */
  readonly unseenKinds: readonly string[];
}

/** Compares the planned objects with those that run. */
export function liveDifferences(
  resources: readonly RegisteredResource[],
  live: ReadonlyMap<string, LiveObject>,
): LiveDifferences {
  const differences: InputDifference[] = [];
  const absent: string[] = [];
  const given = new Set([...live.values()].map(resourceOf));
  const unseen = new Set<string>();
  for (const resource of resources.filter(isObject)) {
    const { type, name, inputs } = resource;
    const there = live.get(keyOf(inputs));
    if (there === undefined) {
      const kind = resourceOf(inputs);
      if (given.has(kind)) absent.push(`${type} ${name}`);
      else unseen.add(kind);
      continue;
    }
    // of the same object in another version the fields may differ, and so does this one
    const found = compare(asFarAsPlanned(inputs, there as Value), inputs, comparing, []);
    for (const each of found)
      if (each.kind === "differs" && !isIgnored(each.steps, resource))
        differences.push({
          type,
          name,
          path: pathText(each.steps),
          live: at(there as Value, each.steps),
          planned: at(inputs, each.steps),
        });
  }
  return { differences, absent, unseenKinds: [...unseen].sort() };
}
