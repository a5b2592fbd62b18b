/** Stand-in providers over Pulumi's provider protocol: one server for all packages, as PULUMI_DEBUG_PROVIDERS names it. */
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { pathText } from "../../../config";
import { defaultRegion } from "../../../tools/plan/engine/deployment";
import type { Properties } from "../../../tools/plan/engine/property";
import type { Subject } from "../../../tools/plan/engine/providers";
import { isProviderType, nameOf, typeOf } from "../../../tools/plan/engine/urn";
import { fromStruct, messageLimits, toStruct } from "../../../tools/plan/engine/wire";
import { standIns } from "../../../tools/plan/standins/table";
import { constructed } from "./construct";
import { type Difference, differences } from "./difference";
import { World } from "./world";

/** Packages that the server stands in for. */
const packages = ["aws", "eks", "kubernetes"] as const;

/** Newer than any plugin that is asked for, or the engine warns. */
const version = "999.0.0";

/** The running stand-ins. */
export interface StandInProviders {
  readonly world: World;
  /** Value of PULUMI_DEBUG_PROVIDERS. */
  readonly debugProviders: string;
  close(): void;
}

/** Starts the stand-ins on a free local port, with nothing made yet. */
export async function startProviders(): Promise<StandInProviders> {
  const world = new World();
  const server = new grpc.Server(messageLimits);
  server.addService(ResourceProviderService as unknown as grpc.ServiceDefinition, handlers(world));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (cause, bound) =>
      cause ? reject(cause) : resolve(bound),
    );
  });
  const debugProviders = packages.map((name) => `${name}:${port}`).join(",");
  return { world, debugProviders, close: () => server.forceShutdown() };
}

/** Answers with the result of a function, or with the error that it throws. */
function answering<Request, Response>(
  answer: (request: Request) => Promise<Response> | Response,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then((response) => callback(null, response))
      .catch((cause: Error) => callback({ code: grpc.status.UNKNOWN, details: cause.stack ?? cause.message }));
  };
}

const accepted = () =>
  new provider.ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(true)
    .setAcceptoutputs(true);

function handlers(world: World): grpc.UntypedServiceImplementation {
  // a stack works in one region, which each provider of AWS is configured with
  let account = standIns.account(defaultRegion);
  const subject = (urn: string, inputs: Properties, id?: string): Subject => ({
    urn,
    type: typeOf(urn),
    name: nameOf(urn),
    id,
    inputs,
    account,
  });
  const empty = () => new Empty();
  return {
    handshake: answering(() =>
      new provider.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true),
    ),
    attach: answering(empty),
    cancel: answering(empty),
    getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
    getSchema: answering(() => new provider.GetSchemaResponse().setSchema("{}")),
    configure: answering((request: provider.ConfigureRequest) => {
      const region = request.getVariablesMap().get("aws:config:region");
      if (region !== undefined) account = standIns.account(region);
      return accepted();
    }),
    checkConfig: answering((request: provider.CheckRequest) =>
      new provider.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answering(difference),
    check: answering((request: provider.CheckRequest) =>
      new provider.CheckResponse().setInputs(
        toStruct(standIns.checked(subject(request.getUrn(), fromStruct(request.getNews())))),
      ),
    ),
    diff: answering(difference),
    create: answering((request: provider.CreateRequest) => {
      const asked = subject(request.getUrn(), fromStruct(request.getProperties()));
      if (request.getPreview()) return new provider.CreateResponse().setProperties(toStruct(standIns.previewed(asked)));
      const { id, outputs } = world.create(asked);
      return new provider.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: answering((request: provider.ReadRequest) => {
      const found = world.read(request.getUrn(), request.getId());
      if (found === undefined) return new provider.ReadResponse();
      return new provider.ReadResponse()
        .setId(found.id)
        .setInputs(toStruct(found.inputs))
        .setProperties(toStruct(found.outputs));
    }),
    update: answering((request: provider.UpdateRequest) => {
      const id = request.getId();
      const asked = { ...subject(request.getUrn(), fromStruct(request.getNews()), id), id };
      refuseWhatTheApiServerRefuses(asked, fromStruct(request.getOldInputs()));
      return new provider.UpdateResponse().setProperties(toStruct(world.update(asked, request.getPreview())));
    }),
    delete: answering((request: provider.DeleteRequest) => {
      world.delete(request.getUrn(), request.getId());
      return new Empty();
    }),
    invoke: answering((request: provider.InvokeRequest) =>
      new provider.InvokeResponse().setReturn(
        toStruct(standIns.invoke(request.getTok(), fromStruct(request.getArgs()), account)),
      ),
    ),
    construct: answering((request: provider.ConstructRequest) => constructed(request, account)),
  };
}

/** Diff and DiffConfig: what differs, and what of it replaces the resource. */
function difference(request: provider.DiffRequest): provider.DiffResponse {
  const type = typeOf(request.getUrn());
  const found = differences(type, fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
  const changes =
    found.length > 0 ? provider.DiffResponse.DiffChanges.DIFF_SOME : provider.DiffResponse.DiffChanges.DIFF_NONE;
  const replacing = found.filter(({ replaces }) => replaces === "yes");
  const response = new provider.DiffResponse()
    .setChanges(changes)
    .setDiffsList([...new Set(found.map(({ steps }) => String(steps[0])))])
    .setReplacesList([...new Set(replacing.map(({ steps }) => String(steps[0])))])
    .setHasdetaileddiff(true)
    // objects and AWS resources with a name of ours cannot be there twice; the providers say so of the former
    .setDeletebeforereplace(type.startsWith("kubernetes:"));
  for (const each of found)
    response
      .getDetaileddiffMap()
      .set(pathText(each.steps), new provider.PropertyDiff().setKind(kindOf(each)).setInputdiff(true));
  return isProviderType(type) ? response.setDeletebeforereplace(false) : response;
}

function kindOf({ change, replaces }: Difference): provider.PropertyDiff["getKind"] extends () => infer K ? K : never {
  const { Kind } = provider.PropertyDiff;
  const kinds = {
    added: [Kind.ADD, Kind.ADD_REPLACE],
    removed: [Kind.DELETE, Kind.DELETE_REPLACE],
    changed: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  return kinds[change][replaces === "yes" ? 1 : 0];
}

/** @throws Error when a field changes that an update must not change */
function refuseWhatTheApiServerRefuses({ type, inputs }: Subject, before: Properties): void {
  const refused = differences(type, before, inputs).find(({ replaces }) => replaces === "refused");
  if (refused !== undefined) throw new Error(`${pathText(refused.steps)}: field is immutable`);
}
