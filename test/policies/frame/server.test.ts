/** What the pack adds to the SDK's server: it reads the messages of the engine beside the SDK's own handlers. */
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { givenConfigErrors, watchGivenConfig } from "../../../policies/frame/givenConfig";
import { unpackOnce } from "../../../policies/frame/unpackOnce";

const methods = [AnalyzerService.configure, AnalyzerService.analyze, AnalyzerService.analyzeStack];
const handlers = methods.map(({ requestDeserialize }) => requestDeserialize);

after(() => {
  for (const [index, method] of methods.entries()) Object.assign(method, { requestDeserialize: handlers[index] });
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
  const inputs = Struct.fromJavaScript({ name: "queue" });
  const provider = new AnalyzerProviderResource().setProperties(Struct.fromJavaScript({ region: "us-east-1" }));

  it("is unpacked once, and its provider too, alone and with the stack", () => {
    unpackOnce();
    const single = AnalyzerService.analyze.requestDeserialize(
      bytes(new AnalyzeRequest().setProperties(inputs).setProvider(provider)),
    );
    const stack = AnalyzerService.analyzeStack.requestDeserialize(
      bytes(
        new AnalyzeStackRequest().setResourcesList([
          new AnalyzerResource().setProperties(inputs).setProvider(provider),
          new AnalyzerResource(),
        ]),
      ),
    );
    for (const message of [single, stack.getResourcesList()[0]!]) {
      const unpack = () => message.getProperties()?.toJavaScript();
      const unpackProvider = () => message.getProvider()?.getProperties()?.toJavaScript();
      deepEqual([unpack(), unpackProvider()], [{ name: "queue" }, { region: "us-east-1" }]);
      equal(unpack(), unpack());
      equal(unpackProvider(), unpackProvider());
    }
    notEqual(inputs.toJavaScript(), inputs.toJavaScript());
  });
});
