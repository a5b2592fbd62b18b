/**
 * Keeps the code that V8 compiles from packages, so that the next start of the same kind does not parse 20 MB of them
 * again: two thirds of the time of a small plan. Node 22 has this built in (module.enableCompileCache), 20 not.
 * - Only files of node_modules that run as they are. The first time, each goes through the installed loader; if that
 *   passes its text on unchanged, the next time the text on disk, as long as its bytes are the same, goes to V8
 *   directly. A loader such as tsx parses each file for syntax to translate, and is slower than V8.
 * - Never the program's own files, nor the policies': they always go through the loader.
 * - It is stored beside the packages (node_modules/.cache), so `npm ci` removes it with them. A cache that is damaged, or
 *   cannot be written, costs time and nothing else.
 */
const crypto = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

const folder = path.join(__dirname, "../../../node_modules/.cache/plan");
/** Milliseconds without a new file after which what is new is kept: a policy pack is killed, it does not end. */
const quiet = 1000;

/** Text's hash and V8's code, by file. */
let kept = new Map();
/** Hash and script of files that were compiled here. */
const fresh = new Map();
let store = "";
let saving;

/** @param {string} kind processes of one kind load mostly the same files */
exports.keepCode = (kind) => {
  // a plan among several is started with quickStart.cjs, and does it itself as well
  if (store !== "") return;
  // V8 rejects code of another version or with other flags. The SDK sets this flag while it is loading
  // (runtime/closure/v8.js): the code of all files before that would always be rejected
  v8.setFlagsFromString("--allow-natives-syntax");
  store = path.join(folder, `${kind}-${process.arch}-${v8.cachedDataVersionTag()}.bin`);
  try {
    kept = v8.deserialize(fs.readFileSync(store));
  } catch {
    kept = new Map();
  }
  const { load, _compile: compile } = Module.prototype;

  Module.prototype.load = function (filename) {
    const text = unchanged(filename);
    if (text === undefined) return load.call(this, filename);
    // node's own load does the rest; the loader is restored before the file's first line runs
    const loader = Module._extensions[".js"];
    const directly = (module) => {
      Module._extensions[".js"] = loader;
      module._compile(text, filename);
    };
    Module._extensions[".js"] = directly;
    try {
      return load.call(this, filename);
    } finally {
      // the file may be a loader that has installed itself
      if (Module._extensions[".js"] === directly) Module._extensions[".js"] = loader;
    }
  };

  Module.prototype._compile = function (text, filename, ...rest) {
    const run = isPackaged(filename) ? compiled(text, filename) : undefined;
    return run === undefined ? compile.call(this, text, filename, ...rest) : run(this);
  };
  process.once("exit", save);
};

const isPackaged = (filename) => /\.c?js$/.test(filename) && filename.includes(`${path.sep}node_modules${path.sep}`);

const hashOf = (text) => crypto.createHash("sha1").update(text).digest("latin1");

/** The text of a file that has not changed since it was compiled. */
function unchanged(filename) {
  const known = kept.get(filename);
  if (known === undefined) return undefined;
  const text = read(filename);
  return text !== undefined && hashOf(text) === known.hash ? text : undefined;
}

function read(filename) {
  try {
    return fs.readFileSync(filename, "utf8");
  } catch {
    return undefined;
  }
}

/** Runs a file's text in a module, as node does; undefined for a text that a loader has changed. */
function compiled(text, filename) {
  const hash = hashOf(text);
  const known = kept.get(filename);
  const isKnown = known?.hash === hash;
  if (!isKnown && read(filename) !== text) return undefined;
  const script = new vm.Script(Module.wrap(text.replace(/^#!.*/, "")), {
    filename,
    cachedData: isKnown ? known.code : undefined,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (!isKnown || script.cachedDataRejected) {
    fresh.set(filename, { hash, script });
    clearTimeout(saving);
    saving = setTimeout(save, quiet).unref();
  }
  return (module) =>
    script
      .runInThisContext()
      .call(module.exports, module.exports, requireOf(module), module, filename, path.dirname(filename));
}

/** The `require` of a module. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function save() {
  if (fresh.size === 0) return;
  for (const [filename, { hash, script }] of fresh) kept.set(filename, { hash, code: script.createCachedData() });
  fresh.clear();
  const beside = `${store}.${process.pid}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(beside, v8.serialize(kept));
    fs.renameSync(beside, store);
  } catch {
    fs.rmSync(beside, { force: true });
  }
}
