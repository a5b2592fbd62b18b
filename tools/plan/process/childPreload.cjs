/**
 * Loaded by node before the program or the policy pack that the plan starts, through NODE_OPTIONS, which is restored at
 * once. It does for the child what the child cannot do by itself:
 * - it ends when the plan's process does, however that ended (a policy pack never ends alone);
 * - for a program, it leaves out what only a debugger would read: the SDK writes down a stack for every promise, and
 *   sends the engine several debug lines for every resource, one after the other. Both are half of the time and of the
 *   memory of a large stack;
 * - it starts in half of the CPU time: quickStart.cjs;
 * - it opens V8's debugger only for a function that becomes a lambda: lazyDebugger.cjs;
 * - it packs properties into messages, and unpacks them, in a tenth of the time: quickStruct.cjs;
 * - a policy pack is asked of each resource only the policies that are about its type, and by a pipe instead of HTTP/2:
 *   askWhatApplies.cjs, packChannel.cjs;
 * - it prints errors without colours. With them, Node 20.20 never returns from a stack frame such as
 *   `node_modules/@pulumi/nodeGroup.ts`, which the source maps of @pulumi/eks yield (internal/util/inspect,
 *   markNodeModules).
 */
const net = require("node:net");
const util = require("node:util");

const { PLAN_CHANNEL, PLAN_LIFELINE, PLAN_NODE_OPTIONS, PLAN_TERSE } = process.env;
if (PLAN_LIFELINE !== undefined) {
  for (const name of ["PLAN_CHANNEL", "PLAN_LIFELINE", "PLAN_NODE_OPTIONS", "PLAN_TERSE"]) delete process.env[name];
  if (PLAN_NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = PLAN_NODE_OPTIONS;

  printErrorsPlainly();
  if (PLAN_TERSE !== undefined) require("./terse.cjs").beTerse();
  require("./lazyDebugger.cjs").delayDebugger();
  require("./quickStruct.cjs").quickenStructs();
  if (PLAN_CHANNEL !== undefined) answerPlan(new net.Socket({ fd: Number(PLAN_CHANNEL) }));
  require("./quickStart.cjs");
  // the other end closes with the plan's process; unref, so that it keeps nothing alive
  new net.Socket({ fd: Number(PLAN_LIFELINE), readable: true, writable: false })
    .on("error", () => process.exit(1))
    .on("close", () => process.exit(1))
    .resume()
    .unref();
}

function answerPlan(channel) {
  // the lifeline says when the plan has gone
  channel.on("error", () => {}).unref();
  const { answerOn } = require("./packChannel.cjs");
  require("./askWhatApplies.cjs").askOnlyWhatApplies((...methods) => answerOn(channel, ...methods));
}

function printErrorsPlainly() {
  const { inspect } = util;
  const plainly = (value, options, ...rest) =>
    inspect(
      value,
      value instanceof Error && typeof options === "object" ? { ...options, colors: false } : options,
      ...rest,
    );
  util.inspect = Object.assign(plainly, inspect);
}
