import { deepEqual, equal } from "node:assert/strict";
import { html, prose, shortened, word } from "../../../../tools/plan/page/html";

describe("HTML as a value", () => {
  it("escapes what enters a template, in elements and in attributes", () => {
    equal(
      html`<p title="${`"'<&>`}">${`"'<&>`}</p>`.text,
      '<p title="&quot;&#39;&lt;&amp;&gt;">&quot;&#39;&lt;&amp;&gt;</p>',
    );
  });

  it("leaves HTML of its own as it is, and writes lists one after the other", () => {
    equal(
      html`<ul>${["<a>", "b"].map((item) => html`<li>${item}</li>`)}</ul>`.text,
      "<ul><li>&lt;a&gt;</li><li>b</li></ul>",
    );
  });

  it("writes numbers, and nothing for false and undefined", () => {
    equal(html`${1.5}${false}${undefined}${0}`.text, "1.50");
  });

  it("shortens a text, and says how much is left out", () => {
    deepEqual([shortened("abc", 3), shortened("abcdef", 3)], ["abc", "abc… (+3)"]);
  });

  it("never cuts a character in two", () => {
    equal(shortened("a😀b", 2), "a… (+3)");
  });

  it("keeps the direction of a stranger's word to itself", () => {
    equal(word("שלום <b>").text, "<bdi>שלום &lt;b&gt;</bdi>");
  });

  it("marks what stands between backticks, still escaped", () => {
    equal(prose("run `a <b>` or `c").text, "run <code>a &lt;b&gt;</code> or `c");
  });
});
