/** The scenarios of the AWS half, and what the start of one costs. */
import { deepEqual, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { awsParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { type RehearseOptions, rehearse } from "../../../../tools/rehearse/rehearse";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");
const scenarios = join(root, "examples/scenarios/aws");

/** Waits for two minutes; in warm.slow.ts, so that other files run meanwhile. */
const elsewhere = ["warm-nodes.yaml"];

const play = (name: string, options: Partial<RehearseOptions> = {}) =>
  rehearse({ folder: root, provider: "aws", scenario: readScenario(join(scenarios, name)), ...options });

/** CPU seconds of processes so far, their ended children included. */
function cpuSeconds(ids: readonly number[]): number {
  return ids.reduce((sum, id) => {
    // after the name in brackets; utime, stime, cutime, cstime in hundredths of a second: proc(5)
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return sum + fields.slice(11, 15).reduce((hundredths, each) => hundredths + Number(each), 0) / 100;
  }, 0);
}

describe("a scenario of the AWS half", function () {
  this.timeout(900_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
  });

  // wall time means nothing on a shared machine: what two idle cores may compute in 25 s is twice as much
  it("starts in a second run after at most 25 seconds of CPU: node-classes-ready.yaml", async () => {
    const [began, before] = [Date.now(), cpuSeconds([process.pid])];
    let ids: () => readonly number[] = () => [];
    let start: { readonly wall: number; readonly cpu: number } | undefined;
    const { verdict, findings } = await play("node-classes-ready.yaml", {
      onControlPlane: ({ processes }) => {
        ids = () => Object.values(processes.ids());
      },
      onEvent: ({ kind }) => {
        if (kind !== "step") return;
        start ??= { wall: (Date.now() - began) / 1000, cpu: cpuSeconds([process.pid, ...ids()]) - before };
      },
    });
    deepEqual([verdict, findings], ["pass", []]);
    ok(start !== undefined);
    const { wall, cpu } = start;
    console.log(`      ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU; load ${loadavg()[0]?.toFixed(1)}`);
    ok(cpu < 25, `${cpu} s of CPU`);
  });

  const others = readdirSync(scenarios).filter((name) => name.endsWith(".yaml") && name !== "node-classes-ready.yaml");
  for (const name of others.filter((each) => !elsewhere.includes(each))) {
    it(`passes: ${name}`, async () => {
      const { verdict, findings } = await play(name);
      deepEqual([verdict, findings], ["pass", []]);
    });
  }
});
