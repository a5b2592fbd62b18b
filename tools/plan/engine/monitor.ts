/** The gRPC server that the program takes for Pulumi's engine: ResourceMonitor and Engine on one port. */
import * as grpc from "@grpc/grpc-js";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PlanError } from "../../cli/errors";
import type { Deployment } from "./deployment";
import type { Alias, Answer, Registration } from "./registration";
import type { CustomTimeouts } from "./resource";
import { fromStruct, messageLimits, toStruct } from "./wire";

/** What the program logs with `pulumi.log`. */
export interface LogLine {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  readonly urn: string;
}

/** What the server passes on. */
export interface MonitorEvents {
  readonly log: (line: LogLine) => void;
  /** An error that ends the plan, whatever the program does with it. */
  readonly fail: (cause: unknown) => void;
  /** The SDK has all that it asks before it loads the program. */
  readonly letIn: () => void;
}

export interface Monitor {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  close(): void;
}

const severities = ["debug", "info", "warning", "error"] as const;

/** The calls of a protobuf map that are used here; its own typing has none for reading in order. */
interface MessageMap<T> {
  forEach(visit: (value: T, key: string) => void): void;
}

function entries<T>(map: MessageMap<T>): Map<string, T> {
  const result = new Map<string, T>();
  map.forEach((value, key) => {
    result.set(key, value);
  });
  return result;
}

function timeouts(message: monitor.RegisterResourceRequest.CustomTimeouts | undefined): CustomTimeouts | undefined {
  if (message === undefined) return undefined;
  const given = {
    create: message.getCreate(),
    update: message.getUpdate(),
    delete: message.getDelete(),
    read: message.getRead(),
  };
  const set = Object.entries(given).filter(([, text]) => text !== "");
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

function alias(message: AliasMessage): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return message.getUrn();
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    ...(spec.hasNoparent() ? { parent: "" } : spec.getParenturn() === "" ? {} : { parent: spec.getParenturn() }),
  };
}

function registration(request: monitor.RegisterResourceRequest): Registration {
  const dependencies = [...entries(request.getPropertydependenciesMap())].map(([key, message]) => [
    key,
    message.getUrnsList(),
  ]);
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    inputs: fromStruct(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(dependencies) as Record<string, string[]>,
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: request.getDeletedwith(),
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    customTimeouts: timeouts(request.getCustomtimeouts()),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    aliases: [...request.getAliasurnsList(), ...request.getAliasesList().map(alias)],
    provider: request.getProvider(),
    providers: entries(request.getProvidersMap()),
    version: request.getVersion(),
    ...(request.getImportid() === "" ? {} : { importId: request.getImportid() }),
    transforms: request
      .getTransformsList()
      .map((callback) => ({ target: callback.getTarget(), token: callback.getToken() })),
  };
}

function registered({ urn, id, outputs, outputDependencies = {} }: Answer): monitor.RegisterResourceResponse {
  const response = new monitor.RegisterResourceResponse().setUrn(urn).setId(id).setObject(toStruct(outputs));
  const map = response.getPropertydependenciesMap();
  for (const [key, urns] of Object.entries(outputDependencies)) {
    map.set(key, new monitor.RegisterResourceResponse.PropertyDependencies().setUrnsList([...urns]));
  }
  return response;
}

function readRegistration(request: monitor.ReadResourceRequest): Registration {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: true,
    inputs: fromStruct(request.getProperties()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    provider: request.getProvider(),
    version: request.getVersion(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    readId: request.getId(),
  };
}

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

/** A handler that answers with the result of an async function, and reports what it throws. */
function answering<Request, Response>(
  { fail }: MonitorEvents,
  answer: (request: Request) => Promise<Response> | Response,
): Unary<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then((response) => callback(null, response))
      .catch((cause: unknown) => {
        fail(cause);
        callback({ code: grpc.status.UNKNOWN, details: cause instanceof Error ? cause.message : String(cause) });
      });
  };
}

function refused(what: string): () => never {
  return () => {
    throw new PlanError(
      `the offline plan does not run ${what}; use transforms or transformations of resources, or what the resource itself offers`,
    );
  };
}

function monitorHandlers(deployment: Deployment, events: MonitorEvents): grpc.UntypedServiceImplementation {
  const empty = () => new Empty();
  return {
    supportsFeature: answering(events, () => new monitor.SupportsFeatureResponse().setHassupport(true)),
    registerPackage: answering(events, (request: monitor.RegisterPackageRequest) =>
      new monitor.RegisterPackageResponse().setRef(`${request.getName()}@${request.getVersion()}`),
    ),
    registerResource: answering(events, async (request: monitor.RegisterResourceRequest) =>
      registered(await deployment.register(registration(request))),
    ),
    readResource: answering(events, async (request: monitor.ReadResourceRequest) => {
      const { urn, outputs } = await deployment.register(readRegistration(request));
      return new monitor.ReadResourceResponse().setUrn(urn).setProperties(toStruct(outputs));
    }),
    registerResourceOutputs: answering(events, (request: monitor.RegisterResourceOutputsRequest) => {
      deployment.registerOutputs(request.getUrn(), fromStruct(request.getOutputs()));
      return empty();
    }),
    invoke: answering(events, async (request: monitor.ResourceInvokeRequest) => {
      const inputs = fromStruct(request.getArgs());
      const result = await deployment.invoke(request.getTok(), inputs, request.getProvider(), request.getVersion());
      return new provider.InvokeResponse().setReturn(toStruct(result));
    }),
    call: answering(events, (request: monitor.ResourceCallRequest) => {
      const result = deployment.call(request.getTok(), fromStruct(request.getArgs()).__self__);
      return new provider.CallResponse().setReturn(toStruct(result));
    }),
    registerStackTransform: answering(events, refused("stack transforms")),
    registerStackInvokeTransform: answering(events, refused("invoke transforms")),
    // hooks run around real operations, of which a plan has none
    registerResourceHook: answering(events, empty),
    registerErrorHook: answering(events, empty),
    signalAndWaitForShutdown: answering(events, empty),
  };
}

function engineHandlers(events: MonitorEvents): grpc.UntypedServiceImplementation {
  let root = "";
  return {
    log: answering(events, (request: engine.LogRequest) => {
      events.log({
        severity: severities[request.getSeverity()] ?? "info",
        message: request.getMessage(),
        urn: request.getUrn(),
      });
      return new Empty();
    }),
    getRootResource: answering(events, () => new engine.GetRootResourceResponse().setUrn(root)),
    setRootResource: answering(events, (request: engine.SetRootResourceRequest) => {
      root = request.getUrn();
      events.letIn();
      return new engine.SetRootResourceResponse();
    }),
    // which CLI will run the stack is not known here
    requirePulumiVersion: answering(events, () => new engine.RequirePulumiVersionResponse()),
  };
}

/** Starts the server on a free local port. */
export async function startMonitor(deployment: Deployment, events: MonitorEvents): Promise<Monitor> {
  const server = new grpc.Server(messageLimits);
  server.addService(ResourceMonitorService as unknown as grpc.ServiceDefinition, monitorHandlers(deployment, events));
  server.addService(EngineService as unknown as grpc.ServiceDefinition, engineHandlers(events));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (cause, bound) =>
      cause ? reject(cause) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
