/** The engine's part: gives urns and providers, keeps what is registered, and answers the program. */
import { ownValue } from "../../../capacity/units/ownValue";
import { PlanError } from "../../cli/errors";
import { hasUnknown, isSecret, type Properties, resolved, secret, unknown, unwrapped, type Value } from "./property";
import type { Account, Providers, Subject } from "./providers";
import type { Alias, Answer, Registration, Transform } from "./registration";
import type { RegisteredResource } from "./resource";
import { transformedInputs } from "./transforms";
import { isProviderType, type Place, packageOf, providerType, urnOf } from "./urn";

/** How the providers answer: as in a first preview, or as after a creation. */
export type Mode = "preview" | "settled";

/** Checks each resource before it would be created: the policy pack. */
export interface Guard {
  /** Inputs after the remediations; the very same object when there were none. */
  remediated(resource: RegisteredResource, provider: RegisteredResource | undefined): Promise<Properties>;
  analyze(resource: RegisteredResource, provider: RegisteredResource | undefined): void;
}

/** The stack's config, of which default providers take their namespace. */
export interface ProviderConfig {
  /** Text by full key (`aws:region`). */
  readonly values: ReadonlyMap<string, string>;
  /** Keys with an encrypted value. */
  readonly secretKeys: readonly string[];
}

/** The urn in a provider's reference `<urn>::<id>`. */
export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

const sorted = (urns: Iterable<string>): readonly string[] => [...new Set(urns)].sort();

