/** Resources as messages of Pulumi's analyzer protocol. */
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { type Properties, resolved } from "../engine/property";
import type { CustomTimeouts, RegisteredResource } from "../engine/resource";
import { toStruct } from "../engine/wire";

const secondsPerUnit: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a Go duration: "1h30m" is 5400. */
export function durationSeconds(text: string | undefined): number {
  let seconds = 0;
  for (const [, number, unit] of (text ?? "").matchAll(/(\d+(?:\.\d+)?)(h|ms|m|us|µs|ns|s)/g)) {
    seconds += Number(number) * (secondsPerUnit[unit ?? "s"] ?? 0);
  }
  return seconds;
}

function timeouts(given: CustomTimeouts | undefined): analyzer.AnalyzerResourceOptions.CustomTimeouts {
  return new analyzer.AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(durationSeconds(given?.create))
    .setUpdate(durationSeconds(given?.update))
    .setDelete(durationSeconds(given?.delete))
    .setRead(durationSeconds(given?.read));
}

function options(resource: RegisteredResource): analyzer.AnalyzerResourceOptions {
  return new analyzer.AnalyzerResourceOptions()
    .setProtect(resource.protect)
    .setIgnorechangesList([...resource.ignoreChanges])
    .setDeletebeforereplace(resource.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(resource.deleteBeforeReplace !== undefined)
    .setAdditionalsecretoutputsList([...resource.additionalSecretOutputs])
    .setAliasesList([...resource.aliases])
    .setCustomtimeouts(timeouts(resource.customTimeouts))
    .setParent(resource.parent);
}

/** Properties as the engine sends them to policies, each resource by its id (AnalyzeStack, KeepResources false). */
function plainStruct(properties: Properties): ReturnType<typeof toStruct> {
  return toStruct(resolved(properties) as Properties);
}

/** Messages of providers, made once: each provider has many resources. */
const providerMessages = new WeakMap<RegisteredResource, analyzer.AnalyzerProviderResource>();

function providerMessage(provider: RegisteredResource | undefined): analyzer.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  let message = providerMessages.get(provider);
  if (message === undefined) {
    message = new analyzer.AnalyzerProviderResource()
      .setType(provider.type)
      .setUrn(provider.urn)
      .setName(provider.name)
      .setProperties(plainStruct(provider.inputs));
    providerMessages.set(provider, message);
  }
  return message;
}

/** A resource before it is created: its inputs. */
export function analyzeRequest(
  resource: RegisteredResource,
  provider: RegisteredResource | undefined,
): analyzer.AnalyzeRequest {
  return new analyzer.AnalyzeRequest()
    .setType(resource.type)
    .setUrn(resource.urn)
    .setName(resource.name)
    .setProperties(plainStruct(resource.inputs))
    .setOptions(options(resource))
    .setProvider(providerMessage(provider));
}

/** A resource after all were created: its outputs and dependencies. */
export function analyzedResource(
  resource: RegisteredResource,
  provider: RegisteredResource | undefined,
): analyzer.AnalyzerResource {
  return stateOf(resource)
    .setType(resource.type)
    .setName(resource.name)
    .setOptions(options(resource))
    .setProvider(providerMessage(provider));
}

/** What {@link analyzeRequest} does not say of a resource, by its urn. */
export function stateOf(resource: RegisteredResource): analyzer.AnalyzerResource {
  const message = new analyzer.AnalyzerResource()
    .setUrn(resource.urn)
    .setProperties(plainStruct(resource.outputs))
    .setParent(resource.parent)
    .setDependenciesList([...resource.dependencies]);
  const map = message.getPropertydependenciesMap();
  for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
    map.set(key, new analyzer.AnalyzerPropertyDependencies().setUrnsList([...urns]));
  }
  return message;
}
