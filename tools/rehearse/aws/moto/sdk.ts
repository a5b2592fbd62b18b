/** AWS's own SDK, as the process of moto runs it: calls as an administrator would make them, past the front layer. */
import { request } from "node:http";
import { UnreachableError } from "../../error";

/** AWS, or the SDK before it, refused a call. */
export class SdkError extends Error {
  override readonly name = "SdkError";
  /** @param code AWS's, such as "InvalidSubnet.Range"; the SDK's own "ParamValidationError" for what no client could send */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a call answered; which fields it has is in AWS's reference of the operation. */
export type Answer = Readonly<Record<string, unknown>>;

/** @param operation as Python's SDK writes it: "create_vpc" */
export type SdkCall = (
  service: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

type Reply = { readonly result: Answer } | { readonly error: { readonly code: string; readonly message: string } };

/** Posts JSON to a port of this machine. @throws UnreachableError when nothing answers */
function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const unreachable = (cause: Error) => reject(new UnreachableError(`moto does not answer: ${cause.message}`));
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const sent = request({ host: "127.0.0.1", port, method: "POST", path: "/", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", unreachable);
      answer.on("end", () => resolve(text));
    });
    sent.on("error", unreachable);
    sent.end(body);
  });
}

/** Calls of the SDK behind a port, in a region. They throw SdkError when AWS refuses, UnreachableError when nothing answers. */
export function sdkAt(port: number, region: string): SdkCall {
  return async (service, operation, parameters) => {
    const reply = JSON.parse(await post(port, JSON.stringify({ region, service, operation, parameters }))) as Reply;
    if ("error" in reply) throw new SdkError(reply.error.code, reply.error.message);
    return reply.result;
  };
}
