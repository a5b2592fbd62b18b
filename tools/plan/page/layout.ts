/** What sections are made of: headings, tables, folds. */
import { type Content, type Html, html } from "./html";

/** A section with its heading, which the navigation leads to. */
export function section(id: string, heading: string, ...content: readonly Content[]): Html {
  return html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>`;
}

/** A column of a table. */
export interface Column {
  readonly heading: string;
  /** Numbers stand to the right. @default false */
  readonly isNumber?: boolean;
}

/** What a table shows. */
export interface TableParts {
  /** Read out before the table; not shown, where a heading says the same. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Content[])[];
  /** Rows of a sum, set off from the others. @default none */
  readonly sums?: readonly (readonly Content[])[];
}

/** A real table; where it is wider than the screen it scrolls by itself, by keyboard too. */
export function table({ caption, columns, rows, sums = [] }: TableParts): Html {
  const cell = (value: Content, index: number): Html => {
    const kind = columns[index]?.isNumber === true ? html` class="number"` : html``;
    return index === 0 ? html`<th scope="row"${kind}>${value}</th>` : html`<td${kind}>${value}</td>`;
  };
  const row = (cells: readonly Content[]) => html`<tr>${cells.map(cell)}</tr>
`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ heading, isNumber }) => html`<th scope="col"${isNumber === true && html` class="number"`}>${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
${
  sums.length > 0 &&
  html`<tfoot>
${sums.map(row)}</tfoot>
`
}</table></div>`;
}

/** What is there for whoever opens it. @param summary its line while it is closed */
export function fold(summary: Content, ...content: readonly Content[]): Html {
  return html`<details><summary>${summary}</summary>
${content}
</details>`;
}

/** A list of lines; nothing for none. */
export function lines(items: readonly Content[]): Html | undefined {
  return items.length === 0 ? undefined : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
