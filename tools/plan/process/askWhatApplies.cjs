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
    // a pack without marks is left to the SDK: its policies may report after they have answered, into the others' answers
    const [marked, unmarked] = [true, false].map((is) =>
      policies.filter(({ validateStack: ask }) => ask && isMarked(ask) === is),
    );
    const groups =
      marked.length === 0 ? [] : [...(unmarked.length === 0 ? [] : [unmarked]), ...marked.map((policy) => [policy])];
    const onStack = groups.map((group) => ({ group, handler: makeAnalyzeStackRpcFun(name, version, level, group) }));
    const analyze = (call, callback) => handlerOf(call.request.getType())(call, callback);
    const askAll = async (request) => {
      const answers = [];
      for (const { group, handler } of onStack) answers.push(await answerOn(handler, readBy(group, request)));
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
    if (!validate) return false;
    const { __pulumiType: only, __nodepoolsTypes: several } = validate;
    if (isMarked(validate)) return typeof several === "function" ? several(type) : several.includes(type);
    return typeof only !== "string" || only === "" || only === type || ask === "validateStack";
  };
}

const isMarked = (validate) => validate.__nodepoolsTypes !== undefined;

/** A request with the resources that some policy of a group reads, in their order. */
function readBy(group, request) {
  const all = request.getResourcesList();
  const reads = new Map();
  const isRead = (type) => {
    if (!reads.has(type)) reads.set(type, group.some(asksOf("validateStack", type)));
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
