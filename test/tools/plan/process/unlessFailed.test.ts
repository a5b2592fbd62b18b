import { equal, rejects } from "node:assert/strict";
import { unlessFailed } from "../../../../tools/plan/process/unlessFailed";

const never = new Promise<never>(() => {});

describe("work that depends on something", () => {
  it("has its own outcome", async () => {
    equal(await unlessFailed(Promise.resolve(3), never), 3);
    equal(await unlessFailed(Promise.resolve(undefined), never), undefined);
    await rejects(unlessFailed(Promise.reject(new Error("own")), never), /own/);
  });

  it("fails as soon as that fails", async () => {
    await rejects(unlessFailed(never, Promise.reject(new Error("ended"))), /ended/);
  });
});
