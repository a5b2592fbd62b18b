/** What the pack adds to the SDK's server: it reads the messages of the engine beside the SDK's own handlers. */
import { deepEqual, equal, notEqual } from "node:assert/strict";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerResourceOptions,
  ConfigureAnalyzerRequest,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { givenConfigErrors, watchGivenConfig } from "../../../policies/frame/givenConfig";
import { unpackOnce } from "../../../policies/frame/unpackOnce";

const method = AnalyzerService.configure;
const { requestDeserialize } = method;
const sdk = require("@pulumi/policy/deserialize") as {
  deserializeProperties(struct: Struct, proxySecrets: boolean): Record<string, unknown>;
};
const unpack = sdk.deserializeProperties;
const { makeAnalyzeRpcFun } = require("@pulumi/policy/server") as {
  makeAnalyzeRpcFun(
    ...pack: [string, string, string, readonly ResourceValidationPolicy[]]
  ): (call: { request: AnalyzeRequest }, callback: (cause: unknown) => void) => void;
};

after(() => {
  Object.assign(method, { requestDeserialize });
});

const bytes = (message: { serializeBinary(): Uint8Array }) => Buffer.from(message.serializeBinary());

describe("the policy config that the engine sends", () => {
  const configure = (entries: Readonly<Record<string, PolicyConfig>>) => {
    const request = new ConfigureAnalyzerRequest();
    for (const [name, config] of Object.entries(entries)) request.getPolicyconfigMap().set(name, config);
    return AnalyzerService.configure.requestDeserialize(bytes(request));
  };
  const properties = (values: Parameters<typeof Struct.fromJavaScript>[0]) =>
    new PolicyConfig().setProperties(Struct.fromJavaScript(values));

  it("has no errors before it is sent, all of them after, and reaches the SDK as it is", () => {
    watchGivenConfig([{ name: "queue-is-short", properties: { most: { type: "integer" } } }]);
    deepEqual(givenConfigErrors(), []);
    const request = configure({
      all: new PolicyConfig(),
      "queue-is-short": properties({ most: "3", least: 1 }),
      "queue-is-shot": new PolicyConfig(),
    });
    deepEqual(
      givenConfigErrors().map(({ path }) => path),
      ["queue-is-short.least", "queue-is-short.most", "queue-is-shot"],
    );
    deepEqual(request.getPolicyconfigMap().get("queue-is-short")?.getProperties()?.toJavaScript(), {
      most: "3",
      least: 1,
    });
    configure({ "queue-is-short": properties({ most: 3 }) });
    deepEqual(givenConfigErrors(), []);
  });
});

describe("a resource that the engine sends", () => {
  const struct = () => Struct.fromJavaScript({ name: "queue", tags: { owner: "a" } });
  const plain = { name: "queue", tags: { owner: "a" } };

  after(() => {
    sdk.deserializeProperties = unpack;
  });

  it("is unpacked once for all rules, and each time for a remediation, which may change it", () => {
    unpackOnce();
    const inputs = struct();
    const first = sdk.deserializeProperties(inputs, false);
    deepEqual(first, plain);
    equal(sdk.deserializeProperties(inputs, false), first);
    notEqual(sdk.deserializeProperties(struct(), false), first);
    notEqual(sdk.deserializeProperties(inputs, true), first);
    notEqual(sdk.deserializeProperties(inputs, true), sdk.deserializeProperties(inputs, true));
  });

  it("reaches the SDK's server so", async () => {
    const seen: unknown[] = [];
    const rule = (name: string): ResourceValidationPolicy => ({
      name,
      description: name,
      enforcementLevel: "advisory",
      validateResource: ({ props }) => void seen.push(props.__getSpecialProxyTarget),
    });
    const analyze = makeAnalyzeRpcFun("pack", "1.0.0", "advisory", [rule("one"), rule("two")]);
    const request = new AnalyzeRequest().setProperties(struct()).setOptions(new AnalyzerResourceOptions());
    await new Promise((done) => analyze({ request }, done));
    deepEqual(seen, [plain, plain]);
    equal(seen[0], seen[1]);
  });
});
