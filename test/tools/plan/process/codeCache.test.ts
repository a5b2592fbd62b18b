import { equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../../../support/planned";

const root = resolve(__dirname, "../../../..");
const store = join(root, "node_modules/.cache/plan");
const kind = `test${process.pid}`;

const kept = () => readdirSync(store).filter((file) => file.startsWith(`${kind}-`));

describe("the code cache of packages", () => {
  const folder = temporaryFolder();
  const file = join(folder, "node_modules/answer/index.js");
  const write = (text: string) => writeFileSync(file, text);
  const program = [
    `require(${JSON.stringify(join(root, "tools/plan/process/codeCache.cjs"))}).keepCode("${kind}");`,
    'require("tsx/cjs");',
    `process.stdout.write(String(require(${JSON.stringify(file)}).answer));`,
  ].join("\n");
  const answer = () => execFileSync(process.execPath, ["--eval", program], { cwd: root, encoding: "utf8" });

  before(() => mkdirSync(join(folder, "node_modules/answer"), { recursive: true }));
  after(() => {
    for (const name of kept()) rmSync(join(store, name));
  });

  it("runs a package the same from its text and from the cache", () => {
    write(
      "#!/usr/bin/env node\nexports.answer = require.resolve('./index.js') === __filename && module.loaded === false",
    );
    equal(answer(), "true");
    equal(kept().length, 1);
    equal(answer(), "true");
  });

  it("never runs the former text of a file, even if the new one has the same length", () => {
    write("exports.answer = 1;");
    equal(answer(), "1");
    equal(answer(), "1");
    write("exports.answer = 2;");
    equal(answer(), "2");
  });

  it("leaves a file to tsx that node alone could not run", () => {
    write("export const answer = 3;");
    equal(answer(), "3");
    equal(answer(), "3");
  });

  it("costs only time when the cache is damaged", () => {
    write("exports.answer = 4;");
    equal(answer(), "4");
    for (const name of kept()) writeFileSync(join(store, name), "not what V8 wrote");
    equal(answer(), "4");
  });

  it("passes on what a package throws, with the file and line", () => {
    write("exports.answer = 5;\nthrow new Error('on purpose');");
    for (const _ of ["from its text", "from what was kept"]) {
      const thrown = execFileSync("sh", ["-c", '"$0" --eval "$1" 2>&1 || true', process.execPath, program], {
        cwd: root,
        encoding: "utf8",
      });
      equal(/answer\/index\.js:2/.test(thrown) && /on purpose/.test(thrown), true, thrown);
    }
  });
});
