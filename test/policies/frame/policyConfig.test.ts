import { deepEqual } from "node:assert/strict";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { policyConfigErrors, unknownItems } from "../../../policies/frame/policyConfig";
import { rules } from "../../../policies/rules";

const policies = rules.map(({ name, settings }) => ({ name, properties: settings }));

/** All errors of a policy config for the pack, as lines. */
const errors = (config: unknown): string[] =>
  policyConfigErrors(config, policies).map(({ path, problem, advice }) => `${path}: ${problem}; ${advice}`);

describe("the errors of a policy config", () => {
  it("are none for levels, settings, both, and a level for all", () => {
    deepEqual(
      errors({
        all: "advisory",
        "pool-has-limits": "mandatory",
        "pool-within-ceiling": { maxCpu: "64", maxNodes: 0 },
        "ami-alias-is-pinned": { enforcementLevel: "disabled", in: "everywhere" },
      }),
      [],
    );
    deepEqual(errors({}), []);
  });

  it("name the policy, the setting and the level that were meant", () => {
    deepEqual(
      errors({
        "pool-within-cieling": "mandatory",
        poolHasLimits: "mandatory",
        "pool-within-ceiling": { maxCPUs: "64", enforcmentLevel: "mandatory" },
        "pool-has-limits": "madatory",
        all: { enforcementLevel: "Advisory" },
      }),
      [
        'pool-within-cieling: there is no such policy; did you mean "pool-within-ceiling"?',
        'poolHasLimits: there is no such policy; did you mean "pool-has-limits"?',
        'pool-within-ceiling.maxCPUs: there is no such setting; did you mean "maxCpu"? (maxCpu, maxMemory, maxNodes, maxGpu, enforcementLevel)',
        'pool-within-ceiling.enforcmentLevel: there is no such setting; did you mean "enforcementLevel"? (maxCpu, maxMemory, maxNodes, maxGpu, enforcementLevel)',
        'pool-has-limits: "madatory" is not an enforcement level; did you mean "mandatory"? (advisory, mandatory, disabled, remediate)',
        'all.enforcementLevel: "Advisory" is not an enforcement level; did you mean "advisory"? (advisory, mandatory, disabled, remediate)',
      ],
    );
  });

  it("list the settings of a policy where nothing is near, and never the policies", () => {
    deepEqual(
      errors({
        "spend-is-low": "mandatory",
        "pool-price-within-ceiling": { budget: 1 },
        "pool-has-limits": { budget: 1 },
        all: { maxCpu: "64" },
        "odd\u001b[31m": "mandatory",
      }),
      [
        "spend-is-low: there is no such policy; write all or the name of one of the pack's policies",
        "pool-price-within-ceiling.budget: there is no such setting; write one of maxUsdPerHour, requirePrice, region, enforcementLevel",
        "pool-has-limits.budget: there is no such setting; only enforcementLevel can be set",
        "all.maxCpu: there is no such setting; only enforcementLevel can be set",
        '["odd\\u001b[31m"]: there is no such policy; write all or the name of one of the pack\'s policies',
      ],
    );
  });

  it("refuse what is not an object of levels and settings", () => {
    deepEqual(errors([]), [": [] is not an object; write a level or settings by policy"]);
    deepEqual(errors({ "pool-has-limits": null, "pool-within-ceiling": ["mandatory"] }), [
      "pool-has-limits: null is not a level or an object of settings; write one of advisory, mandatory, disabled, remediate, or { }",
      'pool-within-ceiling: ["mandatory"] is not a level or an object of settings; write one of advisory, mandatory, disabled, remediate, or { }',
    ]);
  });

  it("know no policy and no setting that every JavaScript object has", () => {
    deepEqual(errors(JSON.parse('{ "constructor": {}, "pool-within-ceiling": { "toString": 1, "__proto__": 1 } }')), [
      "constructor: there is no such policy; write all or the name of one of the pack's policies",
      "pool-within-ceiling.toString: there is no such setting; write one of maxCpu, maxMemory, maxNodes, maxGpu, enforcementLevel",
      "pool-within-ceiling.__proto__: there is no such setting; write one of maxCpu, maxMemory, maxNodes, maxGpu, enforcementLevel",
    ]);
  });
});

describe("items of lists that are not known today", () => {
  it("are none of the defaults and of what the catalogue has", () => {
    const defaults = Object.fromEntries(
      policies.map(({ name, properties }) => [
        name,
        Object.fromEntries(Object.entries(properties).map(([key, setting]) => [key, setting.default])),
      ]),
    );
    deepEqual(unknownItems(defaults, policies), []);
    deepEqual(errors(defaults), []);
    const name = "pool-instance-families-are-allowed";
    const families = [...new Set(instanceTypes().map(({ family }) => family))];
    deepEqual(errors({ [name]: { forbidden: families } }), []);
    deepEqual(unknownItems({ [name]: { forbidden: families } }, policies), []);
    deepEqual(
      unknownItems({ [name]: { forbidden: ["c1", "m5q"] } }, policies).map(({ path }) => path),
      [`${name}.forbidden[1]`],
    );
  });

  it("are nothing where the schema refuses the list, knows none, or there is no list", () => {
    const name = "pool-instance-families-are-allowed";
    for (const config of [
      { [name]: { forbidden: ["m5q", "M5"] } },
      { [name]: { forbidden: "m5q" } },
      { [name]: "mandatory" },
      { "pool-names-its-owner": { labels: ["m5q"] } },
      [],
    ])
      deepEqual(unknownItems(config, policies), []);
  });
});
