/** Shapes of marks: they tell kinds apart where colours cannot. */
import { drawn } from "./dom";

const shapes = ["circle", "square", "triangle", "diamond", "cross", "bar", "ring"] as const;
export type Shape = (typeof shapes)[number];

const paths: Readonly<Record<Exclude<Shape, "circle" | "ring">, string>> = {
  square: "M-1,-1H1V1H-1Z",
  triangle: "M0,-1.2L1.15,0.9H-1.15Z",
  diamond: "M0,-1.35L1.35,0L0,1.35L-1.35,0Z",
  cross: "M-1.1,-0.4H-0.4V-1.1H0.4V-0.4H1.1V0.4H0.4V1.1H-0.4V0.4H-1.1Z",
  bar: "M-0.4,-1.4H0.4V1.4H-0.4Z",
};

/** A shape of a kind, by its place in a list of kinds. */
export const shapeOf = (index: number): Shape => shapes[Math.max(0, index) % shapes.length]!;

/** A mark of about a size in pixels; hollow ones are drawn by their line alone. */
export function mark(shape: Shape, x: number, y: number, size: number, kind: string, title = ""): SVGElement {
  const label = title === "" ? [] : [drawn("title", {}, title)];
  if (shape === "circle" || shape === "ring") return drawn("circle", { class: kind, cx: x, cy: y, r: size }, ...label);
  return drawn("path", { class: kind, d: paths[shape], transform: `translate(${x},${y}) scale(${size})` }, ...label);
}
