import { deepEqual, rejects } from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import type * as pulumi from "@pulumi/pulumi";
import { fewAtATime } from "../../../components/team/fewAtATime";

/** Stands for the engine: components that it has not answered. */
class Waiting {
  readonly answers: (() => void)[] = [];

  construct(): pulumi.ComponentResource {
    const urn = { apply: (then: (urn: string) => void) => void this.answers.push(() => then("urn")) };
    return { urn } as unknown as pulumi.ComponentResource;
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("many components", () => {
  it("are constructed in order, fifty before the engine has answered, then one for each answer to the eldest", async () => {
    const engine = new Waiting();
    const made: number[] = [];
    const all = fewAtATime(numbers(120), (item) => {
      made.push(item);
      return engine.construct();
    });
    await turn();
    deepEqual(made, numbers(50));
    engine.answers[1]!();
    await turn();
    deepEqual(made, numbers(50), "the eldest still waits");
    engine.answers[0]!();
    await turn();
    deepEqual(made, numbers(52));
    for (let next = 2; next < 70; next++) {
      engine.answers[next]!();
      await turn();
    }
    await all;
    deepEqual(made, numbers(120));
  });

  it("are all constructed at once when they are few", async () => {
    const engine = new Waiting();
    await fewAtATime(numbers(50), () => engine.construct());
    deepEqual(engine.answers.length, 50);
  });

  it("end at the first that cannot be constructed", async () => {
    const engine = new Waiting();
    const construct = (item: number) => {
      if (item === 3) throw new Error("three");
      return engine.construct();
    };
    await rejects(fewAtATime(numbers(9), construct), /three/);
    deepEqual(engine.answers.length, 3);
  });
});
