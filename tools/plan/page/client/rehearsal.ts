/** The picture of a rehearsal: a lane for each kind of event, along the seconds. */
import { scaleLinear } from "d3-scale";
import { ownValue } from "../../../../capacity/units/ownValue";
import type { PageData } from "../data/pageData";
import { byId, drawn } from "./dom";
import { mark, shapeOf } from "./marks";
import { axis, group, image, picture } from "./picture";

const laneHeight = 34;
const axisHeight = 34;

/** Draws the timeline where the page has one. */
export function rehearsalPicture({ rehearsal, texts }: PageData): void {
  const place = byId("rehearsal-picture");
  if (place === undefined || rehearsal.length === 0) return;
  const kinds = Object.keys(texts.events).filter((kind) => rehearsal.some((event) => event.kind === kind));
  const last = rehearsal.reduce((most, { seconds }) => Math.max(most, seconds), 1);
  picture(place, (width) => {
    const height = kinds.length * laneHeight + axisHeight;
    const x = scaleLinear([0, last], [8, width - 12]).nice();
    const svg = image(width, height, place.querySelector("figcaption")?.textContent ?? "");
    const lanes = group(0, 0);
    const bottom = axis<number>("bottom", {
      scale: x,
      count: Math.max(2, Math.round(width / 90)),
      format: (seconds) => `${seconds} s`,
      lines: -kinds.length * laneHeight,
    });
    bottom.setAttribute("transform", `translate(0,${kinds.length * laneHeight})`);
    lanes.append(bottom);
    kinds.forEach((kind, index) => {
      const y = index * laneHeight;
      lanes.append(
        drawn("text", { class: "name", x: 0, y: y + 11 }, ownValue(texts.events, kind) ?? kind),
        drawn("line", { class: "lane", x1: 0, x2: width, y1: y + 22, y2: y + 22 }),
        ...rehearsal
          .filter((event) => event.kind === kind)
          .map(({ seconds, text }) =>
            mark(shapeOf(index), x(seconds), y + 22, 5, `event ${kind}`, `${seconds} s: ${text}`),
          ),
      );
    });
    svg.append(lanes);
    return svg;
  });
}
