/**
 * The policy config as the engine sent it. The SDK hands each rule its own part only, and only with a resource of its
 * type, so an entry for a rule that does not exist, or meets no resource, could not be refused.
 */
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { ConfigError } from "./jsonSchema";
import { type ConfigurablePolicy, policyConfigErrors, type UnknownItem, unknownItems } from "./policyConfig";

let errors: readonly ConfigError[] = [];
let unknown: readonly UnknownItem[] = [];

/** All errors in the policy config that the engine sent; none before it has sent one. */
export const givenConfigErrors = (): readonly ConfigError[] => errors;

/** Items of lists in it that nothing refuses and that may be misspelt, as {@link unknownItems} tells them. */
export const givenUnknownItems = (): readonly UnknownItem[] => unknown;

/**
 * Checks every `configure` call beside the SDK's own handler, which does not tell what it got (@pulumi/policy 1.21
 * server.js: policyPackConfig). Must run before the pack's server is made.
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
    const config: unknown = Object.fromEntries(given);
    errors = policyConfigErrors(config, policies);
    unknown = unknownItems(config, policies);
    return request;
  };
}
