/** Calls of a policy pack's methods for resources and for the stack: by a pipe where the pack answers there, else over gRPC. */
import type * as grpc from "@grpc/grpc-js";
import type { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { RegisteredResource } from "../engine/resource";
import { analyzedResource, analyzeRequest, stateOf } from "./analyzerMessages";
import type { Channel } from "./channel";

/** A pack's methods. Each throws what the pack throws. */
export interface PackClient {
  /** Asks of a resource before it is created. @returns what policies report */
  analyze(resource: RegisteredResource, provider: RegisteredResource | undefined): Promise<Diagnostics>;
  /** Lets policies change a resource's inputs. */
  remediate(
    resource: RegisteredResource,
    provider: RegisteredResource | undefined,
  ): Promise<readonly analyzer.Remediation[]>;
  /** Asks of all resources together, after `analyze` of each. @returns what policies report */
  analyzeStack(
    resources: readonly RegisteredResource[],
    providerOf: (resource: RegisteredResource) => RegisteredResource | undefined,
  ): Promise<Diagnostics>;
}

type Diagnostics = readonly analyzer.AnalyzeDiagnostic[];

type Rpc = <Request, Response>(
  method: (request: Request, callback: (cause: grpc.ServiceError | null, response: Response) => void) => unknown,
  request: Request,
) => Promise<Response>;

/** Calls a unary method. @throws the gRPC error, as a rejection */
export const rpc: Rpc = (method, request) =>
  new Promise((accept, reject) => {
    method(request, (cause, response) => (cause === null ? accept(response) : reject(cause)));
  });

/** Over gRPC, as the engine calls them. */
export function byServer(server: AnalyzerClient): PackClient {
  return {
    analyze: async (resource, provider) => {
      const request = analyzeRequest(resource, provider);
      const answer = await rpc<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>(server.analyze.bind(server), request);
      return answer.getDiagnosticsList();
    },
    remediate: async (resource, provider) => {
      const request = analyzeRequest(resource, provider);
      const call = server.remediate.bind(server);
      return (await rpc<analyzer.AnalyzeRequest, analyzer.RemediateResponse>(call, request)).getRemediationsList();
    },
    analyzeStack: async (resources, providerOf) => {
      const request = new analyzer.AnalyzeStackRequest();
      request.setResourcesList(resources.map((resource) => analyzedResource(resource, providerOf(resource))));
      const call = server.analyzeStack.bind(server);
      return (await rpc<analyzer.AnalyzeStackRequest, analyzer.AnalyzeResponse>(call, request)).getDiagnosticsList();
    },
  };
}

/** By the pipe: the same messages, but what no policy is about, and what the pack has of a resource already. */
export function byChannel(channel: Channel): PackClient {
  const unconcerned = new Set<string>();
  const analyzed = new Set<string>();
  return {
    analyze: async (resource, provider) => {
      if (unconcerned.has(resource.type)) return [];
      const answer = await channel.call("analyze", analyzeRequest(resource, provider).serializeBinary());
      if (answer === undefined) {
        unconcerned.add(resource.type);
        return [];
      }
      analyzed.add(resource.urn);
      return answer.length === 0 ? [] : analyzer.AnalyzeResponse.deserializeBinary(answer).getDiagnosticsList();
    },
    remediate: async (resource, provider) => {
      const answer = await channel.call("remediate", analyzeRequest(resource, provider).serializeBinary());
      return analyzer.RemediateResponse.deserializeBinary(answer!).getRemediationsList();
    },
    analyzeStack: async (resources, providerOf) => {
      const request = new analyzer.AnalyzeStackRequest();
      request.setResourcesList(
        resources
          .filter(({ type }) => !unconcerned.has(type))
          .map((resource) =>
            analyzed.has(resource.urn) ? stateOf(resource) : analyzedResource(resource, providerOf(resource)),
          ),
      );
      const answer = await channel.call("analyzeStack", request.serializeBinary());
      return analyzer.AnalyzeResponse.deserializeBinary(answer!).getDiagnosticsList();
    },
  };
}
