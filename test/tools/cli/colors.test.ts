import { equal } from "node:assert/strict";
import { Writable } from "node:stream";
import { WriteStream } from "node:tty";
import { colorsOf } from "../../../tools/cli/colors";

const { getColorDepth } = WriteStream.prototype;
const stream = (isTTY: boolean) => Object.assign(new Writable(), { isTTY, getColorDepth }) as unknown as WriteStream;
const variables = ["NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "CI", "TMUX", "NODE_DISABLE_COLORS"] as const;

describe("colours", () => {
  const before = variables.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    for (const name of variables) delete process.env[name];
  });
  after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const red = "\u001b[31mno\u001b[39m";
  const cases: readonly (readonly [title: string, env: Record<string, string>, isTTY: boolean, text: string])[] = [
    ["show on a terminal", { TERM: "xterm" }, true, red],
    ["do not show elsewhere", { TERM: "xterm" }, false, "no"],
    ["do not show with NO_COLOR", { TERM: "xterm", NO_COLOR: "1" }, true, "no"],
    ["do not show on a dumb terminal", { TERM: "dumb" }, true, "no"],
    ["show elsewhere with FORCE_COLOR", { FORCE_COLOR: "1" }, false, red],
    ["do not show with FORCE_COLOR=0", { TERM: "xterm", FORCE_COLOR: "0" }, true, "no"],
  ];
  for (const [title, env, isTTY, text] of cases) {
    it(title, () => {
      Object.assign(process.env, env);
      equal(colorsOf(stream(isTTY))("red", "no"), text);
    });
  }
});
