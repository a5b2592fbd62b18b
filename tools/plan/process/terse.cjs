/**
 * Leaves out of Pulumi's SDK what only a debugger would read: a stack for every promise and every resource, and debug lines
 * to the engine. Loaded before the SDK. A program that waits for a promise that never settles is run again without this, to
 * name the promise.
 */
const Module = require("node:module");

/** @param {(promise: Promise<unknown>) => Promise<unknown>} watched what the SDK does with each of its promises */
exports.beTerse = (watched = counted) => {
  const load = Module._load;
  Module._load = (request, parent, isMain) => {
    const exports = load(request, parent, isMain);
    if (/(^|\/)log$/.test(request) && exports?.hasErrors !== undefined) exports.debug = () => Promise.resolve();
    // where each resource is written: a stack, mapped to the source, for every one of them
    if (/(^|\/)resource$/.test(request) && exports?.Resource?.callsites !== undefined)
      exports.Resource.callsites = () => [];
    if (/(^|\/)debuggable$/.test(request) && exports?.leakedPromises !== undefined) exports.debuggablePromise = watched;
    return exports;
  };
};

let underWay = 0;

/** Counts pending promises instead of keeping them; the count is not 0 at the end when one never settles. */
function counted(promise) {
  if (underWay === 0) process.once("exit", leave);
  underWay += 1;
  return promise.then(
    (value) => {
      settle();
      return value;
    },
    (cause) => {
      settle();
      throw cause;
    },
  );
}

function settle() {
  underWay -= 1;
  if (underWay === 0) process.off("exit", leave);
}

/** Exit code that asks the plan for a thorough run. */
function leave(code) {
  if (code === 0 && !process.exitCode) process.exitCode = 33;
}
