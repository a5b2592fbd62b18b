import { deepEqual } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../../../..");

/** Runs lines after the SDK has started, with the debugger delayed, and returns what they print as JSON. */
function printed(lines: string): unknown {
  const script = `
    const inspector = require("node:inspector");
    const posted = [];
    const { post } = inspector.Session.prototype;
    inspector.Session.prototype.post = function (method, ...rest) {
      posted.push(method);
      return post.call(this, method, ...rest);
    };
    require(${JSON.stringify(join(root, "tools/plan/process/lazyDebugger.cjs"))}).delayDebugger();
    const hooks = require("@pulumi/pulumi/runtime/closure/v8Hooks");
    const { getFunctionLocationAsync } = require("@pulumi/pulumi/runtime/closure/v8");
    const earlier = require("semver").parse;
    hooks.isInitializedAsync().then(async () => { ${lines} });`;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" }));
}

describe("V8's debugger in a program", () => {
  it("is not opened by a start", () => {
    deepEqual(printed("console.log(JSON.stringify(posted))"), []);
  });

  it("tells where a function is, also one that was loaded before it was opened", () => {
    deepEqual(
      printed(`
        const { file } = await getFunctionLocationAsync(earlier);
        console.log(JSON.stringify([file, posted.filter((method) => method === "Debugger.enable").length]));
        process.exit();`),
      [`file://${join(root, "node_modules/semver/functions/parse.js")}`, 1],
    );
  });
});
