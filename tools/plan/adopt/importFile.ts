/**
 * A file for `pulumi import --file`. Its form: pulumi/pulumi pkg/cmd/pulumi/operations/import.go, importFile and importSpec, at
 * v3.248.0.
 */
import { isProperties, type Properties, unwrapped, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { isProviderType } from "../engine/urn";
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

/** A resource that the file leaves out. */
export interface LeftOut {
  readonly type: string;
  readonly name: string;
  /** Why, and what to do. */
  readonly reason: string;
}

/** The stack's own resource, which the engine makes. */
const stackType = "pulumi:pulumi:Stack";

/** Name in the file: by type, too, since a component and what it makes are often called alike. */
const fileName = ({ type, name }: RegisteredResource) => `${type.split(":").at(-1)} ${name}`;

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

/** A registered value without secrets' wrappings: of providers only, whose kubeconfig holds no credentials. */
function plain(value: Value): Value {
  const inner = unwrapped(value) ?? null;
  if (Array.isArray(inner)) return inner.map(plain);
  if (!isProperties(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, plain(each)]));
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
  const nameTable: Record<string, string> = {};
  const providerInputs: Record<string, Properties> = {};
  const leftOut: LeftOut[] = [];
  const specs = all.flatMap((resource): readonly ImportSpec[] => {
    const { type, name, urn, parent, custom, remote } = resource;
    const common = { type, name: names.get(urn)!, logicalName: name, ...parentOf(parent, names) };
    if (!custom) return [{ ...common, component: true, ...(remote ? { remote, ...versionOf(type, resources) } : {}) }];
    const id = importId(resource);
    const why = id === undefined ? "no id is known for this type" : openText(id, open);
    if (why !== undefined || id === undefined) {
      leftOut.push({ type, name, reason: why ?? "" });
      return [];
    }
    const provider = byUrn.get(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
    if (provider === undefined) return [{ ...common, id }];
    if (isDefault(provider)) return [{ ...common, id, ...versionIn(provider) }];
    const inputs = plain(provider.inputs) as Properties;
    const needed = openText(JSON.stringify(inputs), open);
    if (needed !== undefined) {
      leftOut.push({ type, name, reason: `its provider "${provider.name}" needs values: ${needed}` });
      return [];
    }
    const known = `provider ${provider.name}`;
    nameTable[known] = provider.urn;
    providerInputs[known] = inputs;
    return [{ ...common, id, provider: known, ...versionIn(provider) }];
  });
  return { file: { nameTable, resources: specs, providerInputs }, leftOut };
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

/** The placeholders in a text with the commands that show their values; undefined without one. */
function openText(text: string, open: OpenValues): string | undefined {
  const found = open.openIn(text);
  return found.length === 0 ? undefined : found.map(({ name, command }) => `${name}: ${command}`).join("; ");
}
