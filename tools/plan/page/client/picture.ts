/** What all pictures share: they are drawn when they come near the screen, and again when their width changes. */
import { type AxisScale, axisBottom, axisTop } from "d3-axis";
import { select } from "d3-selection";
import { drawn } from "./dom";

/** Draws a picture of a width, in CSS pixels. */
export type Draw = (width: number) => SVGSVGElement;

/** Pictures are ready this far before they are seen. */
const margin = "400px";

const drawings = new Map<Element, () => void>();

function redraw(target: Element): void {
  drawings.get(target)?.();
}

const nearScreen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      nearScreen.unobserve(target);
      resized.observe(target);
    }
  },
  { rootMargin: margin },
);
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) redraw(target);
});

/** Keeps a picture in its element, after what stands there. */
export function picture(place: HTMLElement, draw: Draw): () => void {
  let shown: SVGSVGElement | undefined;
  let width = 0;
  const again = (isForced: boolean) => {
    const now = Math.floor(place.clientWidth);
    if (now === 0 || (now === width && !isForced)) return;
    width = now;
    const next = draw(width);
    if (shown === undefined) place.append(next);
    else shown.replaceWith(next);
    shown = next;
  };
  place.hidden = false;
  drawings.set(place, () => again(false));
  nearScreen.observe(place);
  return () => again(shown !== undefined);
}

/** Draws every picture now, seen or not: for paper. */
export function drawAll(): void {
  for (const draw of drawings.values()) draw();
}

/** An image with a name; the table beside it has its figures. */
export function image(width: number, height: number, label: string): SVGSVGElement {
  return drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
}

/** A group that is moved. */
export function group(x: number, y: number): SVGGElement {
  return drawn("g", { transform: `translate(${x},${y})` });
}

/** What an axis shows. */
export interface AxisParts<Domain extends string | number> {
  readonly scale: AxisScale<Domain>;
  readonly ticks?: readonly Domain[];
  readonly count?: number;
  readonly format: (value: Domain) => string;
  /** Length of the lines through the picture. @default 0 */
  readonly lines?: number;
}

/** An axis by d3, with lines through the picture. */
export function axis<Domain extends string | number>(
  side: "top" | "bottom",
  { scale, ticks, count, format, lines = 0 }: AxisParts<Domain>,
): SVGGElement {
  const made = drawn("g", { class: "axis" });
  const drawer = (side === "top" ? axisTop<Domain> : axisBottom<Domain>)(scale).tickFormat(format);
  if (ticks !== undefined) drawer.tickValues(ticks);
  if (count !== undefined) drawer.ticks(count);
  drawer.tickSize(4).tickPadding(4).tickSizeInner(4);
  select(made).call(drawer);
  for (const tick of made.querySelectorAll(".tick"))
    if (lines !== 0) tick.prepend(drawn("line", { class: "grid", y2: lines }));
  return made;
}
