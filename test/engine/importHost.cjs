/**
 * A language host for `pulumi import` where the official one is not installed: it is asked what the program needs, and needs
 * nothing, since import runs no program. Prints its port, as a host does.
 */
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

const answers = {
  getPluginInfo: () => new PluginInfo().setVersion("3.248.0"),
  handshake: () => new language.LanguageHandshakeResponse(),
  getRequiredPackages: () => new language.GetRequiredPackagesResponse(),
  getRequiredPlugins: () => new language.GetRequiredPluginsResponse(),
  about: () => new language.AboutResponse(),
  cancel: () => new Empty(),
};

/** What it is never asked says so. */
const unimplemented = (name) => (call, callback) => {
  const cause = { code: grpc.status.UNIMPLEMENTED, details: `${name} is not needed to import` };
  if (callback === undefined) call.destroy(Object.assign(new Error(cause.details), cause));
  else callback(cause);
};

const server = new grpc.Server();
server.addService(
  LanguageRuntimeService,
  Object.fromEntries(
    Object.keys(LanguageRuntimeService).map((name) => [
      name,
      answers[name] === undefined ? unimplemented(name) : (_, callback) => callback(null, answers[name]()),
    ]),
  ),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (cause, port) => {
  if (cause) throw cause;
  console.log(port);
});
