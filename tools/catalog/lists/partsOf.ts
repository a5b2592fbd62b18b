/** Reads parts of a JSON text of any size: what is not asked for is never kept. */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import Assembler from "stream-json/assembler.js";
import parser from "stream-json/parser.js";

/** Keys down to a part: ["terms", "OnDemand", "*"] asks for each value under `terms.OnDemand`. */
export type PartPath = readonly string[];

/** A part that was asked for. */
export interface Part {
  readonly path: readonly string[];
  readonly value: unknown;
}

interface Level {
  /** Of the object that is read; undefined in an array. */
  key: string | undefined;
}

const opens: ReadonlySet<string> = new Set(["startObject", "startArray"]);
const closes: ReadonlySet<string> = new Set(["endObject", "endArray"]);

/**
 * Calls back with each part, in the order of the text.
 * @param wanted no path may begin another one
 * @throws Error of the parser, for a text that is no JSON
 */
export async function readParts(
  text: Readable,
  wanted: readonly PartPath[],
  onPart: (part: Part) => void,
): Promise<void> {
  const levels: Level[] = [];
  let assembling: { readonly assembler: Assembler; readonly path: readonly string[] } | undefined;
  const isWanted = (): boolean =>
    wanted.some(
      (path) => path.length === levels.length && path.every((key, index) => key === "*" || key === levels[index]!.key),
    );
  const tokens = parser.asStream({ streamValues: false });
  tokens.on("data", (token: { readonly name: string; readonly value?: unknown }) => {
    if (assembling !== undefined) {
      assembling.assembler.consume(token as never);
      if (!assembling.assembler.done) return;
      onPart({ path: assembling.path, value: assembling.assembler.current });
      assembling = undefined;
      return;
    }
    if (token.name === "keyValue") {
      levels.at(-1)!.key = token.value as string;
      return;
    }
    if (closes.has(token.name)) {
      levels.pop();
      return;
    }
    if (isWanted()) {
      const path = levels.map(({ key }) => key ?? "");
      const assembler = new Assembler();
      assembler.consume(token as never);
      if (assembler.done) onPart({ path, value: assembler.current });
      else assembling = { assembler, path };
      return;
    }
    if (opens.has(token.name)) levels.push({ key: undefined });
  });
  await pipeline(text, tokens);
}
