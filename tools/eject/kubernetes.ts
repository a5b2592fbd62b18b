/** The stack's Kubernetes objects as files for `kubectl apply`, in the order in which they are applied. */
import { fieldAt, isRecord } from "../../capacity/units/fields";
import { pathSteps } from "../../config";
import { yamlText } from "../cli/yamlText";
import type { KubeObject } from "../rehearse/api/kubeObject";
import type { PlannedObject, PlannedRelease } from "../rehearse/plannedObjects";
import type { TreeFile } from "./write";

/** Kinds that charts need, or that pods of charts are admitted by. */
const beforeCharts: ReadonlySet<string> = new Set(["Namespace", "PriorityClass", "ResourceQuota", "LimitRange"]);

/** A text as part of a file name: it cannot name a folder. */
const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, "_");

/** A field that a file leaves out, since others set it once the object runs. */
export interface FieldLeftOut {
  /** `spec.replicas` */
  readonly path: string;
  /** What the program makes the object with. */
  readonly initial: unknown;
}

/** An object's file. */
export interface ObjectFile extends TreeFile {
  readonly leftOut: readonly FieldLeftOut[];
}

/** Takes fields out of a copy of an object; one that is not there, or in a list, stays as it is. */
function withoutFields(object: KubeObject, paths: readonly string[]) {
  const rest = structuredClone(object);
  const leftOut = paths.flatMap((path): readonly FieldLeftOut[] => {
    const steps = pathSteps(path);
    const key = String(steps.at(-1));
    const parent = fieldAt(rest, steps.slice(0, -1));
    if (!isRecord(parent) || !Object.hasOwn(parent, key)) return [];
    const initial = parent[key];
    delete (parent as Record<string, unknown>)[key];
    return [{ path, initial }];
  });
  return { rest, leftOut };
}

function fileOf(folder: string, { object, setByOthers = [] }: PlannedObject, index: number): ObjectFile {
  const { kind, metadata } = object;
  const parts = [kind.toLowerCase(), metadata.namespace, metadata.name].filter((part) => part !== undefined);
  const number = String(index + 1).padStart(4, "0");
  const { rest, leftOut } = withoutFields(object, setByOthers);
  return {
    path: `kubernetes/${folder}/${number}-${parts.map((part) => safe(String(part))).join("-")}.yaml`,
    text: yamlText(rest),
    leftOut,
  };
}

/** A file for each object; numbers keep the order, in which kubectl reads a folder. */
export function objectFiles(objects: readonly PlannedObject[]): readonly ObjectFile[] {
  const early = objects.filter(({ object }) => beforeCharts.has(object.kind));
  const late = objects.filter(({ object }) => !beforeCharts.has(object.kind));
  return [
    ...early.map((object, index) => fileOf("1-before-charts", object, index)),
    ...late.map((object, index) => fileOf("2-after-charts", object, index)),
  ];
}

/** A release, with the file of its values and the command that installs it. */
export interface ReleaseFile extends TreeFile {
  readonly command: string;
}

/** A word of a shell command. */
export function quoted(word: string): string {
  return /^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** How the program installs a chart. */
export interface Installing {
  /** Of a chart that is not an `oci://` address or a folder. */
  readonly repository: string | undefined;
  readonly skipsCrds: boolean;
  /** Whether it waits until the release's pods are ready. */
  readonly waits: boolean;
  /** How long at most; undefined for Helm's own time. */
  readonly timeoutSeconds: number | undefined;
}

/**
 * Helm values of each release, in the order in which the program makes them.
 * @param installing by the release's name
 */
export function releaseFiles(
  releases: readonly PlannedRelease[],
  installing: ReadonlyMap<string, Installing>,
): readonly ReleaseFile[] {
  return releases.map(({ name, namespace, chart, version, createsNamespace, values }, index) => {
    const path = `charts/${index + 1}-${safe(name)}.values.yaml`;
    const { repository, skipsCrds = false, waits = true, timeoutSeconds } = installing.get(name) ?? {};
    const words = [
      ...["helm", "upgrade", "--install", name, chart, "--namespace", namespace],
      ...(version === "" ? [] : ["--version", version]),
      ...(repository === undefined ? [] : ["--repo", repository]),
      ...(createsNamespace ? ["--create-namespace"] : []),
      ...(skipsCrds ? ["--skip-crds"] : []),
      ...["--values", path],
      ...(waits ? ["--wait"] : []),
      ...(timeoutSeconds === undefined ? [] : ["--timeout", `${timeoutSeconds}s`]),
    ];
    return { path, text: yamlText(values), command: words.map(quoted).join(" ") };
  });
}
