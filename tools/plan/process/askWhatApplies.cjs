/**
 * Lets a policy pack's server ask of each resource only the policies that are about its type. The SDK goes through all of them
 * for every resource, makes each one's arguments, and names in its answer those that it has left out, which the plan does not
 * read. In this process, whose only reader is the plan.
 */
const Module = require("node:module");

exports.askOnlyWhatApplies = () => {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    // the pack's class calls it on this object
    if (/(^|[\\/])server(\.js)?$/.test(request) && exports?.makeAnalyzeRpcFun !== undefined) choose(exports);
    return exports;
  };
};

const chosen = Symbol("chosen");

/** @param sdk @pulumi/policy/server */
function choose(sdk) {
  if (sdk[chosen]) return;
  sdk[chosen] = true;
  const { serve, makeAnalyzeRpcFun } = sdk;
  sdk.serve = (name, version, level, args, config) => {
    const byType = new Map();
    const handlerOf = (type) => {
      let handler = byType.get(type);
      if (handler === undefined) {
        const policies = (args.policies ?? []).filter((policy) => mayApply(policy, type));
        handler = makeAnalyzeRpcFun(name, version, level, policies);
        byType.set(type, handler);
      }
      return handler;
    };
    const { prototype } = require("@grpc/grpc-js").Server;
    const { addService } = prototype;
    prototype.addService = function (service, handlers) {
      const analyze = (call, callback) => handlerOf(call.request.getType())(call, callback);
      return addService.call(this, service, handlers.analyze === undefined ? handlers : { ...handlers, analyze });
    };
    try {
      return serve(name, version, level, args, config);
    } finally {
      prototype.addService = addService;
    }
  };
}

/** Not, only where the policy's function is marked: by the SDK with a type, by policies/frame/rule.ts with several. */
function mayApply({ validateResource }, type) {
  if (validateResource === undefined) return false;
  const { __pulumiType: only, __nodepoolsTypes: several } = validateResource;
  if (several !== undefined) return typeof several === "function" ? several(type) : several.includes(type);
  return only === undefined || only === type;
}
