import { deepEqual, equal, throws } from "node:assert/strict";
import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Rule, resourceRule, stackRule } from "../../../policies/frame/rule";
import { whole } from "../../../policies/frame/setting";
import { unknown } from "../../support/analyzer";

const metadata = {
  name: "queue-is-short",
  title: "A queue is short",
  reason: "long ones are read late",
  fix: "shorten it",
  severity: "low",
  enforcementLevel: "mandatory",
  settings: { most: whole(3, "Most.") },
} as const;

const urn = (name: string) => `urn:pulumi:test::p::q::${name}`;

type Report = { readonly message: string; readonly urn?: string; readonly enforcementLevel?: string };

/** What a rule reports of resources, as the SDK's server would call it. */
class Run {
  readonly reports: Report[] = [];
  private readonly report = (report: string | Report) =>
    void this.reports.push(typeof report === "string" ? { message: report } : report);

  constructor(
    private readonly rule: Rule,
    private readonly config: object = {},
  ) {}

  resource(name: string, props: object, type = "q"): this {
    const args = { type, urn: urn(name), name, props, opts: {}, getConfig: () => this.config };
    const { validateResource } = this.rule as ResourceValidationPolicy;
    (validateResource as (args: unknown, report: unknown) => void)(args, this.report);
    return this;
  }

  stack(...names: string[]): this {
    const resources = names.map((name) => ({ urn: urn(name), type: "q", name }) as PolicyResource);
    const { validateStack } = this.rule as StackValidationPolicy;
    (validateStack as (args: unknown, report: unknown) => void)(
      { resources, getConfig: () => this.config },
      this.report,
    );
    return this;
  }
}

/** The message of a report, below title and reason. */
const bodies = ({ reports }: Run): string[] => reports.map(({ message }) => message.split("\n")[1] ?? "");

const short = resourceRule({
  ...metadata,
  types: ["q"],
  check({ inputs, settings, violation, cannotTell, each }) {
    each(inputs.at("sizes").items(), (size) => {
      const number = size.number();
      if (number === undefined) throw new RangeError(`"${size.text()}" is not a valid size`);
      if (number > settings.most) violation(size, `is ${number}; at most ${settings.most} is allowed`);
    });
    if (inputs.at("alias").flag()) cannotTell("its length", "an alias decides");
    if (inputs.at("bug").flag()) throw new TypeError("a bug");
  },
});

describe("a rule on resources", () => {
  it("is a policy with all that the SDK shows of it, and its own texts", () => {
    const { validateResource: _, ...policy } = short as ResourceValidationPolicy & Rule;
    deepEqual(policy, {
      ...metadata,
      displayName: "A queue is short",
      description: "A queue is short: long ones are read late.",
      remediationSteps: "shorten it",
      configSchema: { properties: metadata.settings },
      types: ["q"],
    });
  });

  it("reports each violation with title and reason, subject, place, value and fix", () => {
    deepEqual(new Run(short).resource("a", { sizes: [3, 4, 5] }).reports, [
      {
        message:
          'A queue is short: long ones are read late.\nq "a": sizes[1] is 4; at most 3 is allowed. To fix it, shorten it.',
      },
      {
        message:
          'A queue is short: long ones are read late.\nq "a": sizes[2] is 5; at most 3 is allowed. To fix it, shorten it.',
      },
    ]);
  });

  it("takes its settings from the policy config", () => {
    deepEqual(bodies(new Run(short, { most: 4 }).resource("a", { sizes: [4, 5] })), [
      'q "a": sizes[1] is 5; at most 4 is allowed. To fix it, shorten it.',
    ]);
  });

  it("cannot tell as an advisory, whatever its level", () => {
    deepEqual(new Run(short).resource("a", { alias: true }).reports, [
      {
        message: 'A queue is short: long ones are read late.\nq "a": cannot tell about its length: an alias decides.',
        enforcementLevel: "advisory",
      },
    ]);
  });

  it("reports an unknown value once as an advisory, and checks everything else", () => {
    const run = new Run(short).resource("a", { sizes: [unknown, 4], alias: unknown });
    deepEqual(bodies(run), [
      'q "a": cannot tell yet: sizes[0] is known only when it is deployed; the rule decides then.',
      'q "a": sizes[1] is 4; at most 3 is allowed. To fix it, shorten it.',
      'q "a": cannot tell yet: alias is known only when it is deployed; the rule decides then.',
    ]);
    deepEqual(
      run.reports.map(({ enforcementLevel }) => enforcementLevel),
      ["advisory", undefined, "advisory"],
    );
    const twice = resourceRule({
      ...metadata,
      types: ["q"],
      check: ({ inputs, each }) => each([1, 2], () => inputs.at("sizes").text()),
    });
    equal(new Run(twice).resource("a", { sizes: unknown }).reports.length, 1);
  });

  it("reports what cannot be parsed, and lets a bug of ours through", () => {
    deepEqual(bodies(new Run(short).resource("a", { sizes: ["long", 4] })), [
      'q "a": cannot be checked: "long" is not a valid size. To fix it, shorten it.',
      'q "a": sizes[1] is 4; at most 3 is allowed. To fix it, shorten it.',
    ]);
    throws(() => new Run(short).resource("a", { bug: true }), new TypeError("a bug"));
  });

  it("ends a sentence with a question mark of its own", () => {
    const asking = resourceRule({
      ...metadata,
      types: ["q"],
      check: ({ violation }) => violation("type:", 'there is none; did you mean "q"?'),
    });
    deepEqual(bodies(new Run(asking).resource("a", {})), [
      'q "a": type: there is none; did you mean "q"? To fix it, shorten it.',
    ]);
  });

  it("is silent about other types, and lets the SDK skip them where it is about one", () => {
    const many = resourceRule({ ...metadata, types: ["q", "r"], check: ({ violation }) => violation("x", "is there") });
    const tested = resourceRule({
      ...metadata,
      types: (type) => type.startsWith("q"),
      check: ({ violation }) => violation("x", "is there"),
    });
    deepEqual(bodies(new Run(short).resource("a", { sizes: [9] }, "r")), []);
    deepEqual(bodies(new Run(many).resource("a", {}, "s").resource("b", {}, "r")), [
      'r "b": x is there. To fix it, shorten it.',
    ]);
    deepEqual(bodies(new Run(tested).resource("a", {}, "s").resource("b", {}, "qs")), [
      'qs "b": x is there. To fix it, shorten it.',
    ]);
    const typeOf = (rule: Rule) =>
      ((rule as ResourceValidationPolicy).validateResource as { __pulumiType?: string }).__pulumiType;
    deepEqual([short, many, tested].map(typeOf), ["q", undefined, undefined]);
  });
});

