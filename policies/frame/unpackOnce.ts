/**
 * Unpacks each resource, and its provider, once. The SDK's server makes plain data of a resource's inputs again for every
 * rule, so that the pack's time grew with rules times resources. It copies the data for each, so rules can share it.
 */
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzeRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Must run before the pack's server is made. If the SDK changes, it only unpacks more often again. */
export function unpackOnce(): void {
  const { analyze, analyzeStack } = AnalyzerService;
  const analyzeFrom = analyze.requestDeserialize;
  analyze.requestDeserialize = (bytes: Buffer): AnalyzeRequest => {
    const request = analyzeFrom(bytes);
    remember(request.getProperties());
    remember(request.getProvider()?.getProperties());
    return request;
  };
  const analyzeStackFrom = analyzeStack.requestDeserialize;
  analyzeStack.requestDeserialize = (bytes: Buffer): AnalyzeStackRequest => {
    const request = analyzeStackFrom(bytes);
    for (const resource of request.getResourcesList()) {
      remember(resource.getProperties());
      remember(resource.getProvider()?.getProperties());
    }
    return request;
  };
}

function remember(properties: Struct | undefined): void {
  if (properties === undefined) return;
  const unpack = properties.toJavaScript.bind(properties);
  let unpacked: ReturnType<typeof unpack> | undefined;
  properties.toJavaScript = () => {
    unpacked ??= unpack();
    return unpacked;
  };
}
