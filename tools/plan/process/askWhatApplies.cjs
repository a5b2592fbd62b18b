/**
 * Lets a policy pack's server ask of each resource only the policies that are about its type, and of the stack each policy only
 * with the resources that it reads. The SDK goes through all policies for every resource, makes each one's arguments, and names
 * in its answer those that it has left out, which the plan does not read; and it makes objects of the whole stack for every
 * policy on it. In this process, whose only reader is the plan.
 */
const Module = require("node:module");

/** @param {(service: object, handlers: object, concerns: (type: string) => boolean) => void} served told of the pack's methods */
exports.askOnlyWhatApplies = (served = () => {}) => {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    // the pack's class calls it on this object
    if (/(^|[\\/])server(\.js)?$/.test(request) && exports?.makeAnalyzeRpcFun !== undefined) choose(exports, served);
    return exports;
  };
};

const chosen = Symbol("chosen");

/** @param sdk @pulumi/policy/server */
function choose(sdk, served) {
  if (sdk[chosen]) return;
  sdk[chosen] = true;
  const { serve, makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = sdk;
  sdk.serve = (name, version, level, args, config) => {
    const policies = args.policies ?? [];
    const byType = new Map();
    const handlerOf = (type) => {
      let handler = byType.get(type);
      if (handler === undefined) {
        handler = makeAnalyzeRpcFun(name, version, level, policies.filter(asksOf("validateResource", type)));
        byType.set(type, handler);
      }
      return handler;
    };
    const onStack = policies
      .filter(({ validateStack }) => validateStack !== undefined)
      .map((policy) => ({ policy, handler: makeAnalyzeStackRpcFun(name, version, level, [policy]) }));
    const analyze = (call, callback) => handlerOf(call.request.getType())(call, callback);
    const askAll = async (request) => {
      const answers = [];
      for (const { policy, handler } of onStack) answers.push(await answerOn(handler, readBy(policy, request)));
      return joined(answers);
    };
    const analyzeStack = ({ request }, callback) =>
      askAll(request).then((answer) => callback(undefined, answer), callback);
    const concerns = (type) =>
      policies.some((policy) => ["validateResource", "validateStack"].some((ask) => asksOf(ask, type)(policy)));

    const { prototype } = require("@grpc/grpc-js").Server;
    const { addService } = prototype;
    prototype.addService = function (service, handlers) {
      if (handlers.analyze === undefined) return addService.call(this, service, handlers);
      const asking = { ...handlers, analyze, ...(onStack.length === 0 ? {} : { analyzeStack }) };
      served(service, asking, concerns);
      return addService.call(this, service, asking);
    };
    try {
      return serve(name, version, level, args, config);
    } finally {
      prototype.addService = addService;
    }
  };
}

/**
 * True for a policy that may be about a type: unless its function is marked, by the SDK with one type, by policies/frame/rule.ts
 * with several.
 */
function asksOf(ask, type) {
  return ({ [ask]: validate }) => {
    if (validate === undefined) return false;
    const { __pulumiType: only, __nodepoolsTypes: several } = validate;
    if (several !== undefined) return typeof several === "function" ? several(type) : several.includes(type);
    return only === undefined || only === type || ask === "validateStack";
  };
}

/** A request with the resources that a policy on the stack reads, in their order. */
function readBy(policy, request) {
  const all = request.getResourcesList();
  const reads = new Map();
  const isRead = (type) => {
    if (!reads.has(type)) reads.set(type, asksOf("validateStack", type)(policy));
    return reads.get(type);
  };
  const resources = all.filter((resource) => isRead(resource.getType()));
  return { getResourcesList: () => resources };
}

const answerOn = (handler, request) =>
  new Promise((accept, reject) => {
    handler({ request }, (cause, response) => (cause ? reject(cause) : accept(response)));
  });

/** One answer with what all of them report. */
function joined([first, ...others]) {
  for (const other of others) for (const diagnostic of other.getDiagnosticsList()) first.addDiagnostics(diagnostic);
  return first;
}
