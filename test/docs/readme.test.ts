import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/plans";

/** What the README is in each language. */
const files = ["README.md", "README.ko.md"] as const;
const text = (file: string) => readFileSync(join(root, file), "utf8");

/** Code blocks with their language: the commands, and what they print. */
const blocksOf = (markdown: string) => [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([block]) => block);
const proseOf = (markdown: string) => markdown.replace(/^```[\s\S]*?^```$/gm, "");
const headingsOf = (markdown: string) =>
  [...proseOf(markdown).matchAll(/^(#+) (.+)$/gm)].map(([, level, title]) => ({ level, title }));
const commandsOf = (markdown: string) => [...proseOf(markdown).matchAll(/`([^`\n]+)`/g)].map(([, command]) => command);
const linksOf = (markdown: string) => [...proseOf(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);

/** The fragment that GitHub makes of a heading. */
const fragmentOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replace(/\s/g, "-");

describe("the README in Korean", () => {
  const [english, korean] = files.map(text) as [string, string];

  it("has the headings of the English one: as many, of the same levels, the first the same", () => {
    const [own, theirs] = [headingsOf(korean), headingsOf(english)];
    assert.deepEqual(
      own.map(({ level }) => level),
      theirs.map(({ level }) => level),
    );
    assert.equal(own[0]?.title, theirs[0]?.title);
    assert.deepEqual(
      own.slice(1).filter(({ title }) => !/[가-힣]/.test(title!)),
      [],
    );
  });

  it("has its commands and what they print, to the letter", () => {
    assert.ok(blocksOf(english).length >= 3);
    assert.deepEqual(blocksOf(korean), blocksOf(english));
    assert.deepEqual(commandsOf(korean), commandsOf(english));
  });

  it("leads to the same pages, and to the other language", () => {
    const [own, theirs] = [linksOf(korean), linksOf(english)];
    assert.deepEqual(
      [own.filter((link) => link !== "README.md"), own[0]],
      [theirs.filter((link) => link !== "README.ko.md"), "README.md"],
    );
    assert.equal(theirs[0], "README.ko.md");
  });

  it("is Korean in every line of prose", () => {
    const lines = proseOf(korean)
      .split("\n")
      .filter((line) => /[A-Za-z]/.test(line) && !/^# |^\[English\]|^!\[/.test(line));
    assert.deepEqual(
      lines.filter((line) => !/[가-힣]/.test(line)),
      [],
    );
  });
});

describe("links of the READMEs", () => {
  for (const file of files) {
    it(`lead to files that are there, and to headings in them (${file})`, () => {
      const missing = linksOf(text(file)).filter((link) => {
        if (/^https:\/\//.test(link)) return false;
        const [path = "", fragment] = link.split("#");
        if (!existsSync(join(root, path))) return true;
        return fragment !== undefined && !headingsOf(text(path)).some(({ title }) => fragmentOf(title!) === fragment);
      });
      assert.deepEqual(missing, []);
    });
  }
});
