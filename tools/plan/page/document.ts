/** The document around a page: one file that loads nothing, with a content security policy that lets only its own style and code run. */
import { createHash } from "node:crypto";
import type { Language } from "../report/language";
import { type Html, html } from "./html";

/** What a document is made of. */
export interface DocumentParts {
  /** Text of the title bar. */
  readonly title: string;
  readonly language: Language;
  /** Content of the body. */
  readonly body: Html;
  /** Style sheets, each a text without `</style`. */
  readonly styles: readonly string[];
  /** Programs, each a text without `</script`; they run once the body is there. @default none */
  readonly scripts?: readonly string[];
  /** Values for the programs, each as JSON in an element whose id is its key. @default none */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A style sheet or program that would end the element that it stands in. */
const endsElement = /<\/(?:style|script)|<!--/i;

function checked(text: string): string {
  if (endsElement.test(text)) throw new Error("a style sheet or a program of a page holds the end of its element");
  return text;
}

/** The source expression of a text in a content security policy: `'sha256-…'`. */
export function cspHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The policy of a document: nothing is loaded, sent or embedded, and only these texts count as style and code. */
export function contentSecurityPolicy({ styles, scripts = [] }: Pick<DocumentParts, "styles" | "scripts">): string {
  const sources = (texts: readonly string[]) => (texts.length === 0 ? "'none'" : texts.map(cspHash).join(" "));
  return [
    "default-src 'none'",
    `style-src ${sources(styles)}`,
    `script-src ${sources(scripts)}`,
    "base-uri 'none'",
    "form-action 'none'",
    // the programs set texts and attributes only: no string of theirs becomes markup or code
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** JSON that stays inside its element, whatever its texts hold. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The whole file. */
export function htmlDocument(parts: DocumentParts): string {
  const { title, language, body, styles, scripts = [], data = {} } = parts;
  const head = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
`;
  // joined as they are: `html` would escape what the hashes are of
  return [
    head.text,
    ...styles.map((style) => `<style>${checked(style)}</style>\n`),
    "</head>\n<body>\n",
    body.text,
    ...Object.entries(data).map(([id, value]) => `\n${dataElement(id, value)}`),
    ...scripts.map((script) => `\n<script>${checked(script)}</script>`),
    "\n</body>\n</html>\n",
  ].join("");
}

function dataElement(id: string, value: unknown): string {
  return `${html`<script type="application/json" id="${id}">`.text}${scriptJson(value)}</script>`;
}
