/** The plan's Kubernetes objects as YAML files. */
import { type OwnFile, writeOwnFiles } from "../../cli/ownFiles";
import { yamlText } from "../../cli/yamlText";
import { isProperties, type Properties } from "../engine/property";
import type { Plan } from "../summary/plan";

/** A text as part of a file name: it cannot name a folder. */
function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** One file for each object (`nodepool-general.yaml`, `configmap-kube-system-coredns.yaml`); objects of the same kind and name get their API group in the file name. */
export function manifests({ resources }: Plan): readonly OwnFile[] {
  const objects = resources.flatMap(({ inputs }): readonly Properties[] =>
    typeof inputs.apiVersion === "string" && typeof inputs.kind === "string" ? [inputs] : [],
  );
  const named = objects.map((object) => {
    const metadata: Properties = isProperties(object.metadata) ? object.metadata : {};
    const parts = [text(object.kind).toLowerCase(), text(metadata.namespace), text(metadata.name) || "unnamed"];
    return {
      object,
      base: parts
        .filter((part) => part !== "")
        .map(safe)
        .join("-"),
    };
  });
  const taken = new Map<string, number>();
  for (const { base } of named) taken.set(base, (taken.get(base) ?? 0) + 1);
  const used = new Map<string, number>();
  return named.map(({ object, base }) => {
    const group = safe(text(object.apiVersion).replace("/", "-"));
    const unique = (taken.get(base) ?? 0) > 1 ? `${base}-${group}` : base;
    const count = (used.get(unique) ?? 0) + 1;
    used.set(unique, count);
    return { file: `${unique}${count > 1 ? `-${count}` : ""}.yaml`, text: yamlText(object) };
  });
}

/** What was written into a folder. */
export interface Written {
  readonly count: number;
  /** Files of an earlier run that are no more. */
  readonly removed: number;
}

/** Their name in the folder's list of files. */
export const manifestsKind = "manifests";

/** Writes every object of the plan into a folder, which is made when it does not exist. */
export function writeManifests(plan: Plan, folder: string): Written {
  const files = manifests(plan);
  return { count: files.length, removed: writeOwnFiles(folder, manifestsKind, files) };
}
