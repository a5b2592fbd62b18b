import { ok } from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { lull } from "../../../../tools/plan/process/lull";

describe("a lull", () => {
  it("comes when the process has nothing left to do, and not before", async () => {
    let isBusy = true;
    let cameEarly = false;
    const quiet = lull().then(() => {
      cameEarly = isBusy;
    });
    const until = Date.now() + 100;
    while (Date.now() < until) await turn();
    isBusy = false;
    await quiet;
    ok(!cameEarly);
  });
});
