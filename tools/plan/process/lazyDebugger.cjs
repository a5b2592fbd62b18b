/**
 * Opens V8's debugger when the SDK first asks it something, which it does only to turn a function into a lambda or a dynamic
 * provider. The SDK opens it at every start, and from then on each promise costs two to four times as much. Opened late it
 * tells of the scripts before, too: the SDK's own listener would miss them.
 */
const Module = require("node:module");

exports.delayDebugger = () => {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    if (/[\\/]v8Hooks(\.js)?$/.test(request) && exports?.getSessionAsync !== undefined) {
      exports.isInitializedAsync = async () => {};
      exports.getSessionAsync = () => {
        session ??= opened();
        return session;
      };
      exports.getScriptUrl = (id) => scriptUrls.get(id);
    }
    return exports;
  };
};

let session;
const scriptUrls = new Map();

async function opened() {
  const inspector = require("node:inspector");
  const debugging = new inspector.Session();
  debugging.connect();
  debugging.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => scriptUrls.set(scriptId, url));
  await new Promise((resolve, reject) => {
    debugging.post("Debugger.enable", (cause) => (cause ? reject(cause) : resolve()));
  });
  return debugging;
}
