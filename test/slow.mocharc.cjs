/**
 * How `npm run test:slow` runs: three files at a time, since a rehearsal waits more than it computes, and these first. The
 * longest would else run alone in the end; and rehearsals, which must keep to time, stand among files that only compute.
 */
const { readdirSync } = require("node:fs");
const { sep } = require("node:path");
const base = require("../.mocharc.json");

const first = [
  "tools/rehearse/behaviour.slow.ts",
  "docs/commands.slow.ts",
  "tools/rehearse/aws/examples.slow.ts",
  "cases/suggestionsAndPolicies.slow.ts",
  "tools/rehearse/aws/scenarios.slow.ts",
  "tools/plan/whatIf/karpenter.slow.ts",
];

const all = readdirSync(__dirname, { recursive: true })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => path.endsWith(".slow.ts"))
  .sort();
const gone = first.filter((path) => !all.includes(path));
if (gone.length > 0) throw new Error(`${__filename} names files that are not there: ${gone.join(", ")}`);
const rest = all.filter((path) => !first.includes(path));

module.exports = { ...base, jobs: 3, spec: [...first, ...rest].map((path) => `test/${path}`) };
