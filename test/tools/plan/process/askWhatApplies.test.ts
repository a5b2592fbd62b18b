import { deepEqual, equal } from "node:assert/strict";
import Module from "node:module";
import { join } from "node:path";
import { Server } from "@grpc/grpc-js";
import { textFile } from "../../../support/planned";

const { askOnlyWhatApplies } = require("../../../../tools/plan/process/askWhatApplies.cjs") as {
  askOnlyWhatApplies(served: (service: object, handlers: Handlers, concerns: Concerns) => void): void;
};

type Concerns = (type: string) => boolean;
type Answer<Request, Response> = (
  call: { readonly request: Request },
  callback: (cause: unknown, answer: Response) => void,
) => void;
interface Typed {
  getType(): string;
}
interface Diagnostics {
  getDiagnosticsList(): readonly string[];
}
interface Handlers {
  readonly analyze: Answer<Typed, readonly string[]>;
  readonly analyzeStack: Answer<{ getResourcesList(): readonly Typed[] }, Diagnostics>;
  readonly other: string;
}

/**
 * The SDK's server as the pack's class calls it; each answer is the names of the policies that were gone through, on the stack
 * with the types that each saw.
 */
const sdk = `
  const { Server } = require(${JSON.stringify(require.resolve("@grpc/grpc-js"))});
  exports.makeAnalyzeRpcFun = (name, version, level, policies) => (call, callback) =>
    callback(null, [name, version, level, ...policies.map((policy) => policy.name)]);
  exports.makeAnalyzeStackRpcFun = (name, version, level, policies) => ({ request }, callback) => {
    const types = request.getResourcesList().map((resource) => resource.getType()).join("");
    if (types.includes("!")) return callback(new Error(policies[0].name + " failed"));
    const seen = policies.map((policy) => policy.name + ": " + types);
    callback(undefined, { getDiagnosticsList: () => seen, addDiagnostics: (one) => seen.push(one) });
  };
  exports.serve = (name, version, level, { policies }) => {
    const analyze = exports.makeAnalyzeRpcFun(name, version, level, policies);
    const analyzeStack = exports.makeAnalyzeStackRpcFun(name, version, level, policies);
    new Server().addService({}, { analyze, analyzeStack, other: "as it was" });
  };
`;

describe("policies that are asked", () => {
  it("of a resource are all but those that are about other types, or about none; of the stack each with what it reads", async () => {
    const internals = Module as unknown as { _load: unknown };
    const { _load: load } = internals;
    const { addService } = Server.prototype;
    let handlers: Handlers | undefined;
    let served: { readonly handlers: Handlers; readonly concerns: Concerns } | undefined;
    const keep: typeof addService = (_, given) => {
      handlers = given as unknown as Handlers;
    };
    Server.prototype.addService = keep;
    try {
      askOnlyWhatApplies((_, methods, concerns) => {
        served = { handlers: methods, concerns };
      });
      const file = textFile("server.js", sdk);
      const { serve } = require(join(file)) as { serve(...args: unknown[]): void };
      const validateResource = () => {};
      const policies = [
        { name: "marked", validateResource: Object.assign(() => {}, { __pulumiType: "x" }) },
        { name: "listed", validateResource: Object.assign(() => {}, { __nodepoolsTypes: ["x", "y"] }) },
        {
          name: "tested",
          validateResource: Object.assign(() => {}, { __nodepoolsTypes: (type: string) => type !== "x" }),
        },
        { name: "unmarked", validateResource },
        { name: "several", validateResource: [validateResource] },
        { name: "all", validateStack: () => {} },
        { name: "one", validateStack: Object.assign(() => {}, { __pulumiType: "z" }) },
        { name: "some", validateStack: Object.assign(() => {}, { __nodepoolsTypes: (type: string) => type < "y" }) },
      ];
      serve("pack", "1.0.0", "mandatory", { policies });
      const asked = (type: string) => {
        let answer: readonly string[] = [];
        handlers!.analyze({ request: { getType: () => type } }, (_, names) => {
          answer = names;
        });
        return answer.slice(3);
      };
      deepEqual(asked("x"), ["marked", "listed", "unmarked", "several"]);
      deepEqual(asked("y"), ["listed", "tested", "unmarked", "several"]);
      deepEqual(asked("z"), ["tested", "unmarked", "several"]);
      deepEqual(asked("x"), ["marked", "listed", "unmarked", "several"]);
      const askedOfStack = (types: string): Promise<unknown> =>
        new Promise((accept) => {
          const request = { getResourcesList: () => [...types].map((type) => ({ getType: () => type })) };
          handlers!.analyzeStack({ request }, (cause, answer) => accept(cause ?? answer.getDiagnosticsList()));
        });
      // the SDK itself leaves a policy out whose only type the stack lacks; where it has it, the policy sees all
      deepEqual(await askedOfStack("yxwx"), ["all: yxwx", "one: yxwx", "some: xwx"]);
      deepEqual(await askedOfStack("x!"), new Error("all failed"));
      deepEqual([handlers!.other, served!.handlers], ["as it was", handlers]);
      equal(served!.concerns("x"), true);
      equal(Server.prototype.addService, keep);

      serve("pack", "1.0.0", "mandatory", { policies: [policies[0], policies[7]] });
      deepEqual(
        ["x", "w", "y"].map((type) => served!.concerns(type)),
        [true, true, false],
      );
    } finally {
      internals._load = load;
      Server.prototype.addService = addService;
    }
  });
});
