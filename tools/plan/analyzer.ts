/** Drives the policy pack's own analyzer server, unmodified, as the engine does. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { analyzedResource, analyzeRequest } from "./analyzerMessages";
import { type Child, configVariables, startNode } from "./childProcess";
import { type Guard, providerUrn } from "./deployment";
import { PlanFault, WrongUse } from "./fault";
import { enforcementLevels, type GivenConfig, type PolicyConfig, type PolicyInfo, policyConfigs } from "./policyConfig";
import { organization } from "./program";
import type { Project } from "./project";
import type { Properties } from "./property";
import type { RegisteredResource } from "./resource";
import type { StackConfig } from "./stackConfig";
import { stackUrn } from "./urn";
import { fromStruct, messageLimits, toStruct } from "./wire";

/** One thing that a policy has to say of one resource. */
export interface Violation {
  readonly policy: string;
  /** "remediate" tells that the resource was changed; it is no longer at fault. */
  readonly level: "advisory" | "mandatory" | "remediate";
  readonly urn: string;
  readonly message: string;
}

export interface PolicyPack extends Guard {
  /** Resolves once all that was handed in has been looked at, the whole stack last. */
  finish(resources: readonly RegisteredResource[]): Promise<readonly Violation[]>;
  /** Rejects when the pack fails or refuses its config; never resolves. */
  readonly failed: Promise<never>;
  close(): void;
}

/** A plan without policies: nothing is changed, nothing is said. */
export const noPolicies: PolicyPack = {
  remediated: async ({ inputs }) => inputs,
  analyze: () => {},
  finish: async () => [],
  failed: new Promise<never>(() => {}),
  close: () => {},
};

/** How many resources the pack looks at at a time; more only costs memory, since it has one thread. */
const inFlight = 16;

type Rpc = <Request, Response>(
  method: (request: Request, callback: (cause: grpc.ServiceError | null, response: Response) => void) => unknown,
  request: Request,
) => Promise<Response>;

const rpc: Rpc = (method, request) =>
  new Promise((accept, reject) => {
    method(request, (cause, response) => (cause === null ? accept(response) : reject(cause)));
  });

/** A resource that waits to be looked at. */
interface Queued {
  readonly resource: RegisteredResource;
  readonly provider: RegisteredResource | undefined;
}

interface Connection {
  readonly client: AnalyzerClient;
  readonly policies: readonly PolicyInfo[];
  readonly config: ReadonlyMap<string, PolicyConfig>;
}

