/** One side of a comparison: what is planned, or what a state says is there. */
import type { Properties } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { Violation } from "../policyPack/analyzer";
import type { Against } from "../summary/changesSchema";
import type { Plan } from "../summary/plan";

/** Resources and violations, wherever they come from. */
export interface Side {
  readonly project: string;
  readonly stack: string;
  readonly mode: Against["mode"];
  /** `aws:region` of the stack, where it is known. */
  readonly region: string | undefined;
  readonly resources: readonly RegisteredResource[];
  /** What its plan has computed of the resources already. @default computed again */
  readonly summary?: Pick<Plan, "teams" | "cluster" | "placement"> | undefined;
  /** Undefined where nothing is known of policies. */
  readonly violations: readonly Violation[] | undefined;
}

/** What is known of a resource outside of a run. */
export interface KnownResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly parent?: string | undefined;
  readonly custom?: boolean | undefined;
  readonly remote?: boolean | undefined;
  readonly read?: boolean | undefined;
  readonly id?: string | undefined;
  readonly outputs?: Properties | undefined;
  readonly dependencies?: readonly string[] | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly protect?: boolean | undefined;
  readonly ignoreChanges?: readonly string[] | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly provider?: string | undefined;
}

/** A resource of a report or a state, with nothing said of what these leave out. */
export function knownResource(known: KnownResource): RegisteredResource {
  return {
    urn: known.urn,
    type: known.type,
    name: known.name,
    parent: known.parent ?? "",
    custom: known.custom ?? true,
    remote: known.remote ?? false,
    read: known.read ?? false,
    id: known.id ?? "",
    inputs: known.inputs,
    outputs: known.outputs ?? {},
    dependencies: known.dependencies ?? [],
    propertyDependencies: known.propertyDependencies ?? {},
    protect: known.protect ?? false,
    retainOnDelete: false,
    ignoreChanges: known.ignoreChanges ?? [],
    additionalSecretOutputs: [],
    customTimeouts: undefined,
    deleteBeforeReplace: undefined,
    deletedWith: "",
    aliases: known.aliases ?? [],
    provider: known.provider ?? "",
    expanded: false,
  };
}
