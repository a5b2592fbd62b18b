/**
 * What the caller's policy config says, as the engine sent it. The SDK hands each rule its own part only, and only
 * when a resource of its type comes along, so a rule that does not exist, or meets nothing, could not refuse anything.
 */
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { ConfigError } from "./jsonSchema";
import { type ConfigurablePolicy, policyConfigErrors } from "./policyConfig";

let errors: readonly ConfigError[] = [];

/** What is wrong with the config that the engine sent; empty before it has sent one. */
export const givenConfigErrors = (): readonly ConfigError[] => errors;

/**
 * Checks every `configure` call beside the SDK's own handler, which keeps what it gets to itself
 * (@pulumi/policy 1.21 server.js: policyPackConfig). Must run before the pack's server is made.
 */
export function watchGivenConfig(policies: readonly ConfigurablePolicy[]): void {
  const method = AnalyzerService.configure;
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes: Buffer): ConfigureAnalyzerRequest => {
    const request = requestDeserialize(bytes);
    const entries: [string, { getProperties(): { toJavaScript(): object } | undefined }][] = [];
    request.getPolicyconfigMap().forEach((config, name) => {
      entries.push([name, config]);
    });
    const given = entries.map(([name, config]) => [name, config.getProperties()?.toJavaScript() ?? {}]);
    errors = policyConfigErrors(Object.fromEntries(given), policies);
    return request;
  };
}