function policyInfo(message: analyzer.PolicyInfo): PolicyInfo {
  const schema = message.getConfigschema();
  return {
    name: message.getName(),
    level: enforcementLevels[message.getEnforcementlevel()] ?? "advisory",
    isStackPolicy: message.getPolicyType() === analyzer.PolicyType.POLICY_TYPE_STACK,
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

/** The port that the pack prints as its first line of digits. */
function portOf(child: Child, folder: string): Promise<number> {
  return new Promise((accept, reject) => {
    let text = "";
    child.process.stdout?.on("data", (chunk: string) => {
      text += chunk;
      const [, port] = /^(\d+)\r?\n/m.exec(text) ?? [];
      if (port !== undefined) accept(Number(port));
    });
    void child.ended.then((how) =>
      reject(new PlanFault(`the policy pack ${folder} ended (${how}) before it was ready:\n${child.output().trim()}`)),
    );
  });
}

export interface PackOptions {
  readonly folder: string;
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  /** The caller's policy config file. */
  readonly policyConfig: string | undefined;
}

function startPack({ folder, project, stack, config }: PackOptions): Child {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
  // the engine's address is asked for and never called
  return startNode([run, "127.0.0.1:1", folder], folder, {
    ...configVariables(config),
    PULUMI_NODEJS_ORGANIZATION: organization,
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_DRY_RUN: "true",
  });
}

async function connect(
  child: Child,
  { folder, project, stack, config, policyConfig }: PackOptions,
): Promise<Connection> {
  const port = await portOf(child, folder);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), messageLimits);
  const handshake = new analyzer.AnalyzerHandshakeRequest()
    .setEngineAddress("127.0.0.1:1")
    .setRootDirectory(folder)
    .setProgramDirectory(folder);
  await rpc<analyzer.AnalyzerHandshakeRequest, unknown>(client.handshake.bind(client), handshake).catch(
    (cause: grpc.ServiceError) => {
      // packs of today do not answer it, and the engine goes on without
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
  await rpc<analyzer.AnalyzerStackConfigureRequest, unknown>(client.configureStack.bind(client), configure);

  const info = await rpc<Empty, analyzer.AnalyzerInfo>(client.getAnalyzerInfo.bind(client), new Empty());
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
  await rpc<analyzer.ConfigureAnalyzerRequest, unknown>(client.configure.bind(client), request);
  return { client, policies, config: configs };
}

function violation(diagnostic: analyzer.AnalyzeDiagnostic, urn: string): Violation {
  const isMandatory = diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY;
  return {
    policy: diagnostic.getPolicyname(),
    level: isMandatory ? "mandatory" : "advisory",
    urn: diagnostic.getUrn() || urn,
    message: diagnostic.getMessage(),
  };
}

/** A thing said in one order, whatever order the resources came in. */
function ordered(violations: readonly Violation[]): readonly Violation[] {
  const key = ({ urn, policy, message }: Violation) => `${urn}\0${policy}\0${message}`;
  return [...violations]
    .map((each) => ({ each, key: key(each) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ each }) => each);
}

/**
 * Finds the pack in a folder.
 * @throws WrongUse when the folder holds none
 */
export function packFolder(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(join(path, "PulumiPolicy.yaml")))
    throw new WrongUse(`${path}: no policy pack (PulumiPolicy.yaml is missing)`);
  return path;
}

/**
 * Starts a pack and answers at once; it gets ready beside the program.
 */
export function startPolicyPack(options: PackOptions): PolicyPack {
  const child = startPack(options);
  const violations: Violation[] = [];
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const connection = connect(child, options);
  connection.catch(fail);
  void child.ended.then((how) =>
    fail(new PlanFault(`the policy pack ended (${how}) while it was asked:\n${child.output().trim()}`)),
  );
  let isRemediating: boolean | undefined;
  const remediates = connection.then(({ config }) => {
    isRemediating = [...config.values()].some(({ level }) => level === "remediate");
    return isRemediating;
  });
  remediates.catch(() => {});

  // a pack that dies drops its calls first: its own end says more
  const failLater = (cause: unknown): void => void setTimeout(fail, 1000, cause).unref();
  const queue: Queued[] = [];
  let next = 0;
  let asked = 0;
  let idle: () => void = () => {};

  const analyzeOne = async ({ client }: Connection, { resource, provider }: Queued): Promise<void> => {
    const request = analyzeRequest(resource, provider);
    const response = await rpc<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>(client.analyze.bind(client), request);
    for (const diagnostic of response.getDiagnosticsList()) violations.push(violation(diagnostic, resource.urn));
  };
  const drain = (to: Connection): void => {
    while (asked < inFlight && next < queue.length) {
      asked += 1;
      void analyzeOne(to, queue[next++] as Queued)
        .catch(failLater)
        .finally(() => {
          asked -= 1;
          drain(to);
        });
    }
    if (asked === 0) idle();
  };

  const remediated = async (
    resource: RegisteredResource,
    provider: RegisteredResource | undefined,
  ): Promise<Properties> => {
    if (!(await remediates)) return resource.inputs;
    const { client } = await connection;
    const request = analyzeRequest(resource, provider);
    const response = await rpc<analyzer.AnalyzeRequest, analyzer.RemediateResponse>(
      client.remediate.bind(client),
      request,
    );
    let inputs = resource.inputs;
    for (const remediation of response.getRemediationsList()) {
      const properties = remediation.getProperties();
      const about = { policy: remediation.getPolicyname(), urn: resource.urn };
      if (remediation.getDiagnostic() !== "")
        violations.push({ ...about, level: "advisory", message: remediation.getDiagnostic() });
      else if (properties !== undefined) {
        inputs = fromStruct(properties);
        violations.push({ ...about, level: "remediate", message: remediation.getDescription() });
      }
    }
    return inputs;
  };

  const analyzeStack = async (
    { client, policies, config }: Connection,
    resources: readonly RegisteredResource[],
  ): Promise<void> => {
    if (!policies.some(({ name, isStackPolicy }) => isStackPolicy && config.get(name)?.level !== "disabled")) return;
    const request = new analyzer.AnalyzeStackRequest();
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    request.setResourcesList(
      resources.map((resource) => analyzedResource(resource, byUrn.get(providerUrn(resource.provider)))),
    );
    const response = await rpc<analyzer.AnalyzeStackRequest, analyzer.AnalyzeResponse>(
      client.analyzeStack.bind(client),
      request,
    );
    const whole = stackUrn({ stack: options.stack, project: options.project.name });
    for (const diagnostic of response.getDiagnosticsList()) violations.push(violation(diagnostic, whole));
  };

  return {
    failed,
    // a pack that fails ends the plan by itself; the program need not hear of it
    remediated: (resource, provider) =>
      isRemediating === false
        ? Promise.resolve(resource.inputs)
        : Promise.race([remediated(resource, provider), failed]),
    analyze: (resource, provider) => {
      queue.push({ resource, provider });
      void connection.then(drain, () => {});
    },
    finish: (resources) =>
      Promise.race([
        failed,
        (async () => {
          const ready = await connection;
          await new Promise<void>((accept) => {
            idle = () => {
              if (next === queue.length) accept();
            };
            drain(ready);
          });
          await analyzeStack(ready, resources);
          return ordered(violations);
        })(),
      ]),
    close: () => {
      void connection.then(
        ({ client }) => client.close(),
        () => {},
      );
      child.kill();
    },
  };
}

/** The pack beside a project: `policies/`, when it is there. */
export function defaultPack({ root }: Project): string | undefined {
  const folder = join(root, "policies");
  return existsSync(join(folder, "PulumiPolicy.yaml")) ? folder : undefined;
}
