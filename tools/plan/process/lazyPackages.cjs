/**
 * Delays two packages that Pulumi's SDK loads at every start and uses only to turn a function into a lambda or a dynamic
 * provider: TypeScript's compiler (9 MB of source) and npm's resolver. Together they are a third of the start of a program
 * or a policy pack, and 60 MB. They are loaded when they are first read.
 */
const Module = require("node:module");

const lazy = new Set(["typescript", "@npmcli/arborist"]);
const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]/;

exports.delayPackages = () => {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    if (!lazy.has(request) || !sdk.test(parent?.filename ?? "")) return load.call(this, request, parent, ...rest);
    return loadedWhenRead(() => load.call(this, request, parent, ...rest));
  };
};

function loadedWhenRead(load) {
  let loaded;
  const real = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(
    {},
    {
      // TypeScript's `import *` reads this at once, and copies every property where it is not true
      get: (_, key) => (key === "__esModule" ? true : real()[key]),
      has: (_, key) => key in real(),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const property = Object.getOwnPropertyDescriptor(real(), key);
        return property === undefined ? undefined : { ...property, configurable: true };
      },
    },
  );
}
