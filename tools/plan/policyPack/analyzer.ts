/** Sends every resource to the policy pack's own analyzer server, unmodified, as the engine does. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { PlanError, UsageError } from "../../cli/errors";
import { type Guard, providerUrn } from "../engine/deployment";
import type { Properties } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { stackUrn } from "../engine/urn";
import { fromStruct } from "../engine/wire";
import type { Project } from "../project/project";
import { analyzedResource, analyzeRequest } from "./analyzerMessages";
import { type Connection, connect, type PackOptions, rpc, startPack } from "./packServer";

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

/** A resource that waits to be looked at. */
interface Queued {
  readonly resource: RegisteredResource;
  readonly provider: RegisteredResource | undefined;
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
    throw new UsageError(`${path}: no policy pack (PulumiPolicy.yaml is missing)`);
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
    fail(new PlanError(`the policy pack ended (${how}) while it was asked:\n${child.output().trim()}`)),
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

  const analyzeStack = async ({ client }: Connection, resources: readonly RegisteredResource[]): Promise<void> => {
    // Always, as the engine does: a policy that looks at resources and at the stack says only the first of itself.
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
