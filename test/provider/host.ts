/** The component provider as Pulumi's language host starts it, and the calls that the engine makes. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  ConstructRequest,
  type ConstructResponse,
  GetSchemaRequest,
  type GetSchemaResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Deployment } from "../../tools/plan/engine/deployment";
import { type Monitor, startMonitor } from "../../tools/plan/engine/monitor";
import { noPolicies } from "../../tools/plan/policyPack/analyzer";
import { standIns } from "../../tools/plan/standins/table";
import { called } from "../support/analyzer";
import { root } from "../support/plans";

/** What the provider answers, and what it registered meanwhile. */
export interface Constructed {
  readonly urn: string;
  readonly state: unknown;
}

export class ProviderHost {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly monitor: Monitor,
    readonly deployment: Deployment,
    readonly logged: readonly string[],
  ) {}

  /** Starts the plugin of a folder beside a stand-in for the engine, in a preview of the stack `acme/dev`. */
  static async start(folder = join(root, "provider")): Promise<ProviderHost> {
    const config = { values: new Map([["aws:region", "eu-west-1"]]), secretKeys: [] };
    const deployment = new Deployment({ project: "acme", stack: "dev" }, "preview", config, standIns, noPolicies);
    const logged: string[] = [];
    const monitor = await startMonitor(deployment, {
      log: ({ severity, message }) => void logged.push(`${severity}: ${message}`),
      fail: () => {},
      letIn: () => {},
    });
    const runner = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [root] });
    const child = spawn(process.execPath, [runner, folder, monitor.address], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    process.once("exit", () => child.kill());
    const client = new ResourceProviderClient(`127.0.0.1:${await firstPort(child)}`, grpc.credentials.createInsecure());
    return new ProviderHost(child, client, monitor, deployment, logged);
  }

  async schema(): Promise<string> {
    const response = await called<GetSchemaResponse>((done) => this.client.getSchema(new GetSchemaRequest(), done));
    return response.getSchema();
  }

  /** @throws the provider's refusal, with its message in `details` */
  async construct(type: string, name: string, inputs: object): Promise<Constructed> {
    const request = new ConstructRequest()
      .setProject("acme")
      .setStack("dev")
      .setOrganization("organization")
      .setDryrun(true)
      .setParallel(16)
      .setMonitorendpoint(this.monitor.address)
      .setType(type)
      .setName(name)
      .setInputs(Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>));
    request.getConfigMap().set("aws:region", "eu-west-1");
    const response = await called<ConstructResponse>((done) => this.client.construct(request, done));
    return { urn: response.getUrn(), state: response.getState()?.toJavaScript() };
  }

  stop(): void {
    this.client.close();
    this.monitor.close();
    this.child.kill();
  }
}

/** A plugin prints its port as its first line. */
function firstPort(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const port = /^(\d+)$/m.exec(output)?.[1];
      if (port !== undefined) done(port);
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("exit", (code) => failed(new Error(`the plugin ended with ${code} before it served:\n${output}`)));
  });
}
