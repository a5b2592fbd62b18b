import { deepEqual, equal, rejects } from "node:assert/strict";
import { sideBySide } from "../../support/rehearse/sideBySide";

describe("runs side by side", () => {
  it("are so many at once, each once, in their order, and fail each for itself", async () => {
    const started: string[] = [];
    let running = 0;
    let most = 0;
    const run = (name: string, milliseconds: number) => async () => {
      started.push(name);
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, milliseconds));
      running -= 1;
      if (name === "b") throw new Error("b fails");
      return name;
    };
    const of = sideBySide({ a: run("a", 30), b: run("b", 5), c: run("c", 5), d: run("d", 5) }, 2);
    deepEqual(started, []);
    equal(await of("d"), "d");
    equal(await of("a"), "a");
    await rejects(of("b"), /b fails/);
    await rejects(of("e"), /there is no run e/);
    equal(await of("c"), "c");
    deepEqual([started, most], [["a", "b", "c", "d"], 2]);
  });
});
