import { deepEqual, equal, match, throws } from "node:assert/strict";
import { createHash } from "node:crypto";
import { contentSecurityPolicy, htmlDocument, scriptJson } from "../../../../tools/plan/page/document";
import { html } from "../../../../tools/plan/page/html";
import { pageTexts } from "../../../support/hostilePage";

const parts = { title: "<t>", language: "ko", body: html`<p>${"<b>"}</p>`, styles: ["p{}"], scripts: ["f()"] } as const;
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

describe("a document of ours", () => {
  it("loads nothing, and runs and styles by what its hashes name alone", () => {
    equal(
      contentSecurityPolicy(parts),
      `default-src 'none'; style-src 'sha256-${sha256("p{}")}'; script-src 'sha256-${sha256("f()")}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
  });

  it("runs no code where it has none", () => {
    match(contentSecurityPolicy({ styles: [] }), /style-src 'none'; script-src 'none'/);
  });

  it("has the policy before anything that it is about, language and escaped title", () => {
    const text = htmlDocument(parts);
    match(
      text,
      /^<!doctype html>\n<html lang="ko">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"/,
    );
    match(text, /<title>&lt;t&gt;<\/title>/);
    match(text, /<style>p\{\}<\/style>/);
    match(text, /<script>f\(\)<\/script>/);
  });

  it("keeps data inside its element, and whole", () => {
    for (const text of pageTexts) {
      const json = scriptJson({ [text]: text });
      deepEqual(JSON.parse(json), { [text]: text });
      equal(/[<>&\u2028\u2029]/.test(json), false, text);
    }
  });

  it("refuses a program or a style sheet that would end its element", () => {
    throws(() => htmlDocument({ ...parts, scripts: ["'</script>'"] }), /holds the end of its element/);
    throws(() => htmlDocument({ ...parts, styles: ["</STYLE>"] }), /holds the end of its element/);
  });
});
