/** From the text of a file to its objects: documents, Helm's output, lists of `kubectl get`, and the JSON of the AWS CLI. */

import { fieldAt, isRecord, textOf } from "../../../capacity/units/fields";
import { readYamlDocuments, type YamlSource } from "../../../config";
import type { SourceObject, Steps } from "./sourceObject";
import { templateIn, templateLine, templateOfKind } from "./templates";

/** A file's text, by the name that messages use. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** What a file says. */
export interface SourceDocuments {
  readonly objects: readonly SourceObject[];
  /** Why it cannot be read, a line each. */
  readonly errors: readonly string[];
}

/**
 * How much of a file is read. More than of a stack file, since `kubectl get -o yaml` prints an object about twice; a file of
 * this size takes some ten seconds.
 */
export const migrationBounds = {
  fileBytes: 4 * 1024 * 1024,
  depth: 64,
  aliasValues: 100_000,
} as const;

/** Keys under which the AWS CLI lists what it describes: `aws autoscaling describe-auto-scaling-groups` and others. */
const awsLists: Readonly<Record<string, string>> = {
  nodegroup: "NodeGroup",
  nodegroups: "NodeGroup",
  AutoScalingGroups: "AutoScalingGroup",
};

/**
 * Reads the objects of a file.
 * @param isTaken whether anything reads an object: a template in another one, such as a dashboard's legend, is none of ours
 */
export function readDocuments({ file, text }: SourceText, isTaken: (object: SourceObject) => boolean): SourceDocuments {
  const documents = readYamlDocuments(text, migrationBounds);
  const read = documents.map((source) => documentOf(file, text, source, isTaken));
  return { objects: read.flatMap(({ objects }) => objects), errors: read.flatMap(({ errors }) => errors) };
}

function documentOf(
  file: string,
  text: string,
  source: YamlSource,
  isTaken: (object: SourceObject) => boolean,
): SourceDocuments {
  const { value } = source;
  if (value === undefined) {
    // a template is no YAML most often: say what it is, not what the parser stumbled over
    const template = templateLine(text);
    if (template !== undefined) return { objects: [], errors: [templateError(file, template.line, template.word)] };
    const errors = source.findings.map(({ place, message, suggestion }) => {
      const advice = suggestion === undefined ? "" : `; ${suggestion}`;
      return `${file}:${place.line}:${place.column} ${message}${advice}`;
    });
    return { objects: [], errors };
  }
  const line = (steps: Steps) => source.place(steps)?.line ?? 1;
  const objects = objectsIn(value, [], { file, line });
  const template = objects
    .map((object) => (isTaken(object) ? templateIn(object) : templateOfKind(object)))
    .find((found) => found !== undefined);
  return template === undefined
    ? { objects, errors: [] }
    : { objects: [], errors: [templateError(file, template.line, template.word)] };
}

function templateError(file: string, line: number, word: string): string {
  return `${file}:${line} is a template, not what it makes: ${JSON.stringify(word)}; render it first (helm template, envsubst, kustomize build) and give the result`;
}

interface Whole {
  readonly file: string;
  readonly line: (steps: Steps) => number;
}

/** The objects of a document: itself, the items of a list, or what the AWS CLI described. */
function objectsIn(value: unknown, steps: Steps, whole: Whole): readonly SourceObject[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, [...steps, index], whole));
  if (!isRecord(value)) return [];
  if (Array.isArray(value.items) && (value.kind === undefined || textOf(value.kind).endsWith("List")))
    return objectsIn(value.items, [...steps, "items"], whole);
  for (const [key, kind] of Object.entries(awsLists)) {
    if (!Object.hasOwn(value, key) || value.kind !== undefined) continue;
    const list = value[key];
    const places = Array.isArray(list) ? list.map((item, index) => [item, [...steps, key, index]] as const) : [];
    return (places.length === 0 ? [[list, [...steps, key]] as const] : places).flatMap(([item, at]) =>
      isRecord(item) ? [objectOf(item, at, kind, whole)] : [],
    );
  }
  return [objectOf(value, steps, kindOf(value), whole)];
}

/** Kind of an object by its own word, or by what only that kind has. */
function kindOf(value: Readonly<Record<string, unknown>>): string {
  if (typeof value.kind === "string") return value.kind;
  if (Object.hasOwn(value, "nodegroupName")) return "NodeGroup";
  if (Object.hasOwn(value, "AutoScalingGroupName")) return "AutoScalingGroup";
  if (Array.isArray(value.deployments) || Object.hasOwn(value, "priorityClassOverprovision"))
    return "OverprovisionerValues";
  return "";
}

/** Where objects say their names. */
const namePlaces = [["metadata", "name"], ["nodegroupName"], ["AutoScalingGroupName"]] as const;

function textAt(value: unknown, steps: readonly string[]): string {
  return textOf(fieldAt(value, steps));
}

function objectOf(
  value: Readonly<Record<string, unknown>>,
  at: Steps,
  kind: string,
  { file, line }: Whole,
): SourceObject {
  const nameSteps = namePlaces.find((steps) => textAt(value, steps) !== "") ?? namePlaces[0]!;
  const name = textAt(value, nameSteps);
  return {
    file,
    name,
    nameSteps,
    kind,
    apiVersion: textOf(value.apiVersion),
    title: [kind || "a map without a kind", name].join(" ").trim(),
    value,
    line: (steps) => line([...at, ...steps]),
  };
}
