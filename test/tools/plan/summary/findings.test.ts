import { equal } from "node:assert/strict";
import type { Finding } from "../../../../config";
import { isFinding } from "../../../../tools/plan/summary/findings";

const findings: readonly Finding[] = [
  { level: "warning", rule: "public-endpoint", path: "cluster.endpoint", message: "is open" },
  { level: "warning", rule: "spread", path: "teams.a", value: 1, message: "is alone" },
];

describe("a warning of the program", () => {
  const cases: readonly (readonly [title: string, message: string, known: boolean])[] = [
    ["known by path and rule", "cluster.endpoint: is open (rule public-endpoint)", true],
    ["known in whatever words", "cluster.endpoint: is open to everyone; close it (rule public-endpoint)", true],
    ["known when each line is", "cluster.endpoint: x (rule public-endpoint)\nteams.a: y (rule spread)", true],
    ["new when one line is", "cluster.endpoint: x (rule public-endpoint)\nsomething else", false],
    ["new at another path", "cluster.endpoints: is open (rule public-endpoint)", false],
    ["new by another rule", "cluster.endpoint: is open (rule spread)", false],
    ["new without a rule", "cluster.endpoint: is open", false],
  ];
  for (const [title, message, known] of cases) it(`is ${title}`, () => equal(isFinding(message, findings), known));
});
