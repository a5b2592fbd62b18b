/**
 * A file for `pulumi import --file`. Its form: pulumi/pulumi pkg/cmd/pulumi/operations/import.go, importFile and importSpec, at
 * v3.248.0.
 */
import { isProperties, isSecret, type Properties, secret, unwrapped, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { isProviderType, stackType } from "../engine/urn";
import { importId } from "./importIds";
import type { OpenValues } from "./openValues";

/** One resource of the file. */
export interface ImportSpec {
  readonly type: string;
  /** Unique in the file; parents are named by it. */
  readonly name: string;
  /** Its name in the program. */
  readonly logicalName: string;
  readonly id?: string;
  readonly parent?: string;
  /** A name in `nameTable`; absent for a default provider. */
  readonly provider?: string;
  /** Of the default provider. */
  readonly version?: string;
  readonly component?: true;
  readonly remote?: true;
}

export interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportSpec[];
  readonly providerInputs: Readonly<Record<string, Properties>>;
}

/** A value that nobody gave, and the command that shows it. */
export type Needed = ReturnType<OpenValues["openIn"]>[number];

/** A resource that the file leaves out. */
export interface LeftOut {
  readonly type: string;
  readonly name: string;
  /** Placeholders in its id, or in its provider's config; empty where no id is known for its type. */
  readonly needs: readonly Needed[];
}

/** Name in the file: by type, too, since a component and what it makes are often called alike. */
const fileName = ({ type, name }: RegisteredResource) => `${type} ${name}`;

/** Names of all resources in the file, each once. */
function fileNames(resources: readonly RegisteredResource[]): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    resources.map((resource) => {
      const base = fileName(resource);
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      return [resource.urn, count === 1 ? base : `${base} (${count})`] as const;
    }),
  );
}

/** A value as states write it, secrets in plain text as `pulumi stack export --show-secrets` does: a kubeconfig holds no credentials. */
function serialized(value: Value): Value {
  if (isSecret(value))
    return { ...secret(null), value: undefined, plaintext: JSON.stringify(unwrapped(value)) } as never;
  if (Array.isArray(value)) return value.map(serialized);
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, serialized(each)]));
}

/**
 * The file for all that the program registers.
 * @param resources of a plan in settled mode, with placeholders for what is not known
 */
export function importFile(
  resources: readonly RegisteredResource[],
  open: OpenValues,
): { readonly file: ImportFile; readonly leftOut: readonly LeftOut[] } {
  const all = inOrder(resources.filter(({ type, read }) => type !== stackType && !isProviderType(type) && !read));
  const names = fileNames(all);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const nameTable = new Map<string, string>();
  const providerInputs = new Map<string, Properties>();
  const leftOut: LeftOut[] = [];
  const specs = all.flatMap((resource): readonly ImportSpec[] => {
    const { type, name, urn, parent, custom, remote } = resource;
    const common = { type, name: names.get(urn)!, logicalName: name, ...parentOf(parent, names) };
    if (!custom) return [{ ...common, component: true, ...(remote ? { remote, ...versionOf(type, resources) } : {}) }];
    const id = importId(resource);
    const needs = open.openIn(id ?? "");
    if (id === undefined || needs.length > 0) {
      leftOut.push({ type, name, needs });
      return [];
    }
    const provider = byUrn.get(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
    if (provider === undefined) return [{ ...common, id }];
    if (isDefault(provider)) return [{ ...common, id, ...versionIn(provider) }];
    const inputs = serialized(provider.inputs) as Properties;
    const ofProvider = open.openIn(JSON.stringify(inputs));
    if (ofProvider.length > 0) {
      leftOut.push({ type, name, needs: ofProvider });
      return [];
    }
    const known = `provider ${provider.name}`;
    nameTable.set(known, provider.urn);
    providerInputs.set(known, inputs);
    return [{ ...common, id, provider: known, ...versionIn(provider) }];
  });
  const file = {
    nameTable: Object.fromEntries(nameTable),
    resources: specs,
    providerInputs: Object.fromEntries(providerInputs),
  };
  return { file, leftOut };
}

/** Parents before their children. */
function inOrder(resources: readonly RegisteredResource[]): readonly RegisteredResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const depth = ({ parent }: RegisteredResource): number => {
    const above = byUrn.get(parent);
    return above === undefined ? 0 : depth(above) + 1;
  };
  return [...resources].sort((a, b) => depth(a) - depth(b) || (a.urn < b.urn ? -1 : 1));
}

/** The stack is everybody's parent without being named. */
function parentOf(parent: string, names: ReadonlyMap<string, string>): { readonly parent?: string } {
  const name = names.get(parent);
  return name === undefined ? {} : { parent: name };
}

const isDefault = ({ name, parent }: RegisteredResource) => parent === "" && /^default(_|$)/.test(name);

function versionIn({ inputs }: RegisteredResource): { readonly version?: string } {
  return typeof inputs.version === "string" ? { version: inputs.version } : {};
}

/** The version of the package that makes a remote component. */
function versionOf(type: string, resources: readonly RegisteredResource[]): { readonly version?: string } {
  const provider = resources.find((each) => each.type === `pulumi:providers:${type.split(":")[0]}` && isDefault(each));
  return provider === undefined ? {} : versionIn(provider);
}
