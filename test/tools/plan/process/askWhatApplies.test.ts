import { deepEqual, equal } from "node:assert/strict";
import Module from "node:module";
import { join } from "node:path";
import { Server } from "@grpc/grpc-js";
import { textFile } from "../../../support/planned";

const { askOnlyWhatApplies } = require("../../../../tools/plan/process/askWhatApplies.cjs") as {
  askOnlyWhatApplies(): void;
};

type Answer = (
  call: { readonly request: { getType(): string } },
  callback: (cause: null, names: string[]) => void,
) => void;
interface Handlers {
  readonly analyze: Answer;
  readonly other: string;
}

/** The SDK's server as the pack's class calls it; each answer is the names of the policies that were gone through. */
const sdk = `
  const { Server } = require(${JSON.stringify(require.resolve("@grpc/grpc-js"))});
  exports.makeAnalyzeRpcFun = (name, version, level, policies) => (call, callback) =>
    callback(null, [name, version, level, ...policies.map((policy) => policy.name)]);
  exports.serve = (name, version, level, { policies }) => {
    const analyze = exports.makeAnalyzeRpcFun(name, version, level, policies);
    new Server().addService({}, { analyze, other: "as it was" });
  };
`;

describe("policies that are asked of a resource", () => {
  it("are all but those that are about other types, or about none", () => {
    const internals = Module as unknown as { _load: unknown };
    const { _load: load } = internals;
    const { addService } = Server.prototype;
    let handlers: Handlers | undefined;
    const keep: typeof addService = (_, given) => {
      handlers = given as unknown as Handlers;
    };
    Server.prototype.addService = keep;
    try {
      askOnlyWhatApplies();
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
        { name: "on the stack", validateStack: () => {} },
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
      deepEqual(handlers!.other, "as it was");
      equal(Server.prototype.addService, keep);
    } finally {
      internals._load = load;
      Server.prototype.addService = addService;
    }
  });
});
