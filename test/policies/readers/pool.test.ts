import { deepEqual, equal, match, throws } from "node:assert/strict";
import { Field, Undecided } from "../../../policies/frame/field";
import { checkTrait } from "../../../policies/readers/admittedTrait";
import { poolCeilingOf, readPool } from "../../../policies/readers/pool";
import { unknown } from "../../support/analyzer";
import { only } from "../objects";
import { reporter } from "../reporter";

const pool = (requirements: unknown, spec: object = {}, labels: object = {}) =>
  new Field({ spec: { ...spec, template: { metadata: { labels }, spec: { requirements } } } });

describe("a NodePool, as rules read it", () => {
  it("is one answer for equal templates and regions", () => {
    const inputs = () => pool([only.types("m5.xlarge")]);
    equal(readPool(inputs(), "us-east-1"), readPool(inputs(), "us-east-1"));
    deepEqual(
      readPool(inputs(), "us-east-1").types.map(({ type }) => type),
      ["m5.xlarge"],
    );
    equal(readPool(inputs(), "eu-west-1").region, "eu-west-1");
  });

  it("names the first requirement or label of Karpenter's that is not known, and reads the others", () => {
    const known = only.types("m5.xlarge");
    const typesOf = (inputs: Field) => readPool(inputs, "us-east-1").types.length;
    const unsure = (inputs: Field) => readPool(inputs, "us-east-1").unknownPath;
    deepEqual(
      [
        unsure(pool([known])),
        unsure(pool([known, { key: "kubernetes.io/arch", operator: "In", values: [unknown] }])),
        unsure(pool(unknown)),
        unsure(pool([known], {}, { "karpenter.k8s.aws/instance-cpu": unknown })),
        unsure(pool([known], {}, { team: unknown })),
      ],
      [
        undefined,
        "spec.template.spec.requirements[1].values[0]",
        "spec.template.spec.requirements",
        'spec.template.metadata.labels["karpenter.k8s.aws/instance-cpu"]',
        undefined,
      ],
    );
    equal(typesOf(pool([known, { key: "kubernetes.io/arch", operator: "In", values: [unknown] }])), 1);
  });

  it("reaches what its limits and types allow", () => {
    const inputs = pool([only.types("m5.xlarge")], { limits: { cpu: "10", memory: "999Gi" } });
    const { ceiling, unsure } = poolCeilingOf(inputs, readPool(inputs, "us-east-1"));
    deepEqual([ceiling.nodes, ceiling.cpuMillis, unsure], [2, 8000, undefined]);
  });

  it("is unsure of a type that the catalogue lacks", () => {
    const inputs = pool([only.types("x9.large")], { limits: { cpu: "10", memory: "1Gi" } });
    equal(poolCeilingOf(inputs, readPool(inputs)).unsure?.includes("x9.large"), true);
  });

  it("throws at a limit that is not known", () => {
    const inputs = pool([], { limits: { cpu: unknown } });
    throws(() => poolCeilingOf(inputs, readPool(inputs)), new Undecided("spec.limits.cpu"));
  });
});

describe("a trait of the types that a pool admits", () => {
  const family = {
    label: "karpenter.k8s.aws/instance-family",
    plural: "instance families",
    setting: "instanceFamilies",
    of: ({ family }: { family: string }) => family,
    inName: (type: string) => type.split(".")[0],
  };
  const found = (requirements: unknown, settings: { allowed?: string[]; forbidden?: string[] }) => {
    const { reported, ...to } = reporter();
    checkTrait(pool(requirements), family, { allowed: [], forbidden: [], ...settings }, to);
    return reported;
  };
  const place = "spec.template.spec.requirements";

  it("may be any that is allowed, or any that is not forbidden", () => {
    deepEqual(found([only.types("m5.xlarge")], { allowed: ["m5"] }), []);
    deepEqual(found([only.types("m5.xlarge")], { forbidden: ["m4"] }), []);
  });

  it("is reported where a requirement names it, also by a type that the catalogue lacks", () => {
    deepEqual(found([only.types("x9.large", "m5.xlarge")], { allowed: ["m5"] }), [
      `violation: ${place}[0] names the instance families x9; allowed instance families are m5`,
    ]);
  });

  it("is reported where an admitted type has it, at most twelve by name", () => {
    const [text = ""] = found([only.categories("m")], { allowed: ["m5"], forbidden: ["m4"] });
    match(
      text,
      /^violation: \S+ admit the instance families (m\S+, ){11}m\S+ and \d+ more; allowed instance families are m5; forbidden are m4$/,
    );
  });

  it("cannot be told where a requirement is not known", () => {
    const requirements = [only.categories("m"), { key: "kubernetes.io/arch", operator: "In", values: [unknown] }];
    deepEqual(found(requirements, { allowed: ["m5"] }), [
      `cannot tell about ${place}: ${place}[1].values[0] is not known yet; allowed instance families are m5`,
    ]);
  });
});
