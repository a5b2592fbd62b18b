/** Colours for a terminal. */
import { styleText } from "node:util";

/** A text in a colour or style, or as it is where colours are off. */
export type Paint = (format: "red" | "yellow" | "green" | "dim" | "bold", text: string) => string;

/** For what goes to a file. */
export const noColors: Paint = (_, text) => text;

/** Colours where the stream shows them; NO_COLOR, FORCE_COLOR and TERM=dumb decide as node itself does. */
export function colorsOf(stream: NodeJS.WriteStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}
