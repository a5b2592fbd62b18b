/** What the engine asks of the providers. */
import type { Properties } from "./property";
import type { Answer, Registration } from "./registration";
import type { RegisteredResource } from "./resource";

/** The AWS account that a provider works in. */
export interface Account {
  readonly region: string;
  readonly partition: string;
  readonly id: string;
}

/** A resource or a call, as a provider sees it. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The id to answer with, when the program reads an existing resource by it. */
  readonly id: string | undefined;
  readonly inputs: Properties;
  readonly account: Account;
}

/** A remote component whose children are to be registered. */
export interface ConstructRequest {
  readonly component: RegisteredResource;
  /** Its inputs as the program sent them. */
  readonly wire: Properties;
  /** All that is registered, by urn. */
  readonly resources: ReadonlyMap<string, RegisteredResource>;
  readonly account: Account;
  readonly register: (child: Registration) => Promise<Answer>;
}

/** What a remote component gives back. */
export interface Constructed {
  readonly outputs: Properties;
  /** Urns that each output comes from. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Answers in place of the provider plugins. */
export interface Providers {
  account(region: string): Account;
  /** The id of a provider resource, once it is created. */
  providerId(urn: string): string;
  /** The inputs as the provider's Check leaves them. */
  checked(subject: Subject): Properties;
  /** The answer of a creation: id and outputs, inputs included. */
  settled(subject: Subject): { readonly id: string; readonly outputs: Properties };
  /** Id and outputs of a resource that is there already, by a state; undefined for one that is to be made. */
  deployed?(subject: Subject): { readonly id: string; readonly outputs: Properties } | undefined;
  /** The outputs in a first preview: inputs, and unknown for what is computed. */
  previewed(subject: Subject): Properties;
  /** @throws PlanError when the look-up has no stand-in */
  invoke(token: string, inputs: Properties, account: Account): Properties;
  /** What only AWS's own answer to the look-up decides, in words for the user; undefined where the stand-in's is as good. */
  decidedByAws(token: string, inputs: Properties): string | undefined;
  /** @throws PlanError when the component has no stand-in: its children would be missing from the plan */
  construct(request: ConstructRequest): Promise<Constructed>;
}
