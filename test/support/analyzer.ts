/**
 * The pack's real analyzer server, started as the engine starts it, and the calls that the engine makes: configure,
 * analyze each resource, analyze the stack. Tests speak to rules only through this.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What stands on the wire for a value that preview does not know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a program would register it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs?: object;
  /** Outputs that `analyzeStack` sees; the inputs, as after an update, unless given. */
  readonly outputs?: object;
  readonly parent?: Resource;
  /** Resources that each input property was made of. */
  readonly uses?: Readonly<Record<string, readonly Resource[]>>;
  readonly protect?: boolean;
}

export interface Violation {
  readonly rule: string;
  readonly level: "advisory" | "mandatory";
  readonly message: string;
  readonly urn: string;
}

export type PolicyConfigFile = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

export function urnOf({ type, name, parent }: Resource): string {
  const parents: string[] = [];
  for (let above = parent; above !== undefined; above = above.parent) parents.unshift(above.type);
  return `urn:pulumi:test::nodepools::${[...parents, type].join("$")}::${name}`;
}

const levels = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
} as const;

/** Packs that run, of all test files of this process. */
const running = new Set<ChildProcess>();

function killAll(): void {
  for (const child of running) child.kill();
}

export class Analyzer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
    readonly info: AnalyzerInfo,
  ) {}

  /**
   * Starts the pack in a folder.
   * @param stackConfig the stack's config by full key, such as `nodepools:environment`
   * @param nodeArguments for node itself; the engine gives none
   */
  static async start(
    folder: string,
    stackConfig: Readonly<Record<string, string>> = {},
    nodeArguments: readonly string[] = [],
  ): Promise<Analyzer> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [...nodeArguments, runner, "127.0.0.1:1", folder], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PULUMI_NODEJS_PROJECT: "nodepools",
        PULUMI_NODEJS_STACK: "test",
        PULUMI_NODEJS_DRY_RUN: "true",
        PULUMI_CONFIG: JSON.stringify(stackConfig),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (running.size === 0) process.on("exit", killAll);
    running.add(child);
    const port = await firstPort(child);
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const info = await called<AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
    return new Analyzer(child, client, info);
  }

  stop(): void {
    this.client.close();
    this.child.kill();
    running.delete(this.child);
    if (running.size === 0) process.off("exit", killAll);
  }

  /** Configures every rule as the CLI does: schema defaults, then `all`, then the file. */
  async configure(file: PolicyConfigFile = {}): Promise<void> {
    const request = new ConfigureAnalyzerRequest();
    const all = levelOf(file.all);
    for (const policy of this.info.getPoliciesList()) {
      const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
      const defaults = Object.entries(schema).map(([key, value]) => [key, (value as { default: unknown }).default]);
      const given = file[policy.getName()];
      const level = levelOf(given) ?? all;
      const config = new PolicyConfig();
      config.setEnforcementlevel(level === undefined ? policy.getEnforcementlevel() : levels[level]);
      config.setProperties(structOf({ ...Object.fromEntries(defaults), ...propertiesOf(given) }));
      request.getPolicyconfigMap().set(policy.getName(), config);
    }
    for (const [name, given] of Object.entries(file)) {
      if (name === "all" || request.getPolicyconfigMap().has(name)) continue;
      const config = new PolicyConfig();
      config.setEnforcementlevel(levels[levelOf(given) ?? "advisory"]);
      config.setProperties(structOf(propertiesOf(given)));
      request.getPolicyconfigMap().set(name, config);
    }
    await called((done) => this.client.configure(request, done));
  }

  /** What the rules at level `remediate` make of a resource: its inputs after each rule that changed it. */
  async remediate(resource: Resource): Promise<readonly { readonly rule: string; readonly inputs: unknown }[]> {
    const request = requestOf(resource);
    const response = await called<RemediateResponse>((done) => this.client.remediate(request, done));
    return response.getRemediationsList().map((remediation) => ({
      rule: remediation.getPolicyname(),
      inputs: remediation.getProperties()?.toJavaScript() ?? remediation.getDiagnostic(),
    }));
  }

  /** All that the rules say of these resources, in the engine's order. */
  async analyze(resources: readonly Resource[]): Promise<Violation[]> {
    const said: Violation[] = [];
    for (const resource of resources) {
      const request = requestOf(resource);
      const response = await called<AnalyzeResponse>((done) => this.client.analyze(request, done));
      said.push(...violationsOf(response, urnOf(resource)));
    }
    const request = new AnalyzeStackRequest();
    request.setResourcesList(resources.map(stackResource));
    const response = await called<AnalyzeResponse>((done) => this.client.analyzeStack(request, done));
    return [...said, ...violationsOf(response, "")];
  }
}

