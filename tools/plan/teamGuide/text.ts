/** What a guide is made of, before it is Markdown or HTML: text, lists, tables, code. */
import { terminalText, terminalWord } from "../../cli/terminal";

/** What is written as in a terminal: a name, a label, a schedule. */
export interface Code {
  readonly code: string;
}

/** A word of the stack's: a name, an owner, an amount. */
export interface Value {
  readonly value: string;
}

/** A part of a sentence; a string is ours. */
export type Piece = string | Code | Value;

/** A sentence; one of ours without words of the stack's is a string. */
export type Text = string | readonly Piece[];

export interface Item {
  readonly text: Text;
  readonly items?: readonly Item[];
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Item[] }
  | { readonly kind: "table"; readonly header: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  | { readonly kind: "code"; readonly language: "yaml" | "bash"; readonly text: string };

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export interface GuideText {
  readonly title: Text;
  readonly intro: readonly Block[];
  readonly sections: readonly Section[];
}

/** A word as code. */
export function code(word: string): Code {
  return { code: terminalWord(word) };
}

/** Parts of a sentence, also of one that is a string. */
export function piecesOf(text: Text): readonly Piece[] {
  return typeof text === "string" ? [text] : text;
}

/** A sentence with words of the stack's: t`Owned by ${owner}.` Strings that enter are the stack's, other texts are spliced. */
export function t(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Code | readonly Piece[])[]
): readonly Piece[] {
  const pieces: Piece[] = [parts[0] ?? ""];
  values.forEach((value, index) => {
    if (typeof value === "string") pieces.push({ value: terminalWord(value) });
    else if (typeof value === "number") pieces.push(String(value));
    else if ("code" in value) pieces.push(value);
    else pieces.push(...value);
    pieces.push(parts[index + 1] ?? "");
  });
  return pieces.filter((piece) => piece !== "");
}

/** Texts one after the other. */
export function joined(texts: readonly Text[], between: string): Text {
  return texts.flatMap((text, index) => [...(index === 0 ? [] : [between]), ...piecesOf(text)]);
}

/** A sentence that is about some pools only: "`a`, `b`: …". */
export function aboutPools(pools: readonly { readonly nodePoolName: string }[], text: Text): Text {
  const names = joined(
    pools.map(({ nodePoolName }) => [code(nodePoolName)]),
    ", ",
  );
  return t`${piecesOf(names)}: ${piecesOf(text)}`;
}

export const paragraph = (text: Text): Block => ({ kind: "paragraph", text });

export const list = (items: readonly Item[]): Block => ({ kind: "list", items });

export const block = (language: "yaml" | "bash", text: string): Block => ({
  kind: "code",
  language,
  text: terminalText(text),
});
