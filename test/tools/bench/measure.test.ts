import { deepEqual, equal, ok } from "node:assert/strict";
import { costOf, usageIn } from "../../../tools/bench/measure";

describe("what the bench reads of a process", () => {
  const status = "Name:\tnode\nVmPeak:\t  999999 kB\nVmHWM:\t  157000 kB\nVmRSS:\t  100000 kB\n";
  const stat = (name: string) => `4711 (${name}) S 1 2 3 4 5 6 7 8 9 10 1234 66 77 88 20 0 11 0 9 8 7`;

  it("is user and system time in seconds and peak memory in MB, whatever the process is called", () => {
    for (const name of ["node", "a b", "x) S 1 (y"])
      deepEqual(usageIn(stat(name), status, "node\0main.ts\0"), { cpu: 13, peak: 157, part: "plan" });
  });

  it("knows a program and a policy pack by their commands", () => {
    const partOf = (command: string) =>
      usageIn(stat("node"), status, `node\0/m/@pulumi/pulumi/cmd/${command}\0--a`)?.part;
    equal(partOf("run-policy-pack"), "pack");
    equal(partOf("run-policy-pack/index.js"), "pack");
    equal(partOf("run"), "program");
    equal(partOf("run/index.js"), "program");
    equal(partOf("runner"), "plan");
  });

  it("is nothing once the process has ended", () => {
    equal(usageIn("", "", ""), undefined);
    equal(usageIn(stat("node"), "Name:\tnode\nState:\tZ (zombie)\n", ""), undefined);
  });

  it("adds up a command and all that it starts, the pack's part apart", async function () {
    if (process.platform !== "linux") {
      console.log("      SKIPPED, not run: what processes cost is read from /proc");
      this.skip();
    }
    const spin = "while (process.cpuUsage().user < 4e5);";
    // the name in two pieces, or the command that starts the pack would pass for one itself
    const pack = `[process.execPath, "-e", ${JSON.stringify(spin)}, "run-policy" + "-pack"]`;
    const both = `const [node, ...args] = ${pack}; require("node:child_process").spawnSync(node, args); ${spin}`;
    const cost = await costOf(process.execPath, ["-e", both], __dirname);
    equal(cost.exitCode, 0);
    ok(cost.parts.pack.cpu >= 0.3 && cost.cpu >= cost.parts.pack.cpu + 0.3, JSON.stringify(cost));
    ok(cost.peak > cost.largest && cost.largest > 10, JSON.stringify(cost));
  });
});
