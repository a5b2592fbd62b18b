/** Sends every resource to the policy pack's own, unmodified server, as the engine does. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { EnforcementLevel } from "../../../policies/frame/policyConfig";
import { PlanError, UsageError } from "../../cli/errors";
import { type Guard, providerUrn } from "../engine/deployment";
import type { Properties } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { stackUrn } from "../engine/urn";
import { fromStruct } from "../engine/wire";
import { lull } from "../process/lull";
import { unlessFailed } from "../process/unlessFailed";
import type { Project } from "../project/project";
import { type Connection, connect, type PackOptions, startPack } from "./packServer";

/** What a policy reports of one resource, or of the stack. */
export interface Violation {
  readonly policy: string;
  /** "remediate": the policy changed the resource, which no longer violates it. */
  readonly level: "advisory" | "mandatory" | "remediate";
  readonly urn: string;
  readonly message: string;
}

/** A policy of the pack, as it runs. */
export interface RunningPolicy {
  readonly name: string;
  /** What it requires and why, as the pack says it. */
  readonly description: string;
  /** "disabled": the policy is not asked. */
  readonly level: EnforcementLevel;
  /** Values by setting: those of the policy config, else the defaults. */
  readonly settings: Properties;
}

/** What the policies of a pack say. */
export interface Answers {
  /** In a fixed order. */
  readonly violations: readonly Violation[];
  /** Every policy with what it runs with, by name. */
  readonly rules: readonly RunningPolicy[];
}

/** A policy pack that runs beside the program. */
export interface PolicyPack extends Guard {
  /** Analyzes the stack after all resources that `analyze` was given. */
  finish(resources: readonly RegisteredResource[]): Verdicts;
  /** Every policy with what it runs with, by name. */
  policies(): Promise<readonly RunningPolicy[]>;
  /** Rejects when the pack ends, fails or refuses its config; never resolves. */
  readonly failed: Promise<never>;
  /** Ends the pack. */
  close(): void;
}

/** What the pack is asked in the end. */
export interface Verdicts {
  /** Resolves when the pack has all that it needs, and works by itself; rejects never. */
  readonly asked: Promise<void>;
  /** All violations, in a fixed order. */
  readonly violations: Promise<readonly Violation[]>;
}

/** A plan without policies: nothing is changed or reported. */
export const noPolicies: PolicyPack = {
  remediated: async ({ inputs }) => inputs,
  analyze: () => {},
  finish: () => ({ asked: Promise.resolve(), violations: Promise.resolve([]) }),
  policies: async () => [],
  failed: new Promise<never>(() => {}),
  close: () => {},
};

const nothing = (): void => {};

/** How many resources are with the pack at a time; more only cost memory, since it has one thread. */
const inFlight = 16;

/** A resource that waits to be analyzed. */
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

/** Violations in one order, whatever order the resources were registered in. */
function ordered(violations: readonly Violation[]): readonly Violation[] {
  const key = ({ urn, policy, message }: Violation) => `${urn}\0${policy}\0${message}`;
  return [...violations]
    .map((each) => ({ each, key: key(each) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ each }) => each);
}

/**
 * The absolute path of a pack's folder.
 * @throws UsageError when there is no pack in it
 */
export function packFolder(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(join(path, "PulumiPolicy.yaml")))
    throw new UsageError(`${path}: is not a policy pack: it has no PulumiPolicy.yaml`);
  return path;
}

/** What the policies of a connected pack run with. */
function runningPolicies({ policies, config }: Connection): readonly RunningPolicy[] {
  const byName = (a: RunningPolicy, b: RunningPolicy) => (a.name < b.name ? -1 : 1);
  return policies
    .map(({ name, description, ...info }) => {
      const { level, properties } = config.get(name) ?? { level: info.level, properties: {} };
      return { name, description, level, settings: properties };
    })
    .sort(byName);
}

/** Starts a pack and returns at once: it gets ready while the program runs. */
export function startPolicyPack(options: PackOptions): PolicyPack {
  const pack = startPack(options);
  const { child } = pack;
  const violations: Violation[] = [];
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const connection = connect(pack, options);
  connection.catch(fail);
  void child.ended.then((how) =>
    fail(new PlanError(`the policy pack ended (${how}) before it had answered:\n${child.output().trim()}`)),
  );
  let isRemediating: boolean | undefined;
  const remediates = connection.then(({ config }) => {
    isRemediating = [...config.values()].some(({ level }) => level === "remediate");
    return isRemediating;
  });
  remediates.catch(() => {});

  let isBroken = false;
  // when a pack dies, its calls fail first: how it ended says more
  const failLater = (cause: unknown): Promise<never> => {
    isBroken = true;
    const { details, message } = cause as { readonly details?: string; readonly message: string };
    setTimeout(fail, 1000, new PlanError(`the policy pack failed: ${details ?? message}`)).unref();
    return failed;
  };
  const queue: Queued[] = [];
  let next = 0;
  let analyzing = 0;
  let idle: () => void = () => {};

  const analyzeOne = async ({ client }: Connection, { resource, provider }: Queued): Promise<void> => {
    for (const diagnostic of await client.analyze(resource, provider))
      violations.push(violation(diagnostic, resource.urn));
  };
  const drain = (to: Connection): void => {
    while (analyzing < inFlight && next < queue.length) {
      analyzing += 1;
      void analyzeOne(to, queue[next++] as Queued)
        .catch((cause) => void failLater(cause))
        .finally(() => {
          analyzing -= 1;
          drain(to);
        });
    }
    if (analyzing === 0) idle();
  };

  const remediated = async (
    resource: RegisteredResource,
    provider: RegisteredResource | undefined,
  ): Promise<Properties> => {
    if (!(await remediates)) return resource.inputs;
    const { client } = await connection;
    let inputs = resource.inputs;
    for (const remediation of await client.remediate(resource, provider)) {
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
    // always, as the engine does: a policy on resources and on the stack is listed as one on resources
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const diagnostics = await client.analyzeStack(resources, ({ provider }) => byUrn.get(providerUrn(provider)));
    const ofStack = stackUrn({ stack: options.stack, project: options.project.name });
    for (const diagnostic of diagnostics) violations.push(violation(diagnostic, ofStack));
  };

  return {
    failed,
    // `failed` ends the plan; the program does not have to know
    remediated: (resource, provider) =>
      isRemediating === false
        ? Promise.resolve(resource.inputs)
        : unlessFailed(remediated(resource, provider).catch(failLater), failed),
    analyze: (resource, provider) => {
      queue.push({ resource, provider });
      void connection.then(drain, () => {});
    },
    finish: (resources) => {
      const ofResources = connection.then(async (ready) => {
        await new Promise<void>((accept) => {
          idle = () => {
            if (next === queue.length) accept();
          };
          drain(ready);
        });
        return isBroken ? failed : ready;
      });
      const all = ofResources.then(async (ready) => {
        await analyzeStack(ready, resources).catch(failLater);
        return ordered(violations);
      });
      const found = Promise.race([failed, all]);
      // the last request has all resources, and the pack cannot begin before it has the whole of it
      const asked = ofResources.then(lull);
      return { asked: Promise.race([asked, found]).then(nothing, nothing), violations: found };
    },
    policies: () => Promise.race([connection.then(runningPolicies), failed]),
    close: () => {
      void connection.then(
        ({ server }) => server.close(),
        () => {},
      );
      child.kill();
    },
  };
}

/** The pack of a project: its `policies/`, when there is one. */
export function defaultPack({ root }: Project): string | undefined {
  const folder = join(root, "policies");
  return existsSync(join(folder, "PulumiPolicy.yaml")) ? folder : undefined;
}
