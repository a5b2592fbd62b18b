/** Pulumi's names for resources: `urn:pulumi:<stack>::<project>::<types of the ancestors>$<type>::<name>`. */

/** Type of the root of every stack; it lends its type to no child's urn. */
export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";

/** Where a resource is. */
export interface Place {
  readonly stack: string;
  readonly project: string;
}

/** The types part of a urn: `my:index:Team$kubernetes:core/v1:Namespace`. */
function qualifiedType(urn: string): string {
  return urn.split("::", 3)[2] ?? "";
}

/** A resource's own type, the last of its urn's types. */
export function typeOf(urn: string): string {
  const types = qualifiedType(urn);
  return types.slice(types.lastIndexOf("$") + 1);
}

/** The name in a urn; it may contain "::". */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The stack and project that a urn names. */
export function placeOf(urn: string): Place {
  const [start = "", project = ""] = urn.split("::", 2);
  return { stack: start.slice("urn:pulumi:".length), project };
}

/** @param parent urn of the parent; "" for none */
export function urnOf({ stack, project }: Place, parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? "" : qualifiedType(parent);
  const types = ancestors === "" || ancestors === stackType ? type : `${ancestors}$${type}`;
  return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}

/** Urn of the stack's root. */
export function stackUrn(place: Place): string {
  return urnOf(place, "", stackType, `${place.project}-${place.stack}`);
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

export function providerType(packageName: string): string {
  return `${providerPrefix}${packageName}`;
}

/** The package that a type token belongs to: "aws" of `aws:ec2/vpc:Vpc`, and of `pulumi:providers:aws`. */
export function packageOf(type: string): string {
  const token = isProviderType(type) ? type.slice(providerPrefix.length) : type;
  return token.split(":", 1)[0] ?? "";
}
