/**
 * Profiles the processes of a plan, for docs/performance.md: with NODE_OPTIONS="--require <this file>" each writes
 * .cache/profiles/<plan, program or pack>.cpuprofile. The pack is killed when it has answered, so it writes before its last answer.
 */
const fs = require("node:fs");
const inspector = require("node:inspector");
const Module = require("node:module");
const path = require("node:path");

const [, script = ""] = process.argv;
const isPack = script.includes("run-policy-pack");
const part = isPack ? "pack" : /@pulumi[\\/]pulumi[\\/]cmd[\\/]run/.test(script) ? "program" : "plan";
const folder = path.join(__dirname, "../../.cache/profiles");

const session = new inspector.Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.start");
process.once("exit", write);

let isWritten = false;

function write() {
  if (isWritten) return;
  isWritten = true;
  session.post("Profiler.stop", (cause, { profile } = {}) => {
    if (cause) throw new Error(`no profile: ${cause.message}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${part}.cpuprofile`), JSON.stringify(profile));
  });
}

if (isPack) {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    const method = /analyzer_grpc_pb/.test(request) ? exports?.AnalyzerService?.analyzeStack : undefined;
    if (method !== undefined && !method.isProfiled) {
      const { responseSerialize } = method;
      method.isProfiled = true;
      method.responseSerialize = (response) => {
        const bytes = responseSerialize(response);
        write();
        return bytes;
      };
    }
    return exports;
  };
}
