/** Which resource of one side is which of the other: by urn, and by aliases as the engine follows them. */
import type { RegisteredResource } from "../engine/resource";
import { nameOf, type Place, placeOf, typeOf, urnOf } from "../engine/urn";

/** A resource on both sides; on one only when it is new or goes. */
export interface Pair {
  readonly before?: RegisteredResource;
  readonly after?: RegisteredResource;
}

/** A urn as it would be in another stack or project: sides of different names are compared nevertheless. */
export function movedTo({ stack, project }: Place, urn: string): string {
  if (urn === "") return urn;
  const parts = urn.split("::");
  const root = placeOf(urn);
  // the stack's own resource has both in its name
  const name = parts.slice(3).join("::");
  const moved = name === `${root.project}-${root.stack}` ? `${project}-${stack}` : name;
  return [`urn:pulumi:${stack}`, project, parts[2], moved].join("::");
}

/**
 * Former urns that a resource has because its parent was found under a former urn: of its own name and of each of its aliases,
 * where a name that begins with the parent's follows the parent's former name.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, generateAliases and inheritedChildAlias, at 1b594989
 * (2026-08-21). What is left out: an alias with another parent that itself has a former urn.
 */
function inherited({ urn, aliases, parent }: RegisteredResource, formerParent: string): readonly string[] {
  const [now, then] = [nameOf(parent), nameOf(formerParent)];
  return [urn, ...aliases].map((each) => {
    const name = nameOf(each);
    const former = name.startsWith(now) ? then + name.slice(now.length) : name;
    return urnOf(placeOf(urn), formerParent, typeOf(each), former);
  });
}

/** Pairs of the resources of two sides, in the order of their urns. */
export function pairs(before: readonly RegisteredResource[], after: readonly RegisteredResource[]): readonly Pair[] {
  const place = after[0] === undefined ? undefined : placeOf(after[0].urn);
  const old = new Map(before.map((each) => [place === undefined ? each.urn : movedTo(place, each.urn), each]));
  const now = new Map(after.map((each) => [each.urn, each]));
  const found = new Map<string, string | undefined>();
  const taken = new Set<string>();

  /** The urn on the old side under which a resource of the new side is known; undefined for a new one. */
  const formerUrn = (resource: RegisteredResource): string | undefined => {
    if (found.has(resource.urn)) return found.get(resource.urn);
    found.set(resource.urn, undefined);
    const parent = now.get(resource.parent);
    const formerParent = parent === undefined ? undefined : formerUrn(parent);
    const own = [resource.urn, ...resource.aliases];
    const viaParent =
      formerParent === undefined || formerParent === resource.parent ? [] : inherited(resource, formerParent);
    const former = [...own, ...viaParent].find((urn) => old.has(urn) && !taken.has(urn));
    if (former !== undefined) taken.add(former);
    found.set(resource.urn, former);
    return former;
  };

  // a resource under its own urn is itself, whatever alias another one claims: the engine stops with an error there
  for (const each of after) {
    if (!old.has(each.urn)) continue;
    taken.add(each.urn);
    found.set(each.urn, each.urn);
  }
  const matched = after.map((each): Pair => {
    const former = formerUrn(each);
    const other = former === undefined ? undefined : old.get(former);
    return other === undefined ? { after: each } : { before: other, after: each };
  });
  const gone = [...old].flatMap(([urn, each]): readonly Pair[] => (taken.has(urn) ? [] : [{ before: each }]));
  const urn = (pair: Pair): string => (pair.after ?? pair.before)?.urn ?? "";
  return [...matched, ...gone].sort((a, b) => (urn(a) < urn(b) ? -1 : 1));
}
