/**
 * In a policy pack's process: answers the plan's calls on a pipe with the handlers that the SDK has made for its gRPC server.
 * Only calls for each resource and for the stack come this way; the pack is started, configured and asked what it is over
 * gRPC, as the engine does. A pack without this (one with an SDK of its own in a bundle) is asked everything over gRPC.
 */
const { kinds, receive, send } = require("./frames.cjs");

const nothing = Buffer.alloc(0);

/**
 * @param {import("node:net").Socket} socket
 * @param service the SDK's AnalyzerService
 * @param handlers its methods, by name
 * @param {(type: string) => boolean} concerns false for a type that no policy is about
 */
exports.answerOn = (socket, service, handlers, concerns) => {
  /** What the stack's analysis needs of a resource again, by urn: the plan sends it once. */
  const analyzed = new Map();

  const answer = (call, method, body) => {
    const { requestDeserialize, responseSerialize } = service[method];
    const request = requestDeserialize(body);
    if (method === "analyze") {
      if (!concerns(request.getType())) return send(socket, call, kinds.unconcerned, nothing);
      analyzed.set(request.getUrn(), remembered(request));
    }
    if (method === "analyzeStack") request.getResourcesList().forEach(complete);
    const done = handlers[method]({ request }, (cause, response) => {
      try {
        if (cause) fail(call, cause);
        else send(socket, call, kinds.answer, responseSerialize(response));
      } catch {
        // protobuf's own words name neither the field nor the value
        fail(call, "a policy's report cannot be sent: its message, urn and the like must be text");
      }
    });
    // the SDK makes some of its answer where it catches nothing
    Promise.resolve(done).catch((cause) => fail(call, cause));
  };

  /** Options are copied: a policy gets their very lists, and may change them. */
  const remembered = (request) => ({
    type: request.getType(),
    name: request.getName(),
    options: request.getOptions()?.clone(),
    provider: request.getProvider(),
  });

  /** Gives back to a resource what the plan has left out of the message, since `analyze` had it. */
  const complete = (resource) => {
    const before = analyzed.get(resource.getUrn());
    if (before === undefined) return;
    resource.setType(before.type);
    resource.setName(before.name);
    resource.setOptions(before.options);
    resource.setProvider(before.provider);
  };

  const fail = (call, cause) =>
    send(socket, call, kinds.failure, Buffer.from(String(cause.details ?? cause.message ?? cause)));

  const methods = new Map(["analyze", "remediate", "analyzeStack"].map((method) => [kinds[method], method]));
  receive(socket, (call, kind, body) => {
    try {
      answer(call, methods.get(kind), body);
    } catch (cause) {
      fail(call, cause);
    }
  });
  send(socket, 0, kinds.ready, nothing);
};
