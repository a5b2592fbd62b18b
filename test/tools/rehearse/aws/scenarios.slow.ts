/** The scenarios of the AWS half, and what the start of one costs. */
import { deepEqual, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { awsParts, kedaParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { type RehearseOptions, rehearse } from "../../../../tools/rehearse/rehearse";
import type { Rehearsal } from "../../../../tools/rehearse/report";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { needsAws } from "../../../support/rehearse/built";
import { sideBySide } from "../../../support/rehearse/sideBySide";

const root = resolve(__dirname, "../../../..");
const scenarios = join(root, "examples/scenarios/aws");

/** Its start is measured, so it goes first, and alone until then. */
const measured = "node-classes-ready.yaml";

/** Longest first: it waits for two minutes, and the others go on meanwhile. */
const others = [
  "warm-nodes.yaml",
  ...readdirSync(scenarios).filter((name) => name.endsWith(".yaml") && !["warm-nodes.yaml", measured].includes(name)),
];

const play = (name: string, options: Partial<RehearseOptions> = {}): Promise<Rehearsal> =>
  rehearse({ folder: root, provider: "aws", scenario: readScenario(join(scenarios, name)), ...options });

/** CPU seconds of processes so far, their ended children included. */
function cpuSeconds(ids: readonly number[]): number {
  return ids.reduce((sum, id) => {
    // after the name in brackets; utime, stime, cutime, cstime in hundredths of a second: proc(5)
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return sum + fields.slice(11, 15).reduce((hundredths, each) => hundredths + Number(each), 0) / 100;
  }, 0);
}

interface Start {
  /** Since the call, in seconds. */
  readonly wall: number;
  readonly cpu: number;
}

describe("a scenario of the AWS half", function () {
  this.timeout(900_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts, ...kedaParts]);
  });

  let start: Start | undefined;
  let onStart: () => void = () => {};
  const started = new Promise<void>((done) => {
    onStart = done;
  });

  async function measuredPlay(): Promise<Rehearsal> {
    const [began, before] = [Date.now(), cpuSeconds([process.pid])];
    let ids: () => readonly number[] = () => [];
    try {
      return await play(measured, {
        onControlPlane: ({ processes }) => {
          ids = () => Object.values(processes.ids());
        },
        onEvent: ({ kind }) => {
          if (kind !== "step" || start !== undefined) return;
          start = { wall: (Date.now() - began) / 1000, cpu: cpuSeconds([process.pid, ...ids()]) - before };
          onStart();
        },
      });
    } finally {
      // also when it never came so far
      onStart();
    }
  }

  const afterStart = (name: string) => async () => {
    await started;
    return play(name);
  };
  const run = sideBySide<Rehearsal>(
    { [measured]: measuredPlay, ...Object.fromEntries(others.map((name) => [name, afterStart(name)])) },
    3,
  );

  for (const name of [measured, ...others]) {
    it(`passes: ${name}`, async () => {
      const { verdict, findings } = await run(name);
      deepEqual([verdict, findings], ["pass", []]);
    });
  }

  // wall time means nothing on a shared machine: in 25 s, two idle cores compute for twice as long
  it("starts, in a second run, after at most 25 seconds of CPU", async () => {
    await run(measured);
    ok(start !== undefined);
    const { wall, cpu } = start;
    console.log(`      ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU; load ${loadavg()[0]?.toFixed(1)}`);
    ok(cpu < 25, `${cpu} s of CPU`);
  });
});
