import { deepEqual, equal } from "node:assert/strict";
import { PassThrough } from "node:stream";
import type { WriteStream } from "node:tty";
import fc from "fast-check";
import { progress } from "../../../tools/cli/progress";
import { forTerminal, terminalJson, terminalReport, terminalText, terminalWord } from "../../../tools/cli/terminal";
import { sources } from "../../architecture/sources";
import { acts, hostileWord } from "../../support/hostile";

describe("a stranger's word in a terminal", () => {
  const words: readonly (readonly [title: string, word: string, shown: string])[] = [
    ["plain text", "dotori: 한글, ⚠️, 10 % <b>", "dotori: 한글, ⚠️, 10 % <b>"],
    ["an escape sequence", "\u001b[31mred", "<U+001B>[31mred"],
    ["a C1 control sequence", "\u009b31mred", "<U+009B>31mred"],
    ["a return to the line's start", "fail\rpass", "fail<U+000D>pass"],
    ["a backspace and a bell", "a\b\u0007", "a<U+0008><U+0007>"],
    ["bidirectional overrides", "\u202egnp.\u2066x\u2069", "<U+202E>gnp.<U+2066>x<U+2069>"],
    ["zero width", "dot\u200bori\ufeff", "dot<U+200B>ori<U+FEFF>"],
    ["tags outside the first plane", "a\u{e0061}", "a<U+E0061>"],
    ["letters that are drawn as nothing", "a\u3164b\u115f", "a<U+3164>b<U+115F>"],
    ["half a character", "a\ud800", "a<U+D800>"],
    ["a line of its own", "a\npass: no violations", "a<U+000A>pass: no violations"],
    ["a command to GitHub's runner", "::stop-commands::x", "<U+003A>:stop-commands::x"],
    ["the same, older", "see ##[add-mask]x", "see #<U+0023>[add-mask]x"],
    ["a command to Azure's runner", "##vso[task.setvariable]", "#<U+0023>vso[task.setvariable]"],
    ["a urn", "urn:pulumi:dev::small::a", "urn:pulumi:dev::small::a"],
  ];
  for (const [title, word, shown] of words) it(`shows ${title}`, () => equal(terminalWord(word), shown));

  it("keeps the lines of a message, and no command at the start of one", () => {
    equal(terminalText("one\n\ttwo\r\n  ::error::three"), "one\n\ttwo<U+000D>\n  <U+003A>:error::three");
  });

  it("keeps our colours in a report and nothing else", () => {
    equal(
      terminalReport("\u001b[31mno\u001b[39m \u001b[2J\u001b]0;x\u0007"),
      "\u001b[31mno\u001b[39m <U+001B>[2J<U+001B>]0;x<U+0007>",
    );
  });

  it("has none that acts, in whatever data", () => {
    fc.assert(
      fc.property(hostileWord, hostileWord, (word, key) => {
        const shown = JSON.stringify(forTerminal({ [key]: [word], message: word, inner: { [word]: 1 } }));
        equal(acts(shown.replaceAll("\\n", "")), false);
      }),
    );
  });

  it("is the same word in JSON, which has none that acts either", () => {
    fc.assert(
      fc.property(hostileWord, (word) => {
        const json = terminalJson({ [word]: word });
        deepEqual([JSON.parse(json), acts(json.replaceAll("\n", ""))], [{ [word]: word }, false]);
      }),
    );
  });

  it("keeps a key named __proto__ a key", () => {
    const data = JSON.parse('{ "__proto__": "\\u001b" }') as object;
    deepEqual(Object.entries(forTerminal(data)), [["__proto__", "<U+001B>"]]);
  });

  it("acts neither in progress nor in a note", () => {
    for (const isTTY of [true, false]) {
      const stream = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY }) as unknown as WriteStream;
      const { say, note, end } = progress(stream, Date.now());
      say("step\u001b[2J");
      note("warning: \u009b2J\n::error::x");
      end();
      const text = String((stream as unknown as PassThrough).read());
      // the line is cleared with "\r\u001b[K"
      equal(acts(text.replaceAll("\r\u001b[K", "").replaceAll("\n", "")), false);
      equal(text.includes("warning: <U+009B>2J\n<U+003A>:error::x\n"), true);
    }
  });

  it("gets there only through what shows it so: nothing else in tools/ writes to a terminal", () => {
    const writers = sources
      .filter(({ path, file }) => path.startsWith("tools/") && /console\.|std(out|err)\.write\(/.test(file.text))
      .map(({ path }) => path);
    deepEqual(writers, [
      // figures and paths of our own
      "tools/bench/main.ts",
      "tools/ci/lintWorkflows.ts",
      // through terminalText
      "tools/ci/planMain.ts",
      "tools/cli/run.ts",
      "tools/generate/main.ts",
      // through terminalText
      "tools/migrate/main.ts",
      // through terminalText
      "tools/new/main.ts",
      "tools/pack/pack.ts",
      // through terminalText and terminalWord
      "tools/rehearse/main.ts",
      // a path of our own
      "tools/screenshot/main.ts",
    ]);
    const rehearse = sources.find(({ path }) => path === "tools/rehearse/main.ts")!.file.text;
    for (const [, written] of rehearse.matchAll(/stderr\.write\((.*)\)/g)) {
      equal(/\$\{terminal(Text|Word)\(\w+(\(\w+\))?\)\}\\n/.test(written!), true, written);
    }
  });
});
