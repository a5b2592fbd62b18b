/** A guide as a page that needs no network, in the document and the styles of the plan's page. */
import { htmlDocument } from "../page/document";
import { type Html, html, word } from "../page/html";
import { section, table } from "../page/layout";
import { pageStyles } from "../page/page";
import { frame } from "../page/strings/frame";
import type { Language } from "../report/language";
import { strings } from "./strings";
import { type Block, type GuideText, type Item, piecesOf, type Text } from "./text";

/** Room between paragraphs, which the plan's page has few of, and a frame around what is copied. */
const guideStyle = `.guide > section > :is(p, ul, pre, .scroll) + :is(p, ul, pre, .scroll) { margin-block-start: 0.6rem; }
.guide pre { padding: 0.6rem 0.8rem; border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }`;

function inline(text: Text): readonly Html[] {
  return piecesOf(text).map((piece) =>
    typeof piece === "string" ? html`${piece}` : "code" in piece ? html`<code>${piece.code}</code>` : word(piece.value),
  );
}

function itemList(items: readonly Item[]): Html {
  return html`<ul>${items.map(
    ({ text, items: inner = [] }) => html`<li>${inline(text)}${inner.length > 0 && itemList(inner)}</li>`,
  )}</ul>`;
}

function blockHtml(block: Block, heading: string): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p>${inline(block.text)}</p>`;
    case "list":
      return itemList(block.items);
    case "table":
      return table({
        caption: heading,
        columns: block.header.map((one) => ({ heading: one })),
        rows: block.rows.map((row) => row.map(inline)),
      });
    case "code":
      // it may scroll, so it takes the keyboard
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
  }
}

/** The text of a sentence alone. */
function plain(text: Text): string {
  return piecesOf(text)
    .map((piece) => (typeof piece === "string" ? piece : "code" in piece ? piece.code : piece.value))
    .join("");
}

/** The text of the file. */
export function guideHtml({ title, intro, sections }: GuideText, language: Language): string {
  const parts = sections.map(({ heading, blocks }, index) => ({ id: `part-${index + 1}`, heading, blocks }));
  const body = html`<a class="skip" href="#main">${strings[language].skip}</a>
<header>
<h1>${inline(title)}</h1>
${intro.map((block) => blockHtml(block, ""))}
</header>
<div class="columns">
<nav aria-label="${frame[language].contents}"><ul>${parts.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
<main id="main" class="guide">${parts.map(({ id, heading, blocks }) =>
    section(
      id,
      heading,
      blocks.map((block) => blockHtml(block, heading)),
    ),
  )}</main>
</div>`;
  return htmlDocument({ title: plain(title), language, body, styles: [...pageStyles(), guideStyle] });
}
