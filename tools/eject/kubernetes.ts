/** The stack's Kubernetes objects as files for `kubectl apply`, in the order in which they are applied. */
import { yamlText } from "../cli/yamlText";
import type { KubeObject } from "../rehearse/api/kubeObject";
import type { PlannedObject, PlannedRelease } from "../rehearse/plannedObjects";
import type { TreeFile } from "./write";

/** Kinds that charts need, or that pods of charts are admitted by. */
const beforeCharts: ReadonlySet<string> = new Set(["Namespace", "PriorityClass", "ResourceQuota", "LimitRange"]);

/** A text as part of a file name: it cannot name a folder. */
const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, "_");

function fileOf(folder: string, object: KubeObject, index: number): TreeFile {
  const { kind, metadata } = object;
  const parts = [kind.toLowerCase(), metadata.namespace, metadata.name].filter((part) => part !== undefined);
  const number = String(index + 1).padStart(4, "0");
  return {
    path: `kubernetes/${folder}/${number}-${parts.map((part) => safe(String(part))).join("-")}.yaml`,
    text: yamlText(object),
  };
}

/** A file for each object; numbers keep the order, in which kubectl reads a folder. */
export function objectFiles(objects: readonly PlannedObject[]): readonly TreeFile[] {
  const all = objects.map(({ object }) => object);
  const early = all.filter(({ kind }) => beforeCharts.has(kind));
  const late = all.filter(({ kind }) => !beforeCharts.has(kind));
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

/**
 * Helm values of each release, in the order in which the program makes them.
 * @param repositories of charts by the release's name, where a chart is not an `oci://` address or a folder
 */
export function releaseFiles(
  releases: readonly PlannedRelease[],
  repositories: ReadonlyMap<string, string>,
  skipCrds: ReadonlySet<string>,
): readonly ReleaseFile[] {
  return releases.map(({ name, namespace, chart, version, createsNamespace, values }, index) => {
    const path = `charts/${index + 1}-${safe(name)}.values.yaml`;
    const repository = repositories.get(name);
    const words = [
      ...["helm", "upgrade", "--install", name, chart, "--namespace", namespace],
      ...(version === "" ? [] : ["--version", version]),
      ...(repository === undefined ? [] : ["--repo", repository]),
      ...(createsNamespace ? ["--create-namespace"] : []),
      ...(skipCrds.has(name) ? ["--skip-crds"] : []),
      ...["--values", path, "--wait"],
    ];
    return { path, text: yamlText(values), command: words.map(quoted).join(" ") };
  });
}