describe("a rule on the stack", () => {
  const summed = () =>
    stackRule({
      ...metadata,
      types: ["q"],
      collect: ({ inputs }) => inputs.at("size").number(),
      check({ collected, settings, about }) {
        const sum = collected.reduce((total, { value }) => total + value, 0);
        const names = collected.map(({ subject }) => subject.name).join(", ");
        if (sum > settings.most) about("all queues").violation(names, `are ${sum} long`);
        for (const { subject, value } of collected) {
          if (value === 0) about(`queue ${subject.name}`, subject.urn).cannotTell("its size", "it is empty");
        }
      },
    });

  it("checks what it collected of the resources that are still there, in order of their urns", () => {
    const run = new Run(summed()).resource("b", { size: 2 }).resource("gone", { size: 9 }).resource("a", { size: 3 });
    deepEqual(run.stack("a", "b", "other").reports, [
      { message: "A queue is short: long ones are read late.\nall queues: a, b are 5 long. To fix it, shorten it." },
    ]);
  });

  it("keeps the last value of a resource that is analyzed twice", () => {
    const run = new Run(summed()).resource("a", { size: 9 }).resource("a", { size: 1 });
    deepEqual(run.stack("a").reports, []);
  });

  it("reports at the resource that it names", () => {
    deepEqual(new Run(summed()).resource("a", { size: 0 }).stack("a").reports, [
      {
        message: "A queue is short: long ones are read late.\nqueue a: cannot tell about its size: it is empty.",
        urn: urn("a"),
        enforcementLevel: "advisory",
      },
    ]);
  });

  it("collects nothing from a resource with an unknown value, or without what it needs", () => {
    const run = new Run(summed()).resource("a", { size: unknown }).resource("b", {}).resource("c", { size: 4 });
    deepEqual(bodies(run.stack("a", "b", "c")), [
      'q "a": cannot tell yet: size is known only when it is deployed; the rule decides then.',
      "all queues: c are 4 long. To fix it, shorten it.",
    ]);
  });

  it("reports what its check of the stack cannot parse", () => {
    const failing = stackRule({
      ...metadata,
      types: ["q"],
      collect: () => true,
      check: () => {
        throw new RangeError('"9" is not a valid sum');
      },
    });
    deepEqual(bodies(new Run(failing).stack()), [
      'the stack: cannot be checked: "9" is not a valid sum. To fix it, shorten it.',
    ]);
  });
});
