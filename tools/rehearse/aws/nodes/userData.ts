/** What a node's user data tells its kubelet, in each AMI family's own form. */
import { parseAllDocuments } from "yaml";
import type { Taint } from "../../../../capacity/nodePool/spec";
import { recordOf } from "../../../../capacity/units/fields";

/** What user data says; undefined where it does not say it. */
export interface KubeletArguments {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly maxPods: number | undefined;
  /** Names of the cluster that a node would join. */
  readonly clusters: readonly string[];
}

/** As text; user data of Windows and of MIME parts is text, too. */
export function decodedUserData(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(",")
      .filter((pair) => pair.includes("="))
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

/** `key=value:Effect`, as --register-with-taints takes it. */
function taintOf(text: string): readonly Taint[] {
  const [, key, value = "", effect] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? [];
  if (key === undefined || effect === undefined) return [];
  return [{ key, ...(value === "" ? {} : { value }), effect } as Taint];
}

/** Flags of a kubelet, in a script or in NodeConfig's flags. */
const flagForms = {
  labels: /--node-labels=\\?["']?([^"'\\\s]+)/g,
  taints: /--register-with-taints=\\?["']?([^"'\\\s]+)/g,
  maxPods: /--max-pods=\\?["']?(\d+)/g,
} as const;

/** NodeConfig documents of nodeadm, which AL2023 reads. */
function nodeConfigs(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split(/^--.*$/m)
    .filter((part) => /kind: *"?NodeConfig/.test(part))
    .flatMap((part) => parseAllDocuments(part.slice(part.search(/^(apiVersion|kind|#|---)/m))))
    .map((document) => recordOf(document.toJSON()))
    .filter(({ kind }) => kind === "NodeConfig");
}

/** Sections of Bottlerocket's settings, as far as Karpenter writes them. */
function tomlTable(text: string, name: string): string {
  const start = text.indexOf(`[${name}]`);
  if (start < 0) return "";
  const rest = text.slice(start + name.length + 2);
  const end = rest.search(/^\[/m);
  return end < 0 ? rest : rest.slice(0, end);
}

function tomlPairs(table: string): readonly (readonly [string, string])[] {
  return [...table.matchAll(/^\s*['"]?([^\s'"=]+)['"]?\s*=\s*(.+?)\s*$/gm)].map((match) => [match[1]!, match[2]!]);
}

const unquoted = (text: string) => text.replace(/^['"]|['"]$/g, "");

/** @param text decoded */
export function readUserData(text: string): KubeletArguments {
  const flags = (form: RegExp) => [...text.matchAll(form)].map((match) => match[1]!);
  const configs = nodeConfigs(text).map(({ spec }) => recordOf(spec));
  const kubernetes = tomlPairs(tomlTable(text, "settings.kubernetes"));
  const ofToml = (key: string) => kubernetes.filter(([name]) => name === key).map(([, value]) => unquoted(value));
  const labels = Object.assign(
    {},
    ...flags(flagForms.labels).map(labelsOf),
    Object.fromEntries(
      tomlPairs(tomlTable(text, "settings.kubernetes.node-labels")).map(([key, value]) => [key, unquoted(value)]),
    ),
  );
  const tomlTaints = tomlPairs(tomlTable(text, "settings.kubernetes.node-taints")).flatMap(([key, list]) =>
    [...list.matchAll(/['"]([^'"]*)['"]/g)].flatMap((match) => taintOf(`${key}=${match[1]!}`)),
  );
  const maxPods = [
    ...flags(flagForms.maxPods),
    ...ofToml("max-pods"),
    ...configs.map(({ kubelet }) => recordOf(recordOf(kubelet).config).maxPods).filter((each) => each !== undefined),
  ].at(-1);
  return {
    labels,
    taints: [...flags(flagForms.taints).flatMap((list) => list.split(",").flatMap(taintOf)), ...tomlTaints],
    maxPods: maxPods === undefined ? undefined : Number(maxPods),
    clusters: [
      ...configs.map(({ cluster }) => String(recordOf(cluster).name ?? "")),
      ...ofToml("cluster-name"),
      ...[...text.matchAll(/(?:bootstrap\.sh|-EKSClusterName)\s+['"]?([\w-]+)/g)].map((match) => match[1]!),
    ].filter((name) => name !== ""),
  };
}
