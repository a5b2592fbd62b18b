/** Requests to register a resource, and the engine's answer. */
import type { Properties } from "./property";
import type { CustomTimeouts } from "./resource";

/** A function of the program that the engine calls for resources, as the program names it. */
export interface Transform {
  /** Address of the program's callback server. */
  readonly target: string;
  readonly token: string;
}

/** What a program or a remote component asks the engine to register. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly remote?: boolean;
  /** As on the wire: outputs and references still in it. */
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean | undefined;
  readonly retainOnDelete?: boolean | undefined;
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: CustomTimeouts | undefined;
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly aliases?: readonly Alias[];
  /** `<urn>::<id>` of an explicit provider; "" or absent for the parent's, then the default one. */
  readonly provider?: string;
  /** Providers of a component by package. */
  readonly providers?: ReadonlyMap<string, string>;
  /** Version of the provider plugin that is asked for. */
  readonly version?: string;
  /** Id of an existing resource to adopt. */
  readonly importId?: string;
  /** Id of an existing resource to read. */
  readonly readId?: string;
  readonly expanded?: boolean;
  /** Of it and of all resources below it. */
  readonly transforms?: readonly Transform[];
}

/** A former urn, or only what differs from the present one. */
export type Alias =
  | string
  | {
      readonly name?: string;
      readonly type?: string;
      readonly stack?: string;
      readonly project?: string;
      readonly parent?: string;
    };

/** What the program gets back. */
export interface Answer {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Properties;
  /** Which resources an output of a remote component comes from. */
  readonly outputDependencies?: Readonly<Record<string, readonly string[]>>;
}
