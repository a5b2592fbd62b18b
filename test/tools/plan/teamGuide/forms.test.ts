import assert from "node:assert/strict";
import { guideHtml } from "../../../../tools/plan/teamGuide/html";
import { guideMarkdown } from "../../../../tools/plan/teamGuide/markdown";
import { block, code, type GuideText, list, paragraph, t } from "../../../../tools/plan/teamGuide/text";

const guide = (word: string): GuideText => ({
  title: t`Team ${word}`,
  intro: [],
  sections: [
    {
      heading: "Words",
      blocks: [
        paragraph(t`Owned by ${word}, see ${code(word)}.`),
        list([{ text: [code(word)], items: [{ text: t`${word}: at most 1` }] }]),
        { kind: "table", header: ["pool"], rows: [[[code(word)]], [t`${word}`]] },
        block("yaml", word),
      ],
    },
  ],
});

const markdownOf = (word: string) => guideMarkdown(guide(word)).split("\n");

describe("a team guide's words of the stack", () => {
  it("are text in Markdown: no heading, link, mention, tag or end of a cell", () => {
    const [title, , , , owned, , item, inner, , header, rule, inCode, inText] = markdownOf(
      "a|b`c [x](http://x) @me <b> #1",
    );
    assert.equal(title, "# Team a\\|b\\`c \\[x\\](http:&#8203;//x) @&#8203;me &lt;b&gt; #&#8203;1");
    assert.equal(
      owned,
      "Owned by a\\|b\\`c \\[x\\](http:&#8203;//x) @&#8203;me &lt;b&gt; #&#8203;1, see ``a|b`c [x](http://x) @me <b> #1``.",
    );
    assert.equal(item, "- ``a|b`c [x](http://x) @me <b> #1``");
    assert.match(inner!, /^ {2}- a\\\|b/);
    assert.deepEqual([header, rule], ["| pool |", "| --- |"]);
    assert.equal(inCode, "| ``a\\|b`c [x](http://x) @me <b> #1`` |");
    assert.match(inText!, /^\| a\\\|b\\`c .* \|$/);
  });

  it("cannot end a code block, nor a code span at its edge", () => {
    const lines = markdownOf("`x`");
    assert.ok(lines.includes("- `` `x` ``"));
    const fenced = guideMarkdown({
      title: "T",
      intro: [block("yaml", "a\n```\nb")],
      sections: [],
    });
    assert.match(fenced, /\n````yaml\na\n```\nb\n````\n/);
  });

  it("begin no list, heading or quote where they come first in a line", () => {
    for (const word of ["# x", "- x", "> x", "1. x", "+ x"]) {
      const [first] = guideMarkdown({ title: "T", intro: [paragraph(t`${word}`)], sections: [] })
        .split("\n")
        .slice(2);
      assert.match(first!, /^(\\|&gt;|1\\)/, word);
    }
  });

  it("stay in one line, and show what would act or hide as its number", () => {
    const hostile = "a\nb\u202ec\u0000d\u200b";
    const text = guideMarkdown(guide(hostile));
    assert.match(text, /^# Team a&lt;U\+000A&gt;b&lt;U\+202E&gt;c&lt;U\+0000&gt;d&lt;U\+200B&gt;$/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    assert.doesNotMatch(text + guideHtml(guide(hostile), "en"), /[\u0000\u202e\u200b]/);
  });

  it("are text in HTML", () => {
    const page = guideHtml(guide('<img src=x onerror=alert(1)>"&'), "en");
    assert.ok(!page.includes("<img"));
    assert.ok(page.includes("<bdi>&lt;img src=x onerror=alert(1)&gt;&quot;&amp;</bdi>"));
    assert.ok(page.includes("<title>Team &lt;img src=x onerror=alert(1)&gt;&quot;&amp;</title>"));
  });

  it("strike nothing through: two of our own tildes in a line are escaped, one is not", () => {
    const line = (text: string) => guideMarkdown({ title: "T", intro: [paragraph(text)], sections: [] }).split("\n")[2];
    assert.equal(line("평일 09:00~18:00"), "평일 09:00~18:00");
    assert.equal(line("월 09:00~18:00; 화 10:00~12:00"), "월 09:00\\~18:00; 화 10:00\\~12:00");
  });
});

describe("a team guide as a page", () => {
  it("loads nothing, has a heading and a place in the contents for each part, and its code takes the keyboard", () => {
    const page = guideHtml(guide("dotori"), "ko");
    assert.match(page, /^<!doctype html>\n<html lang="ko">/);
    assert.match(page, /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/);
    assert.doesNotMatch(page, /<(script|link|img|iframe)\b|https?:\/\//);
    assert.match(page, /<a href="#part-1">Words<\/a>/);
    assert.match(page, /<section id="part-1" aria-labelledby="part-1-heading">\n<h2 id="part-1-heading">Words<\/h2>/);
    assert.match(page, /<pre tabindex="0"><code>dotori<\/code><\/pre>/);
    assert.match(page, /<caption class="unseen">Words<\/caption>/);
  });
});