/** One run of the engine: every resource that the program registers, in one stack. */
export class Deployment {
  readonly resources = new Map<string, RegisteredResource>();
  /** Look-ups so far of which only AWS has the answer, in words for the user. */
  readonly decidedByAws = new Set<string>();
  private readonly seen = new Set<string>();
  /** By the urn of the resource that has them. */
  private readonly transforms = new Map<string, readonly Transform[]>();
  private readonly defaultProviders = new Map<string, Promise<string>>();
  private readonly componentProviders = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly place: Place,
    private readonly mode: Mode,
    private readonly config: ProviderConfig,
    private readonly providers: Providers,
    private readonly guard: Guard,
  ) {}

  /** The provider resource behind a reference. */
  private providerOf(reference: string): RegisteredResource | undefined {
    return this.resources.get(providerUrn(reference));
  }

  /** Account and region that a provider works in. */
  private accountOf(provider: RegisteredResource | undefined, inputs: Properties): Account {
    const region = [inputs.region, provider?.inputs.region, this.config.values.get("aws:region")].find(
      (candidate) => typeof candidate === "string" && candidate !== "" && candidate !== unknown,
    );
    return this.providers.account(typeof region === "string" ? region : defaultRegion);
  }

  /** Registers a resource, with the children of a remote component, and returns what the program gets back. */
  async register(written: Registration): Promise<Answer> {
    const urn = this.claim(written);
    const asked = await this.transformed(urn, written);
    const isProvider = isProviderType(asked.type);
    const needsProvider = (asked.custom && !isProvider) || asked.remote === true;
    const provider = needsProvider ? await this.resolveProvider(asked) : "";
    const dependencies = new Set(asked.dependencies);
    const given = Object.entries(asked.inputs).map(([key, value]) => {
      const from = new Set(ownValue(asked.propertyDependencies, key) ?? []);
      return { key, value: resolved(value, from), from };
    });
    for (const { from } of given) for (const dependency of from) dependencies.add(dependency);
    const propertyDependencies: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
      given.flatMap(({ key, from }) => (from.size > 0 ? [[key, sorted(from)]] : [])),
    );
    const inputs: Properties = {
      ...Object.fromEntries(given.map(({ key, value }) => [key, value])),
      ...(isProvider && asked.version ? { version: asked.version } : {}),
    };

    const parent = this.resources.get(asked.parent);
    const configured = this.providerOf(provider);
    const known = configured === undefined || !hasUnknown(configured.inputs);
    const account = this.accountOf(configured, inputs);
    const subject = { urn, type: asked.type, name: asked.name, id: asked.readId ?? asked.importId, inputs, account };
    const checks = asked.custom && !isProvider && known && asked.readId === undefined;
    const draft: RegisteredResource = {
      urn,
      type: asked.type,
      name: asked.name,
      parent: asked.parent,
      custom: asked.custom,
      remote: asked.remote === true,
      read: asked.readId !== undefined,
      id: "",
      inputs: checks ? this.providers.checked(subject) : inputs,
      outputs: {},
      dependencies: sorted(dependencies),
      propertyDependencies,
      protect: asked.protect ?? parent?.protect ?? false,
      retainOnDelete: asked.retainOnDelete ?? parent?.retainOnDelete ?? false,
      ignoreChanges: asked.ignoreChanges ?? [],
      additionalSecretOutputs: asked.additionalSecretOutputs ?? [],
      customTimeouts: asked.customTimeouts,
      deleteBeforeReplace: asked.deleteBeforeReplace,
      deletedWith: asked.deletedWith || (parent?.deletedWith ?? ""),
      aliases: sorted((asked.aliases ?? []).map((alias) => this.aliasUrn(asked, alias))),
      // the plugin of a remote component registers it without one
      provider: asked.custom ? provider : "",
      expanded: asked.expanded === true,
    };
    if (!asked.custom && asked.providers !== undefined) this.componentProviders.set(urn, asked.providers);

    // a component's children wait for its urn, and its inputs decide nothing: no need to wait for a remediation
    const remediated = draft.read || !asked.custom ? draft.inputs : await this.guard.remediated(draft, configured);
    const answered = asked.custom
      ? this.customAnswer({ ...subject, inputs: remediated }, isProvider, known)
      : { id: "", outputs: {} };
    const outputs = this.withSecretOutputs(draft, answered.outputs);
    const resource = { ...draft, id: answered.id, inputs: remediated, outputs: asked.custom ? outputs : remediated };
    this.resources.set(urn, resource);
    if (!resource.read) this.guard.analyze(resource, asked.custom ? configured : undefined);
    if (asked.remote !== true) return { urn, id: answered.id, outputs };
    return this.constructed(resource, asked, known);
  }

  /** The registration as the transforms of its own and of its ancestors leave it. */
  private async transformed(urn: string, written: Registration): Promise<Registration> {
    const { transforms: own = [], parent } = written;
    if (own.length > 0) this.transforms.set(urn, own);
    if (this.transforms.size === 0) return written;
    let asked = written;
    const run = async (transforms: readonly Transform[]) => {
      for (const transform of transforms) asked = { ...asked, inputs: await transformedInputs(transform, asked) };
    };
    await run(own);
    for (let above = parent; above !== ""; above = this.resources.get(above)?.parent ?? "") {
      await run(this.transforms.get(above) ?? []);
    }
    return asked;
  }

  /** The urn of a registration, which no other may take. */
  private claim(asked: Registration): string {
    const urn = urnOf(this.place, asked.parent, asked.type, asked.name);
    if (this.seen.has(urn)) throw new PlanError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    this.seen.add(urn);
    return urn;
  }

  private aliasUrn({ name, type, parent }: Registration, alias: Alias): string {
    if (typeof alias === "string") return alias;
    const place = { stack: alias.stack || this.place.stack, project: alias.project || this.place.project };
    return urnOf(place, alias.parent ?? parent, alias.type || type, alias.name || name);
  }

  private customAnswer(subject: Subject, isProvider: boolean, known: boolean): { id: string; outputs: Properties } {
    const deployed = this.providers.deployed?.(subject);
    if (deployed !== undefined) return deployed;
    if (isProvider)
      return {
        id: this.mode === "preview" ? unknown : this.providers.providerId(subject.urn),
        outputs: subject.inputs,
      };
    if (this.mode === "settled" || (subject.id !== undefined && subject.id !== unknown))
      return this.providers.settled(subject);
    // a provider whose own config is unknown is never asked: not even the inputs come back
    return { id: "", outputs: known ? this.providers.previewed(subject) : {} };
  }

  private withSecretOutputs({ additionalSecretOutputs }: RegisteredResource, outputs: Properties): Properties {
    if (additionalSecretOutputs.length === 0) return outputs;
    const marked = additionalSecretOutputs.map((key) => {
      const value = ownValue(outputs, key) ?? unknown;
      return [key, isSecret(value) ? value : secret(value)] as const;
    });
    return { ...outputs, ...Object.fromEntries(marked) };
  }

  /** Lets the stand-in of a remote component register its children and give its outputs. */
  private async constructed(component: RegisteredResource, asked: Registration, known: boolean): Promise<Answer> {
    // as with custom resources: with a provider whose config is unknown, the component has no children
    if (!known && this.mode === "preview") return { urn: component.urn, id: "", outputs: {} };
    const providers = asked.providers ?? new Map<string, string>();
    const account = this.accountOf(this.providerOf(providers.get("aws") ?? ""), {});
    const { outputs, dependencies } = await this.providers.construct({
      component,
      wire: asked.inputs,
      resources: this.resources,
      account,
      register: (child) => this.register({ ...child, ...(child.custom ? {} : { providers }), expanded: true }),
    });
    component.outputs = outputs;
    return { urn: component.urn, id: "", outputs, outputDependencies: dependencies };
  }

  /** Reference to the provider that serves a resource: its own, its ancestors', or the default one. */
  private async resolveProvider({ type, provider, providers, parent, version }: Registration): Promise<string> {
    if (provider) return provider;
    const packageName = packageOf(type);
    const inherited = providers?.get(packageName) ?? this.componentProviders.get(parent)?.get(packageName);
    return inherited ?? this.defaultProvider(packageName, version ?? "");
  }

  /** Registers a package's default provider once, as the engine does, with the stack's config of that namespace. */
  private defaultProvider(packageName: string, version: string): Promise<string> {
    const name = version === "" ? "default" : `default_${version.replace(/[^A-Za-z0-9]/g, "_")}`;
    const key = `${packageName}::${name}`;
    const existing = this.defaultProviders.get(key);
    if (existing !== undefined) return existing;
    const prefix = `${packageName}:`;
    const inputs: Properties = Object.fromEntries(
      [...this.config.values].flatMap(([key, value]) =>
        key.startsWith(prefix)
          ? [[key.slice(prefix.length), this.config.secretKeys.includes(key) ? secret(unknown) : value]]
          : [],
      ),
    );
    const registered = this.register({
      type: providerType(packageName),
      name,
      parent: "",
      custom: true,
      inputs,
      dependencies: [],
      propertyDependencies: {},
      version,
    }).then(({ urn, id }) => `${urn}::${id}`);
    this.defaultProviders.set(key, registered);
    return registered;
  }

  /** What a component registers as its outputs; the stack's are its exports. */
  registerOutputs(urn: string, outputs: Properties): void {
    const resource = this.resources.get(urn);
    if (resource === undefined) throw new PlanError(`outputs for a resource that is not registered: ${urn}`);
    resource.outputs = resolved(outputs) as Properties;
  }

  /** Answers a look-up of a provider, or the engine's own `getResource`. */
  async invoke(token: string, inputs: Properties, provider: string, version: string): Promise<Properties> {
    if (token === "pulumi:pulumi:getResource") return this.resourceState(String(inputs.urn));
    const served = provider || (await this.defaultProvider(packageOf(token), version));
    const plain = resolved(inputs) as Properties;
    const decided = this.providers.decidedByAws(token, plain);
    if (decided !== undefined) this.decidedByAws.add(decided);
    return this.providers.invoke(token, plain, this.accountOf(this.providerOf(served), plain));
  }

  private resourceState(urn: string): Properties {
    const resource = this.resources.get(urn);
    if (resource === undefined) throw new PlanError(`unknown resource ${urn}`);
    return { urn, id: resource.id, state: resource.outputs };
  }

  /** Answers a method of a remote component; the two that @pulumi/eks has both need the cluster's kubeconfig. */
  call(token: string, self: Value | undefined): Properties {
    const urn = referenced(self);
    const kubeconfig = urn === undefined ? undefined : this.resources.get(urn)?.outputs.kubeconfigJson;
    if (token !== "eks:index:Cluster/getKubeconfig" || kubeconfig === undefined) {
      throw new PlanError(`the offline plan has no stand-in for method ${token}`);
    }
    return { result: kubeconfig };
  }
}

/** Region of a stack when neither the program nor its config names one. */
export const defaultRegion = "us-east-1";

function referenced(value: Value | undefined): string | undefined {
  const inner = unwrapped(value);
  return typeof inner === "object" && inner !== null && "urn" in inner && typeof inner.urn === "string"
    ? inner.urn
    : undefined;
}
