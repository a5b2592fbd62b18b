/**
 * Delays packages that Pulumi's SDK loads at every start and uses only to turn a function into a lambda or a dynamic provider:
 * TypeScript's compiler (9 MB of source) and npm's resolver. Together they are a third of the start of a program or a policy
 * pack, and 60 MB. They are loaded when they are first read. The SDK also registers ts-node in every policy pack, which reads
 * the compiler: here it is registered by the first TypeScript file that no other loader takes.
 */
const Module = require("node:module");

const lazy = new Set(["typescript", "@npmcli/arborist"]);
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const tsNode = /(^|[\\/])ts-node(@[\d.]+)?$/;

exports.delayPackages = () => {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    if (!sdk.test(parent?.filename ?? "")) return load.call(this, request, parent, ...rest);
    if (tsNode.test(request)) return registeredWhenNeeded(load.call(this, request, parent, ...rest));
    if (!lazy.has(request)) return load.call(this, request, parent, ...rest);
    // the SDK reads the version to write it down; where the package is missing, this throws as loading it would
    const version = request === "typescript" ? load.call(this, "typescript/package.json", parent).version : undefined;
    return loadedWhenRead(() => load.call(this, request, parent, ...rest), { version });
  };
};

/** @param real ts-node's exports */
function registeredWhenNeeded(real) {
  const register = (options = {}) => {
    // then JavaScript goes through it as well
    if (options.compilerOptions?.allowJs) return real.register(options);
    const handlers = Module._extensions;
    const before = { ".ts": handlers[".ts"], ".tsx": handlers[".tsx"] };
    for (const ending of Object.keys(before)) {
      handlers[ending] = (module, filename) => {
        for (const [each, handler] of Object.entries(before)) {
          if (handler === undefined) delete handlers[each];
          else handlers[each] = handler;
        }
        real.register(options);
        return handlers[ending](module, filename);
      };
    }
  };
  return { ...real, register };
}

/** @param known what can be told without loading; undefined is not known */
function loadedWhenRead(load, known) {
  let loaded;
  const real = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(
    {},
    {
      // TypeScript's `import *` reads this at once, and copies every property where it is not true
      get: (_, key) => (key === "__esModule" ? true : loaded === undefined ? (known[key] ?? real()[key]) : real()[key]),
      has: (_, key) => key in real(),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const property = Object.getOwnPropertyDescriptor(real(), key);
        return property === undefined ? undefined : { ...property, configurable: true };
      },
    },
  );
}
