/** What the engine says of resources, in the words of the plan. */
import type { OpType } from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { type Properties, shownProperties } from "../../tools/plan/engine/property";
import { isProviderType, stackType } from "../../tools/plan/engine/urn";

/** A resource as both sides know it. */
export interface Compared {
  readonly parent: string;
  readonly inputs: Properties;
}

/** Operations by urn, in the order of their events. */
export function operations(events: readonly EngineEvent[]): ReadonlyMap<string, readonly OpType[]> {
  const found = new Map<string, OpType[]>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined) continue;
    const { urn, op } = resourcePreEvent.metadata;
    found.set(urn, [...(found.get(urn) ?? []), op]);
  }
  return found;
}

/** What the engine registers of each resource, by urn; without the stack, whose only inputs are none. */
export function registered(events: readonly EngineEvent[]): ReadonlyMap<string, Compared> {
  const found = new Map<string, Compared>();
  for (const { resourcePreEvent } of events) {
    const state = resourcePreEvent?.metadata.new;
    if (state === undefined || state === null || state.type === stackType) continue;
    found.set(state.urn, { parent: state.parent ?? "", inputs: shownProperties(state.inputs as Properties) });
  }
  return found;
}
void isProviderType;
