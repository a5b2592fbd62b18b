/** What happens to each resource: created, updated, replaced or deleted. */

import { ownValue } from "../../../capacity/units/ownValue";
import { pathText } from "../../../config";
import { isProperties, isSecret, shown, shownUnknown, unknown, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { isProviderType, stackType } from "../engine/urn";
import type { ChangedPath, ChangedResource, Changes, ResourceAction } from "../summary/changesSchema";
import type { Pair } from "./matching";
import { replacement } from "./replacement/table";
import { type Comparing, compare, type Found, type Steps } from "./values";

/** What the sides as a whole say of a comparison. */
export interface Compared {
  /** How a resource's values are compared. */
  readonly comparing: (resource: RegisteredResource) => Comparing;
  /** Whether a value is made of what only the resource's creation makes known. */
  readonly derivesFrom: (value: Value, resource: RegisteredResource) => boolean;
}

/** Changes of resources, and what of them is counted only. */
export interface ResourceChanges {
  readonly resources: readonly ChangedResource[];
  readonly same: number;
  /** Values known on one side only, by urn and path. */
  readonly cannotTell: readonly { readonly urn: string; readonly path: string; readonly secret: boolean }[];
  readonly ignored: Changes["summary"]["ignored"];
}

/** Most places that are named of what is ignored. */
const shownExamples = 3;

/** Whether the engine makes a resource of it: components and what is only read have nothing that can change. */
function isMade({ custom, read, type }: RegisteredResource): boolean {
  return custom && !read && type !== stackType;
}

/** A provider that no program registers: its name has the version in it, and nothing else changes. */
function isDefaultProvider({ type, name }: RegisteredResource): boolean {
  return isProviderType(type) && /^default(_|$)/.test(name);
}

/** Whether a path or one above it is among `ignoreChanges`. */
export function isIgnored(steps: Steps, { ignoreChanges }: RegisteredResource): boolean {
  const path = pathText(steps);
  return ignoreChanges.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`));
}

interface Draft {
  readonly pair: Pair;
  readonly found: readonly Found[];
  readonly paths: ChangedPath[];
  because: string | undefined;
}

const isReplaced = ({ paths, because }: Draft): boolean =>
  because !== undefined || paths.some(({ replaces }) => replaces === "yes");

function changedPath({ type }: RegisteredResource, found: Extract<Found, { kind: "differs" }>): ChangedPath {
  const { steps, before, after } = found;
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return {
    path: pathText(steps),
    ...(before === undefined ? {} : { before: shown(before) as ChangedPath["before"] }),
    ...(after === undefined ? {} : { after: shown(after) as ChangedPath["after"] }),
    replaces: replacement(type, steps, change),
  };
}

/** The values at the leaves that are not known before the resources that they come from are made. */
function unknownLeaves(value: Value, steps: Steps): readonly { readonly steps: Steps; readonly value: Value }[] {
  if (typeof value === "string") return [{ steps, value }];
  if (typeof value !== "object" || value === null || isSecret(value)) return [];
  const entries: readonly (readonly [string | number, Value])[] = Array.isArray(value)
    ? value.map((each: Value, index): [number, Value] => [index, each])
    : Object.entries(value);
  return entries.flatMap(([step, inner]) => unknownLeaves(inner, [...steps, step]));
}

/** Adds what follows from the replacement of other resources; true when a draft changes by it. */
function follow(draft: Draft, replaced: ReadonlyMap<string, RegisteredResource>, compared: Compared): boolean {
  const { after, before } = draft.pair;
  if (after === undefined || before === undefined) return false;
  let changed = false;
  const provider = replaced.get(after.provider.slice(0, after.provider.lastIndexOf("::")));
  if (provider !== undefined && draft.because === undefined) {
    draft.because = `its provider ${provider.name} is replaced`;
    changed = true;
  }
  for (const [key, urns] of Object.entries(after.propertyDependencies)) {
    const sources = urns.flatMap((urn) => replaced.get(urn) ?? []);
    if (sources.length === 0) continue;
    for (const { steps, value } of unknownLeaves(ownValue(after.inputs, key) ?? null, [key])) {
      const path = pathText(steps);
      if (draft.paths.some((each) => each.path === path) || isIgnored(steps, after)) continue;
      if (!sources.some((source) => compared.derivesFrom(value, source))) continue;
      const text = shown(value) as string;
      draft.paths.push({ path, before: text, after: shownUnknown, replaces: replacement(after.type, steps) });
      changed = true;
    }
  }
  return changed;
}

/**
 * Adds inputs of which both sides say only that they are unknown, and that come from other resources than before: the list of
 * a cluster's subnets, after one is gone.
 * @param now urns of the new side by those of the old one
 */
function unseenChanges({ pair, paths }: Draft, now: ReadonlyMap<string, string>): void {
  const { before, after } = pair;
  if (before === undefined || after === undefined) return;
  for (const [key, urns] of Object.entries(after.propertyDependencies)) {
    const were = (ownValue(before.propertyDependencies, key) ?? []).map((urn) => now.get(urn) ?? urn);
    if (were.length === 0 || (were.every((urn) => urns.includes(urn)) && urns.every((urn) => were.includes(urn))))
      continue;
    // a difference that shows is the one that the other sources make
    if (paths.some(({ path }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))) continue;
    for (const { steps, value } of unknownLeaves(ownValue(after.inputs, key) ?? null, [key])) {
      if (!isUnknownText(value) || isIgnored(steps, after)) continue;
      const path = pathText(steps);
      paths.push({ path, before: shownUnknown, after: shownUnknown, replaces: replacement(after.type, steps) });
    }
  }
}

function actionOf(draft: Draft): ResourceAction | undefined {
  if (draft.pair.before === undefined) return "create";
  if (draft.pair.after === undefined) return "delete";
  if (isReplaced(draft)) return "replace";
  if (draft.paths.some(({ replaces }) => replaces === "cannot tell")) return "update-or-replace";
  return draft.paths.length > 0 ? "update" : undefined;
}

function changedResource(draft: Draft, action: ResourceAction): ChangedResource {
  const { before, after } = draft.pair;
  const resource = (after ?? before)!;
  return {
    urn: resource.urn,
    ...(before !== undefined && after !== undefined && before.urn !== after.urn ? { formerUrn: before.urn } : {}),
    type: resource.type,
    name: resource.name,
    action,
    paths: action === "create" || action === "delete" ? [] : draft.paths,
    ...(draft.because === undefined ? {} : { because: draft.because }),
    protect: (before ?? resource).protect,
  };
}

/** Changes of all resources that the engine makes. */
export function resourceChanges(matched: readonly Pair[], compared: Compared): ResourceChanges {
  const made = matched.filter(({ before, after }) => isMade((after ?? before)!));
  const providers = made.filter(({ before, after }) => isDefaultProvider((after ?? before)!));
  const drafts = made.flatMap((pair): readonly Draft[] => {
    const { before, after } = pair;
    if (isDefaultProvider((after ?? before)!)) return [];
    if (before === undefined || after === undefined) return [{ pair, found: [], paths: [], because: undefined }];
    const found = compare(before.inputs, after.inputs, compared.comparing(after)).filter(
      ({ steps }) => !isIgnored(steps, after) && !(isProviderType(after.type) && steps[0] === "version"),
    );
    const differs = found.filter((each): each is Extract<Found, { kind: "differs" }> => each.kind === "differs");
    return [{ pair, found, paths: differs.map((each) => changedPath(after, each)), because: undefined }];
  });
  const now = new Map(matched.flatMap(({ before, after }) => (before && after ? [[before.urn, after.urn]] : [])));
  for (const draft of drafts) unseenChanges(draft, now);
  for (let again = true; again; ) {
    const replaced = new Map(
      drafts.flatMap((draft) =>
        draft.pair.before !== undefined && draft.pair.after !== undefined && isReplaced(draft)
          ? [[draft.pair.after.urn, draft.pair.after] as const]
          : [],
      ),
    );
    again = replaced.size > 0 && drafts.map((draft) => follow(draft, replaced, compared)).some(Boolean);
  }
  const resources = drafts.flatMap((draft) => {
    const action = actionOf(draft);
    return action === undefined ? [] : [changedResource(draft, action)];
  });
  const cannotTell = drafts.flatMap(({ pair, found }) =>
    found.flatMap((each) =>
      each.kind === "cannotTell"
        ? [{ urn: pair.after?.urn ?? "", path: pathText(each.steps), secret: each.secret }]
        : [],
    ),
  );
  return {
    resources,
    same: drafts.length - resources.length,
    cannotTell,
    ignored: ignoredOf(drafts, providers),
  };
}

function ignoredOf(drafts: readonly Draft[], providers: readonly Pair[]): ResourceChanges["ignored"] {
  const places = new Map<Changes["summary"]["ignored"][number]["what"], string[]>();
  const add = (what: Changes["summary"]["ignored"][number]["what"], place: string): void => {
    const list = places.get(what) ?? [];
    places.set(what, list);
    list.push(place);
  };
  for (const { pair, found } of drafts)
    for (const each of found)
      if (each.kind === "ignored") add(each.what, `${pair.after?.type} ${pair.after?.name} ${pathText(each.steps)}`);
  for (const { before, after } of providers)
    if (before === undefined || after === undefined) {
      const { type, name } = (after ?? before)!;
      add("provider-version", `${type} ${name}`);
    }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, list]) => ({ what, count: list.length, examples: list.slice(0, shownExamples) }));
}

/** Whether a text says that its value is not known, wholly or in part. */
export function isUnknownText(value: Value): boolean {
  return typeof value === "string" && value.includes(unknown);
}

/** Every text among the outputs of a resource that its inputs do not have: what only its creation makes known. */
export function madeTexts({ id, inputs, outputs }: RegisteredResource): ReadonlySet<string> {
  const given = new Set<string>();
  const texts = new Set<string>();
  const visit = (value: Value, into: Set<string>): void => {
    if (typeof value === "string") {
      if (value.length >= shortestText) into.add(value);
    } else if (Array.isArray(value)) for (const each of value) visit(each as Value, into);
    else if (isProperties(value)) for (const each of Object.values(value)) visit(each, into);
  };
  visit(inputs, given);
  visit(outputs, texts);
  visit(id, texts);
  for (const each of given) texts.delete(each);
  return texts;
}

/** Shorter texts, such as a status, are met anywhere. */
const shortestText = 8;
