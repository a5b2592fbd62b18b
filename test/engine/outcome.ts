/** What the engine says of resources, in the words of the plan. */

import type { Deployment } from "@pulumi/pulumi/automation";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events";
import { type Properties, shownProperties } from "../../tools/plan/engine/property";
import type { PlannedResource } from "../../tools/plan/engine/resource";
import { isProviderType, stackType } from "../../tools/plan/engine/urn";
import type { ResourceAction } from "../../tools/plan/summary/changesSchema";

/** A resource as both sides know it. */
export interface Compared {
  readonly parent: string;
  readonly inputs: Properties;
}

/** Data as JSON keeps it: without undefined keys, and without the map's order. */
export const plain = (data: ReadonlyMap<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(Object.fromEntries(data)));

/** What the engine registers for itself: the stack, and its own built-in provider, which resource references are read through. */
const ofTheEngine = (type: string) => type === stackType || type === "pulumi:providers:pulumi";

/** Inputs without what the engine notes in a provider's for itself. */
function withoutInternal(inputs: Properties | undefined): Properties {
  const { __internal, ...rest } = inputs ?? {};
  return shownProperties(rest);
}

/** What the engine registers of each resource, by urn. */
export function registered(events: readonly EngineEvent[]): ReadonlyMap<string, Compared> {
  const found = new Map<string, Compared>();
  for (const { resourcePreEvent } of events) {
    const state = resourcePreEvent?.metadata.new;
    if (state === undefined || state === null || ofTheEngine(state.type)) continue;
    found.set(state.urn, { parent: state.parent ?? "", inputs: withoutInternal(state.inputs as Properties) });
  }
  return found;
}

/** The same of a plan. */
export function planned(resources: readonly PlannedResource[]): ReadonlyMap<string, Compared> {
  return new Map(
    resources
      .filter(({ type }) => !ofTheEngine(type))
      .map(({ urn, parent, inputs }) => [urn, { parent: parent ?? "", inputs: withoutInternal(inputs) }]),
  );
}

/** A resource of the state, with what the engine keeps for the order of deletes. */
export interface Kept extends Compared {
  readonly custom: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly inputs?: Properties;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
}

const sorted = (urns: readonly string[]) => [...new Set(urns)].sort();

function kept(resource: StateResource): Kept {
  const {
    parent = "",
    inputs,
    custom = false,
    dependencies = [],
    propertyDependencies = {},
    protect = false,
  } = resource;
  const given = Object.entries(propertyDependencies).filter((entry) => (entry[1] ?? []).length > 0);
  return {
    parent,
    inputs: withoutInternal(inputs),
    custom,
    dependencies: sorted(dependencies),
    propertyDependencies: Object.fromEntries(given.map(([key, urns]) => [key, sorted(urns ?? [])])),
    protect,
  };
}

/** What a state has of each resource, by urn. */
export function keptInState({ deployment }: Deployment): ReadonlyMap<string, Kept> {
  const resources = (deployment as { readonly resources?: readonly StateResource[] }).resources ?? [];
  return new Map(resources.filter(({ type }) => !ofTheEngine(type)).map((each) => [each.urn, kept(each)]));
}

/** The same of a plan. */
export function keptInPlan(resources: readonly PlannedResource[]): ReadonlyMap<string, Kept> {
  return new Map(
    resources
      .filter(({ type }) => !ofTheEngine(type))
      .map(({ parent, ...each }) => [each.urn, kept({ ...each, parent: parent ?? "" })]),
  );
}

/** A provider that no program registers: the plan counts changes of it apart. */
const isDefaultProvider = (urn: string) => isProviderType(urn.split("::")[2] ?? "") && /::default(_|$)/.test(urn);

/** What the engine does to each resource that a provider makes, by urn; those that stay the same are left out. */
export function actions(events: readonly EngineEvent[]): ReadonlyMap<string, ResourceAction> {
  const found = new Map<string, ResourceAction>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined) continue;
    const { metadata } = resourcePreEvent;
    const action = actionOf(metadata);
    const isMade = (metadata.new ?? metadata.old)?.custom === true;
    if (action === undefined || !isMade || isDefaultProvider(metadata.urn)) continue;
    if (found.get(metadata.urn) !== "replace") found.set(metadata.urn, action);
  }
  return found;
}

function actionOf({ op }: StepEventMetadata): ResourceAction | undefined {
  if (op.includes("replace")) return "replace";
  return op === "create" || op === "update" || op === "delete" ? op : undefined;
}
