import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { readProject } from "../../../../tools/plan/project/project";
import { memoryOfStack, roomOfMachine } from "../../../../tools/plan/stacks/room";
import { type Job, sideBySide } from "../../../../tools/plan/stacks/sideBySide";
import { projectOf } from "./project";

/** Jobs that end when they are told to, and a log of what began and ended. */
function jobs(...memory: readonly number[]) {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const made = memory.map(
    (memoryBytes, index): Job<number> => ({
      memoryBytes,
      run: async () => {
        log.push(`begin ${index}`);
        await new Promise<void>((end) => {
          ends[index] = end;
        });
        log.push(`end ${index}`);
        return index;
      },
    }),
  );
  const end = async (index: number): Promise<void> => {
    ends[index]!();
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
  };
  return { made, log, end };
}

describe("work side by side", () => {
  it("has its results in the order of the jobs, whichever ends first", async () => {
    const { made, log, end } = jobs(1, 1, 1);
    const results = sideBySide(made, { jobs: 3, memoryBytes: 3 });
    for (const index of [2, 0, 1]) await end(index);
    assert.deepEqual(await results, [0, 1, 2]);
    assert.deepEqual(log, ["begin 0", "begin 1", "begin 2", "end 2", "end 0", "end 1"]);
  });

  it("is no more than there is room for", async () => {
    const { made, log, end } = jobs(1, 1, 1);
    const results = sideBySide(made, { jobs: 2, memoryBytes: 100 });
    await end(1);
    assert.deepEqual(log, ["begin 0", "begin 1", "end 1", "begin 2"]);
    for (const index of [0, 2]) await end(index);
    assert.deepEqual(await results, [0, 1, 2]);
  });

  it("waits for memory, and runs what needs more than there is alone", async () => {
    const { made, log, end } = jobs(3, 7, 50, 1);
    const results = sideBySide(made, { jobs: 8, memoryBytes: 10 });
    assert.deepEqual(log, ["begin 0", "begin 1"]);
    await end(0);
    await end(1);
    assert.deepEqual(log.slice(4), ["begin 2"]);
    await end(2);
    await end(3);
    assert.deepEqual(await results, [0, 1, 2, 3]);
  });

  it("throws what a job throws, once the others have ended", async () => {
    const { made, log, end } = jobs(1, 1, 1);
    const failing = { ...made[1]!, run: () => Promise.reject(new Error("a bug")) };
    const results = sideBySide([made[0]!, failing, made[2]!], { jobs: 2, memoryBytes: 10 });
    const refused = assert.rejects(results, /a bug/);
    await end(0);
    await refused;
    assert.deepEqual(log, ["begin 0", "end 0"]);
  });
});

describe("the room of a machine", () => {
  it("is a plan for each core, in the memory that is left", () => {
    const { jobs: most, memoryBytes } = roomOfMachine();
    assert.equal(most, availableParallelism());
    assert.ok(memoryBytes > 2 ** 26 && memoryBytes < 2 ** 46, String(memoryBytes));
  });

  it("is taken by teams in the stack file and in files, twice as much by a comparison", () => {
    const project = readProject(
      projectOf({
        "Pulumi.none.yaml": "config: {}\n",
        "Pulumi.both.yaml": "config:\n  small:teams: {a: {}, b: {}}\n  small:teamsFrom: teams/\n",
        "Pulumi.lost.yaml": "config:\n  small:teamsFrom: nowhere/\n",
        "Pulumi.text.yaml": "config: [\n",
        "teams/c.yaml": "pools: []\n",
        "teams/c.production.yaml": "pools: []\n",
      }),
    );
    const [none, both, lost, text] = ["none", "both", "lost", "text"].map((stack) => memoryOfStack(project, stack, 1));
    const mebibyte = 1024 * 1024;
    assert.deepEqual([none, both, lost, text], [500 * mebibyte, 506 * mebibyte, 500 * mebibyte, 500 * mebibyte]);
    assert.equal(memoryOfStack(project, "both", 2), 1012 * mebibyte);
  });
});
