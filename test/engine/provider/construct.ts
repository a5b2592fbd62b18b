/** The component provider's part: registers a remote component and its children with the engine, as the EKS plugin does. */
import * as grpc from "@grpc/grpc-js";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { knownResource } from "../../../tools/plan/against/side";
import { isProperties, type Properties, resolved, unknown, type Value } from "../../../tools/plan/engine/property";
import type { Account } from "../../../tools/plan/engine/providers";
import type { Answer, Registration } from "../../../tools/plan/engine/registration";
import type { RegisteredResource } from "../../../tools/plan/engine/resource";
import { packageOf } from "../../../tools/plan/engine/urn";
import { fromStruct, messageLimits, toStruct } from "../../../tools/plan/engine/wire";
import { rpc } from "../../../tools/plan/policyPack/packClient";
import { construct } from "../../../tools/plan/standins/constructs";

/** Answers the engine's request to construct a component. */
export async function constructed(request: provider.ConstructRequest, account: Account) {
  const client = new ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
    messageLimits,
  );
  try {
    return await constructWith(client, request, account);
  } finally {
    client.close();
  }
}

async function constructWith(
  client: ResourceMonitorClient,
  request: provider.ConstructRequest,
  account: Account,
): Promise<provider.ConstructResponse> {
  const wire = fromStruct(request.getInputs());
  const given = Object.entries(wire).map(([key, value]) => {
    const from = new Set(request.getInputdependenciesMap().get(key)?.getUrnsList() ?? []);
    return { key, value: resolved(value, from), from: [...from] };
  });
  const inputs: Properties = Object.fromEntries(given.map(({ key, value }) => [key, value]));
  const propertyDependencies = Object.fromEntries(given.map(({ key, from }) => [key, from]));
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  const protect = request.hasProtect() ? request.getProtect() : undefined;
  const dependencies = request.getDependenciesList();
  const own = { type, name, parent, custom: false, inputs, dependencies, propertyDependencies, protect };
  const { urn } = await register(client, own, new Map());

  const providers = new Map<string, string>();
  request.getProvidersMap().forEach((reference: string, key: string) => {
    providers.set(key, reference);
  });
  const component = knownResource({
    urn,
    type,
    name,
    parent,
    custom: false,
    remote: true,
    inputs,
    propertyDependencies,
  });
  const { outputs, dependencies: from } = await construct({
    component,
    wire,
    account,
    resources: await referenced(client, wire),
    register: (child) => register(client, child, providers),
  });
  const registered = new monitor.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
  await rpc<monitor.RegisterResourceOutputsRequest, Empty>(client.registerResourceOutputs.bind(client), registered);

  const response = new provider.ConstructResponse().setUrn(urn).setState(toStruct(outputs));
  for (const [key, urns] of Object.entries(from))
    response
      .getStatedependenciesMap()
      .set(key, new provider.ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
  return response;
}

async function register(
  client: ResourceMonitorClient,
  child: Registration,
  providers: ReadonlyMap<string, string>,
): Promise<Answer> {
  const request = new monitor.RegisterResourceRequest()
    .setType(child.type)
    .setName(child.name)
    .setParent(child.parent)
    .setCustom(child.custom)
    .setObject(toStruct(child.inputs))
    .setVersion(child.version ?? "")
    .setProvider(child.custom ? (providers.get(packageOf(child.type)) ?? "") : "")
    // the SDK counts what an input comes from among the dependencies
    .setDependenciesList([...new Set([...child.dependencies, ...Object.values(child.propertyDependencies).flat()])])
    .setIgnorechangesList([...(child.ignoreChanges ?? [])])
    .setAcceptsecrets(true)
    .setAcceptresources(true);
  if (child.protect !== undefined) request.setProtect(child.protect);
  if (!child.custom) for (const [key, reference] of providers) request.getProvidersMap().set(key, reference);
  for (const [key, urns] of Object.entries(child.propertyDependencies))
    request
      .getPropertydependenciesMap()
      .set(key, new monitor.RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]));
  const answer = await rpc<monitor.RegisterResourceRequest, monitor.RegisterResourceResponse>(
    client.registerResource.bind(client),
    request,
  );
  return { urn: answer.getUrn(), id: answer.getId(), outputs: fromStruct(answer.getObject()) };
}

/** The resources that inputs refer to, by urn, with their outputs: as the SDK in the plugin asks the engine for them. */
async function referenced(client: ResourceMonitorClient, wire: Properties): Promise<Map<string, RegisteredResource>> {
  const found = new Map<string, RegisteredResource>();
  for (const urn of Object.values(wire).flatMap((value) => urnsIn(value))) {
    const request = new monitor.ResourceInvokeRequest()
      .setTok("pulumi:pulumi:getResource")
      .setArgs(toStruct({ urn }))
      .setAcceptresources(true);
    const answer = await rpc<monitor.ResourceInvokeRequest, provider.InvokeResponse>(
      client.invoke.bind(client),
      request,
    );
    const { id, state } = fromStruct(answer.getReturn());
    const outputs = isProperties(state) ? state : {};
    found.set(
      urn,
      knownResource({ urn, type: "", name: "", inputs: {}, outputs, id: id === unknown ? "" : String(id) }),
    );
  }
  return found;
}

/** The urn in an input that is a reference to a resource, or an output with one. */
function urnsIn(value: Value): readonly string[] {
  if (!isProperties(value)) return [];
  if (typeof value.urn === "string") return [value.urn];
  return value.value === undefined ? [] : urnsIn(value.value);
}
