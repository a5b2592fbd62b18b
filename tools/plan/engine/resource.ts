import { type Properties, shownProperties, shownUnknown, unknown } from "./property";

/** Time-outs as the program gave them ("30m"). */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly read?: string;
}

/** One resource, with all that was registered of it. */
export interface RegisteredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Urn of the parent; "" for the stack and for default providers. */
  readonly parent: string;
  readonly custom: boolean;
  /** A component that a provider plugin makes, children and all. */
  readonly remote: boolean;
  /** Read from the cloud (`X.get`), not created. */
  readonly read: boolean;
  /** "" while unknown. */
  readonly id: string;
  /** Inputs after the provider's Check and the policies' remediations. */
  readonly inputs: Properties;
  /** What the program gets back; a component's are those that it registers. */
  outputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly customTimeouts: CustomTimeouts | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly deletedWith: string;
  /** Former urns. */
  readonly aliases: readonly string[];
  /** `<urn>::<id>`; "" for components and providers. */
  readonly provider: string;
  /** Made by a remote component's stand-in, as the pinned package makes it. */
  readonly expanded: boolean;
}

/** A resource as the JSON report carries it. Unknown and secret values show as `[unknown]` and `[secret]`. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly customTimeouts: CustomTimeouts | null;
  readonly deletedWith: string | null;
  readonly aliases: readonly string[];
  readonly provider: string | null;
  readonly expanded: boolean;
  /** Key of the config that decides it: `teams.dotori.pools[0]`; null where none does. */
  readonly path: string | null;
}

/** The resource as reports show it. */
export function planned(resource: RegisteredResource, path?: string): PlannedResource {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent || null,
    custom: resource.custom,
    remote: resource.remote,
    inputs: shownProperties(resource.inputs),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    protect: resource.protect,
    retainOnDelete: resource.retainOnDelete,
    ignoreChanges: resource.ignoreChanges,
    customTimeouts: resource.customTimeouts ?? null,
    deletedWith: resource.deletedWith || null,
    aliases: resource.aliases,
    provider: resource.provider.replace(unknown, shownUnknown) || null,
    expanded: resource.expanded,
    path: path ?? null,
  };
}
