/** Elements of the page: made by the DOM's own functions, so that no text becomes markup. */
import { ownValue } from "../../../../capacity/units/ownValue";

type Child = Node | string;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function withAttributes<E extends Element>(made: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/** An HTML element; an attribute that is undefined or false is left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return withAttributes(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function drawn<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return withAttributes(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** The element of an id, where the page has it. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E | undefined {
  return (document.getElementById(id) ?? undefined) as E | undefined;
}

/** A text with numbers or words in place of `{name}`. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(ownValue(values, name) ?? whole));
}

/** Opens every fold around an element, and brings it into view. */
export function reveal(target: Element): void {
  for (let at: Element | null = target; at !== null; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  target.scrollIntoView({ block: "center" });
}
