/** The policy pack's own server: started and configured as the engine does it. */
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { enforcementLevels } from "../../../policies/frame/policyConfig";
import { PlanError } from "../../cli/errors";
import { fromStruct, messageLimits, toStruct } from "../engine/wire";
import { type Child, configVariables, startNode } from "../process/childProcess";
import { organization } from "../process/program";
import type { Project } from "../project/project";
import type { PulumiConfig } from "../project/pulumiConfig";
import { type Channel, openChannel } from "./channel";
import { byChannel, byServer, type PackClient, rpc } from "./packClient";
import { type GivenConfig, type PolicyConfig, type PolicyInfo, policyConfigs } from "./policyConfig";

/** A pack that is configured for a stack. */
export interface Connection {
  readonly client: PackClient;
  /** The gRPC server, which answers the same. */
  readonly server: AnalyzerClient;
  readonly policies: readonly PolicyInfo[];
  readonly config: ReadonlyMap<string, PolicyConfig>;
}

function policyInfo(message: analyzer.PolicyInfo): PolicyInfo {
  const schema = message.getConfigschema();
  return {
    name: message.getName(),
    description: message.getDescription(),
    level: enforcementLevels[message.getEnforcementlevel()] ?? "advisory",
    properties: fromStruct(schema?.getProperties()),
    required: schema?.getRequiredList() ?? [],
  };
}

function initialConfig(info: analyzer.AnalyzerInfo): ReadonlyMap<string, GivenConfig> {
  const given = new Map<string, GivenConfig>();
  info.getInitialconfigMap().forEach((config: analyzer.PolicyConfig, name: string) => {
    given.set(name, {
      level: enforcementLevels[config.getEnforcementlevel()] ?? "advisory",
      properties: fromStruct(config.getProperties()),
    });
  });
  return given;
}

/** The port that the pack prints, as its first line of digits. @throws PlanError when it ends before that */
function portOf(child: Child, folder: string): Promise<number> {
  return new Promise((accept, reject) => {
    let last = "";
    const read = (chunk: string): void => {
      const lines = (last + chunk).split(/\r?\n/);
      last = lines.pop() ?? "";
      const port = lines.find((line) => /^\d+$/.test(line));
      if (port === undefined) return;
      child.process.stdout?.off("data", read);
      accept(Number(port));
    };
    child.process.stdout?.on("data", read);
    void child.ended.then((how) =>
      reject(new PlanError(`the policy pack ${folder} ended (${how}) before it was ready:\n${child.output().trim()}`)),
    );
  });
}

export interface PackOptions {
  /** The pack's folder, absolute. */
  readonly folder: string;
  readonly project: Project;
  readonly stack: string;
  readonly config: PulumiConfig;
  /** Path of the caller's policy config file; undefined for the pack's defaults. */
  readonly policyConfig: string | undefined;
}

/** A pack that is starting. */
export interface StartedPack {
  readonly child: Child;
  /** What the pack answers on, should its SDK be one that the plan knows. */
  readonly channel: Channel;
}

/** Starts the pack's process, with the environment that the engine gives it. */
export function startPack({ folder, project, stack, config }: PackOptions): StartedPack {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
  // the runner wants the engine's address, and never calls it
  const variables = {
    ...configVariables(config),
    PULUMI_NODEJS_ORGANIZATION: organization,
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_DRY_RUN: "true",
  };
  const child = startNode([run, "127.0.0.1:1", folder], folder, variables, { hasChannel: true });
  return { child, channel: openChannel(child.channel!) };
}

/**
 * Connects to a pack and configures it.
 * @throws PlanError when the pack ends before it is ready, UsageError when its config is refused
 */
export async function connect(
  { child, channel }: StartedPack,
  { folder, project, stack, config, policyConfig }: PackOptions,
): Promise<Connection> {
  const port = await portOf(child, folder);
  const server = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), messageLimits);
  const handshake = new analyzer.AnalyzerHandshakeRequest()
    .setEngineAddress("127.0.0.1:1")
    .setRootDirectory(folder)
    .setProgramDirectory(folder);
  await rpc<analyzer.AnalyzerHandshakeRequest, unknown>(server.handshake.bind(server), handshake).catch(
    (cause: grpc.ServiceError) => {
      // packs without this method still work: the engine continues as well
      if (cause.code !== grpc.status.UNIMPLEMENTED) throw cause;
    },
  );
  const configure = new analyzer.AnalyzerStackConfigureRequest()
    .setStack(stack)
    .setProject(project.name)
    .setOrganization(organization)
    .setDryRun(true);
  for (const [key, value] of config.values) configure.getConfigMap().set(key, value);
  configure.setConfigSecretKeysList([...config.secretKeys]);
  configure.getTagsMap().set("pulumi:project", project.name).set("pulumi:runtime", "nodejs");
  if (project.description !== undefined) configure.getTagsMap().set("pulumi:description", project.description);
  await rpc<analyzer.AnalyzerStackConfigureRequest, unknown>(server.configureStack.bind(server), configure);

  const info = await rpc<Empty, analyzer.AnalyzerInfo>(server.getAnalyzerInfo.bind(server), new Empty());
  const policies = info.getPoliciesList().map(policyInfo);
  const configs = policyConfigs(policies, initialConfig(info), policyConfig);
  const request = new analyzer.ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of configs) {
    const message = new analyzer.PolicyConfig().setProperties(toStruct(properties));
    message.setEnforcementlevel(
      enforcementLevels.indexOf(level) as analyzer.PolicyConfig["getEnforcementlevel"] extends () => infer L
        ? L
        : never,
    );
    request.getPolicyconfigMap().set(name, message);
  }
  await rpc<analyzer.ConfigureAnalyzerRequest, unknown>(server.configure.bind(server), request);
  return { client: channel.isOpen() ? byChannel(channel) : byServer(server), server, policies, config: configs };
}