function requestOf(resource: Resource): AnalyzeRequest {
  const request = new AnalyzeRequest();
  request.setType(resource.type);
  request.setName(resource.name);
  request.setUrn(urnOf(resource));
  request.setProperties(structOf(resource.inputs ?? {}));
  request.setOptions(optionsOf(resource));
  return request;
}

function stackResource(resource: Resource): AnalyzerResource {
  const message = new AnalyzerResource();
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(urnOf(resource));
  message.setProperties(structOf(resource.outputs ?? resource.inputs ?? {}));
  message.setOptions(optionsOf(resource));
  if (resource.parent !== undefined) message.setParent(urnOf(resource.parent));
  const all = new Set<string>();
  for (const [key, used] of Object.entries(resource.uses ?? {})) {
    const urns = used.map(urnOf);
    for (const urn of urns) all.add(urn);
    message.getPropertydependenciesMap().set(key, new AnalyzerPropertyDependencies().setUrnsList(urns));
  }
  message.setDependenciesList([...all]);
  return message;
}

function optionsOf({ parent, protect = false }: Resource): AnalyzerResourceOptions {
  const options = new AnalyzerResourceOptions();
  options.setProtect(protect);
  if (parent !== undefined) options.setParent(urnOf(parent));
  return options;
}

function violationsOf(response: AnalyzeResponse, urn: string): Violation[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    level: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn() || urn,
  }));
}

const structOf = (value: object): Struct => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

function levelOf(given: PolicyConfigFile[string] | undefined): keyof typeof levels | undefined {
  const level = typeof given === "string" ? given : given?.enforcementLevel;
  return level as keyof typeof levels | undefined;
}

function propertiesOf(given: PolicyConfigFile[string] | undefined): object {
  if (given === undefined || typeof given === "string") return {};
  const { enforcementLevel: _, ...properties } = given;
  return properties;
}

/** The answer of a gRPC call. @throws the gRPC error, as a rejection */
export function called<T>(call: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((done, failed) => {
    call((error, answer) => (error === null ? done(answer) : failed(error)));
  });
}

/** The pack prints its port as the first line of digits. */
function firstPort(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let output = "";
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const port = /^(\d+)$/m.exec(output)?.[1];
      if (port !== undefined) done(port);
    });
    child.once("exit", (code) =>
      failed(new Error(`the pack ended with ${code} before it served:\n${output}${errors}`)),
    );
  });
}

/** The repository's own pack. */
export const packFolder = resolve(__dirname, "../../policies");

const analyzers = new Map<string, Promise<Analyzer>>();

/** The repository's pack, started once for each stack config. */
export function analyzerFor(stack: Readonly<Record<string, string>>): Promise<Analyzer> {
  const key = JSON.stringify(stack);
  const analyzer = analyzers.get(key) ?? Analyzer.start(packFolder, stack);
  analyzers.set(key, analyzer);
  return analyzer;
}

/** Ends every pack that was started. Test files call it after all tests of all files. */
export async function stopAnalyzers(): Promise<void> {
  for (const analyzer of analyzers.values()) (await analyzer).stop();
  analyzers.clear();
}
