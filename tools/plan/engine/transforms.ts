/**
 * Transforms of resources (`opts.transforms`): functions in the program that the engine calls for a resource and for all
 * below it, the children of remote components too. Order as in the engine: the resource's own, then each ancestor's.
 * Source: pulumi v3.248.0 pkg/resource/deploy/source_eval.go, RegisterResource.
 */
import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import { TransformRequest, TransformResourceOptions, TransformResponse } from "@pulumi/pulumi/proto/resource_pb";
import { PlanError } from "../../cli/errors";
import type { Properties } from "./property";
import type { Registration, Transform } from "./registration";
import { fromStruct, messageLimits, toStruct } from "./wire";

/** Options that a transform sees, and that the plan compares with what it gives back. */
const seenOptions = (options: TransformResourceOptions) =>
  JSON.stringify([
    options.getIgnoreChangesList(),
    options.getDependsOnList(),
    options.getProtect() === true,
    options.getRetainOnDelete() === true,
    options.getAliasesList().length,
  ]);

/**
 * The inputs as a transform of the program leaves them.
 * @throws PlanError when it changes options: the plan runs transforms of properties only
 */
export async function transformedInputs(transform: Transform, asked: Registration): Promise<Properties> {
  const options = new TransformResourceOptions()
    .setIgnoreChangesList([...(asked.ignoreChanges ?? [])])
    .setDependsOnList([...asked.dependencies])
    .setVersion(asked.version ?? "");
  if (asked.protect !== undefined) options.setProtect(asked.protect);
  if (asked.retainOnDelete !== undefined) options.setRetainOnDelete(asked.retainOnDelete);
  const request = new TransformRequest()
    .setType(asked.type)
    .setName(asked.name)
    .setCustom(asked.custom)
    .setParent(asked.parent)
    .setProperties(toStruct(asked.inputs))
    .setOptions(options);
  const response = TransformResponse.deserializeBinary(await called(transform, request.serializeBinary()));
  const given = response.getOptions();
  if (given !== undefined && seenOptions(given) !== seenOptions(options)) {
    throw new PlanError(
      `the offline plan runs transforms that change properties, and one changes options of ${asked.type} "${asked.name}"; set them on the resource itself`,
    );
  }
  return fromStruct(response.getProperties());
}

async function called({ target, token }: Transform, request: Uint8Array): Promise<Uint8Array> {
  const client = new CallbacksClient(target, grpc.credentials.createInsecure(), messageLimits);
  try {
    return await new Promise((resolve, reject) => {
      client.invoke(new CallbackInvokeRequest().setToken(token).setRequest(request), (cause, response) =>
        cause === null ? resolve(response.getResponse_asU8()) : reject(new PlanError(cause.details)),
      );
    });
  } finally {
    client.close();
  }
}
