/** The unmodified program under the official engine, from the first preview to the last delete. */
import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { nameOf, typeOf } from "../../tools/plan/engine/urn";
import { alphaApiPairs, type OrderPair, orderPairs, type Side, teamPairs } from "../program/orderPairs";
import { orderStack } from "../program/orderStack";
import { planOf, stackFileOf } from "../support/plans";
import { actions, keptInPlan, keptInState, plain, planned, registered } from "./outcome";
import { engineOfSuite } from "./suite";

const name = "order";
const pairs = [...orderPairs, ...teamPairs, ...alphaApiPairs];

describe("the program under the official engine", function () {
  this.timeout(300_000);
  const engine = engineOfSuite(name);

  before(() => engine.stack.configure(readFileSync(stackFileOf(name, orderStack), "utf8")));

  it("registers in a preview what the plan says, urn by urn and input by input", async () => {
    const { events, error } = await engine.stack.preview();
    equal(error, undefined);
    deepEqual(plain(registered(events)), plain(planned((await planOf(name, orderStack)).resources)));
  });

  it("is created, in the order of the list of pairs", async () => {
    const { events, summary, error } = await engine.stack.up();
    equal(error, undefined);
    deepEqual(Object.keys(summary), ["create"]);
    deepEqual(mistakes(events, pairs, "create"), []);
  });

  it("leaves the state that the plan settles on: inputs, dependencies, protection", async () => {
    const settled = await planOf(name, orderStack, "settled");
    deepEqual(plain(keptInState(await engine.stack.state())), plain(keptInPlan(settled.resources)));
  });

  it("changes nothing when it runs again", async () => {
    const { summary, error } = await engine.stack.up();
    deepEqual([Object.keys(summary), error], [["same"], undefined]);
  });

  it("finds nothing changed in a refresh", async () => {
    const { summary, error } = await engine.stack.refresh();
    deepEqual([Object.keys(summary), error], [["same"], undefined]);
  });

  it("is destroyed in the order of the list, backwards, and leaves nothing", async () => {
    const { events, error } = await engine.stack.destroy();
    equal(error, undefined);
    deepEqual(new Set(actions(events).values()), new Set(["delete"]));
    deepEqual(mistakes(events, pairs, "delete"), []);
    // one for the account, which the program retains
    deepEqual(engine.providers.world.urns.map(typeOf), ["aws:iam/serviceLinkedRole:ServiceLinkedRole"]);
    deepEqual([...keptInState(await engine.stack.state()).keys()], []);
  });
});

const matches = (urn: string, { type, name: wanted = "*" }: Side): boolean => {
  const own = nameOf(urn);
  const isNamed = wanted.endsWith("*") ? own.startsWith(wanted.slice(0, -1)) : own === wanted;
  return typeOf(urn) === type && isNamed;
};

/** A sentence for each pair of which the second began before the first was done, and for each side that was not there. */
function mistakes(events: readonly EngineEvent[], list: readonly OrderPair[], kind: "create" | "delete") {
  const began = new Map<string, number>();
  const done = new Map<string, number>();
  for (const [index, { resourcePreEvent, resOutputsEvent }] of events.entries()) {
    if (resourcePreEvent?.metadata.op === kind) began.set(resourcePreEvent.metadata.urn, index);
    if (resOutputsEvent?.metadata.op === kind) done.set(resOutputsEvent.metadata.urn, index);
  }
  const at = (side: Side) => [...began.keys()].filter((urn) => matches(urn, side));
  return list.flatMap(({ first, later }) => {
    const [firsts, laters] = [at(first), at(later)];
    if (firsts.length === 0 || laters.length === 0) return [`no ${kind} of ${first.type} and ${later.type}`];
    return laters.flatMap((one) =>
      firsts
        .filter((other) => {
          const [earlier, second] = kind === "create" ? [other, one] : [one, other];
          return other !== one && done.get(earlier)! > began.get(second)!;
        })
        .map((other) => `${kind}: ${nameOf(one)} and ${nameOf(other)} in the wrong order`),
    );
  });
}
