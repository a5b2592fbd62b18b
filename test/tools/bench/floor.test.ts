import { deepEqual, equal, ok } from "node:assert/strict";
import { aimsOf } from "../../../tools/bench/aims";
import { floorResources } from "../../../tools/bench/floor";
import type { Cost } from "../../../tools/bench/measure";
import { markdownTable, textTable } from "../../../tools/bench/table";
import type { PlannedResource } from "../../../tools/plan/engine/resource";

const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;

function resource(type: string, name: string, given: Partial<PlannedResource> = {}): PlannedResource {
  return {
    urn: urn(type, name),
    type,
    name,
    parent: urn("pulumi:pulumi:Stack", "p-dev"),
    custom: true,
    remote: false,
    inputs: { name },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    customTimeouts: null,
    deletedWith: null,
    aliases: [],
    provider: null,
    expanded: false,
    path: null,
    ...given,
  };
}

describe("the floor of a plan", () => {
  it("is every resource once, after its parent, its provider and what it depends on, without what the engine makes", () => {
    const team = urn("nodepools:index:Team", "a");
    const cluster = urn("pulumi:providers:kubernetes", "cluster");
    const byDefault = urn("pulumi:providers:aws", "default");
    const resources = [
      resource("aws:sqs/queue:Queue", "q", {
        provider: `${byDefault}::[unknown]`,
        customTimeouts: { delete: "3m" },
        dependencies: [team, byDefault],
        ignoreChanges: ["tags"],
        aliases: [urn("aws:sqs/queue:Queue", "old")],
      }),
      resource("kubernetes:core/v1:Namespace", "ns", {
        parent: team,
        provider: `${cluster}::[unknown]`,
        protect: true,
      }),
      resource("nodepools:index:Team", "a", { custom: false }),
      resource("pulumi:providers:aws", "default", { parent: null }),
      resource("pulumi:providers:kubernetes", "cluster"),
      resource("pulumi:pulumi:Stack", "p-dev", { parent: null, custom: false }),
    ];
    const common = { custom: true, protect: false, ignoreChanges: [], aliases: [], dependsOn: [] };
    deepEqual(floorResources({ resources }), [
      { ...common, type: "nodepools:index:Team", name: "a", custom: false, inputs: { name: "a" } },
      {
        ...common,
        type: "aws:sqs/queue:Queue",
        name: "q",
        inputs: { name: "q" },
        ignoreChanges: ["tags"],
        aliases: [urn("aws:sqs/queue:Queue", "old")],
        dependsOn: [0],
        timeouts: { delete: "3m" },
      },
      { ...common, type: "pulumi:providers:kubernetes", name: "cluster", inputs: { name: "cluster" } },
      {
        ...common,
        type: "kubernetes:core/v1:Namespace",
        name: "ns",
        inputs: { name: "ns" },
        protect: true,
        parent: 0,
        provider: 2,
      },
    ]);
  });
});

describe("the bench's aims", () => {
  const part = { cpu: 1, peak: 100 };
  const cost = (wall: number, largest: number): Cost => ({
    ...{ wall, largest, ...part, parts: { plan: part, program: part, pack: part }, exitCode: 0 },
  });
  const met = (teams: number, plan: Cost, floor: Cost) =>
    aimsOf({ teams, plan, floor }, cost(1, 90)).map(({ text, isMet }) => `${text}: ${isMet}`);

  it("compare many teams with the floor, one with the empty program", () => {
    deepEqual(met(100, cost(1.6, 500), cost(1, 100)), [
      "100 teams: wall time ÷ floor: true",
      "100 teams: largest process, MB: true",
    ]);
    deepEqual(met(100, cost(1.61, 501), cost(1, 100)), [
      "100 teams: wall time ÷ floor: false",
      "100 teams: largest process, MB: false",
    ]);
    deepEqual(met(1, cost(2.5, 200), cost(1, 100))[0], "1 team: wall time ÷ empty program: true");
    deepEqual(met(1, cost(2.51, 200), cost(1, 100))[0], "1 team: wall time ÷ empty program: false");
  });

  it("allow half as much memory again as the floor's, where that is above 500 MB", () => {
    ok(met(1000, cost(1, 1500), cost(1, 1000))[1]?.endsWith("true"));
    ok(met(1000, cost(1, 1501), cost(1, 1000))[1]?.endsWith("false"));
  });
});

describe("the bench's tables", () => {
  const table = { columns: ["", "wall s"], rows: [["1 team", "1.7"]] };

  it("are for the terminal or Markdown", () => {
    equal(textTable(table), "         wall s\n1 team      1.7");
    equal(markdownTable(table), "|  | wall s |\n| --- | ---: |\n| 1 team | 1.7 |");
  });
});
