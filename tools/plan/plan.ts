/** The offline plan: runs the program and the policy pack against stand-ins, and gathers what they say. */
import { resolve } from "node:path";
import { findingText } from "../../config";
import { PlanError, UsageError } from "../cli/errors";
import { Deployment, defaultRegion, type Mode } from "./engine/deployment";
import { type LogLine, startMonitor } from "./engine/monitor";
import { type PlannedResource, planned } from "./engine/resource";
import {
  defaultPack,
  noPolicies,
  type PolicyPack,
  packFolder,
  startPolicyPack,
  type Violation,
} from "./policyPack/analyzer";
import { longestVariable } from "./process/childProcess";
import { exitAfterLoggedError, exitWithEndlessPromise, startProgram } from "./process/program";
import { type Project, readProject, readStackFile, type StackFile } from "./project/project";
import { type PulumiConfig, pulumiConfig } from "./project/pulumiConfig";
import { configFindings, type PlannedCluster, type PlannedFinding, type PlannedTeam, reckon } from "./summary/ceilings";
import { type PlacementSummary, reachability } from "./summary/placement";

export interface PlanOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  /** @default "dev", unless a config file is given */
  readonly stack?: string | undefined;
  /** A stack file anywhere; the stack is named after it. */
  readonly config?: string | undefined;
  /** @default "preview" */
  readonly mode?: Mode | undefined;
  /** Folder of the policy pack. @default the project's policies/, when there is one */
  readonly policyPack?: string | undefined;
  readonly policyConfig?: string | undefined;
  /** Leaves the policies out: for those who look at the resources only. @default false */
  readonly withoutPolicies?: boolean | undefined;
  /** How long program and pack may take. @default 600: a thousand teams need a tenth of it */
  readonly timeoutSeconds?: number | undefined;
  /** Told what goes on, for whoever waits. */
  readonly progress?: ((text: string) => void) | undefined;
  /** Warnings and notes of the program itself. */
  readonly log?: ((line: LogLine) => void) | undefined;
}

export type Verdict = "pass" | "warn" | "fail";

/** The whole plan, as the JSON report prints it. */
export interface Plan extends PlacementSummary {
  readonly project: string;
  readonly stack: string;
  readonly mode: Mode;
  /** In the order of their urns. */
  readonly resources: readonly PlannedResource[];
  readonly policies: { readonly verdict: Verdict; readonly violations: readonly Violation[] };
  readonly teams: readonly PlannedTeam[];
  readonly cluster: PlannedCluster;
  /** Errors first. An error means that the program refused the stack: then there are no resources. */
  readonly findings: readonly PlannedFinding[];
}

/** True when the stack's config was refused. */
export function isRefused({ findings }: Plan): boolean {
  return findings.some(({ level }) => level === "error");
}

/** True when a program warns of what the findings say already, line by line. */
function isFinding(message: string, findings: readonly PlannedFinding[]): boolean {
  const lines = new Set(findings.map((finding) => findingText({ ...finding, rule: "" })));
  return message.split("\n").every((line) => lines.has(line.replace(/ \(rule [a-z0-9-]+\)$/, "")));
}

interface Run {
  readonly project: Project;
  readonly stack: StackFile;
  readonly config: PulumiConfig;
  readonly mode: Mode;
}

function assemble(
  run: Run,
  deployment: Deployment | undefined,
  violations: readonly Violation[],
  findings: readonly PlannedFinding[],
): Plan {
  const resources = [...(deployment?.resources.values() ?? [])].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const refused = findings.some(({ level }) => level === "error");
  const failed = refused || violations.some(({ level }) => level === "mandatory");
  return {
    project: run.project.name,
    stack: run.stack.name,
    mode: run.mode,
    resources: resources.map(planned),
    policies: { verdict: failed ? "fail" : violations.length > 0 ? "warn" : "pass", violations },
    ...reachability(resources),
    ...reckon(resources, run.config.values.get("aws:region") ?? defaultRegion),
    findings: [
      ...findings.filter(({ level }) => level === "error"),
      ...findings.filter(({ level }) => level !== "error"),
    ],
  };
}

/** What is to be said of the stack file before the program has a word. */
function stackFindings({ project, stack, config }: Run): readonly PlannedFinding[] {
  const findings: PlannedFinding[] = config.refusals.map(({ key, message }) => ({
    level: "error",
    path: key,
    message,
  }));
  if (stack.environment) {
    findings.push({
      level: "warning",
      path: "environment",
      message: "names ESC environments, which only Pulumi's service can open; their values are missing from this plan",
    });
  }
  if (config.values.get("aws:region") === undefined) {
    findings.push({
      level: "warning",
      path: "aws:region",
      message: `is not set; the plan takes ${defaultRegion} where no provider names a region`,
    });
  }
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(config.values)));
  if (bytes > longestVariable) {
    findings.push({
      level: "warning",
      path: project.name,
      message: `the stack's config is ${Math.ceil(bytes / 1024)} KiB; Linux passes 128 KiB to a program, so \`pulumi up\` ends there with "argument list too long"`,
      suggestion: "split the teams over several stacks, or run pulumi on another system",
    });
  }
  return [...findings, ...configFindings(project, stack.name, config)];
}

/** The text of an error that hides its stack (RunError): the program refuses, it did not crash. */
const crash = /^Running program '.*' failed with an unhandled exception:/;

/** The program waits for a promise that never ends: worth a second run that keeps the promises' names. */
class EndlessPromise extends PlanError {}

/**
 * Why a program that ended badly did so.
 * @returns the refusals in its own words
 * @throws PlanFault when it did not refuse
 */
function refusalsOf(how: number | NodeJS.Signals, errors: readonly string[], output: string): readonly string[] {
  if (how === exitWithEndlessPromise)
    throw new EndlessPromise("the program ended while promises of resources never did");
  const crashes = errors.filter((message) => crash.test(message));
  if (how === exitAfterLoggedError && errors.length > 0 && crashes.length === 0) return errors;
  const said =
    crashes.length > 0 ? crashes.join("\n") : [...errors, output.trim()].filter((text) => text !== "").join("\n");
  throw new PlanError(`the program ended (${how}) without a plan${said === "" ? "" : `:\n${said}`}`);
}

function timeOut(seconds: number, deployment: Deployment): { readonly elapsed: Promise<never>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new PlanError(
            `no plan after ${seconds} s: the program or the policy pack hangs; ${deployment.resources.size} resources were registered`,
          ),
        ),
      seconds * 1000,
    );
  });
  elapsed.catch(() => {});
  return { elapsed, cancel: () => clearTimeout(timer) };
}

async function deploy(run: Run, options: PlanOptions, pack: PolicyPack, thorough: boolean): Promise<Plan> {
  const { project, stack, config, mode } = run;
  const deployment = new Deployment(project, stack.name, mode, config, pack);
  const errors: string[] = [];
  let findings: readonly PlannedFinding[] = [];
  const warned = new Set<string>();
  let fail: (cause: unknown) => void = () => {};
  const faulted = new Promise<never>((_, reject) => {
    fail = reject;
  });
  faulted.catch(() => {});
  const log = (line: LogLine): void => {
    if (line.severity === "error") errors.push(line.message);
    else if (line.severity !== "debug" && !warned.has(line.message) && !isFinding(line.message, findings)) {
      warned.add(line.message);
      options.log?.(line);
    }
  };
  const limit = timeOut(options.timeoutSeconds ?? 600, deployment);
  const monitor = await startMonitor(deployment, { log, fault: fail });
  const program = startProgram(project, stack.name, config, monitor.address, thorough);
  const whileWaiting = setInterval(() => options.progress?.(`${deployment.resources.size} resources`), 500);
  try {
    options.progress?.("running the program");
    // beside the program, which takes a while to load
    findings = stackFindings(run);
    const how = await Promise.race([program.ended, faulted, pack.failed, limit.elapsed]);
    if (how !== 0) {
      // what our own side threw says more than what the program made of it
      await Promise.race([faulted, new Promise((done) => setImmediate(done))]);
      const refusals = refusalsOf(how, errors, program.output());
      const isKnown = findings.some(({ level }) => level === "error");
      const said = isKnown ? [] : refusals.map((message): PlannedFinding => ({ level: "error", path: "", message }));
      return assemble(run, undefined, [], [...findings, ...said]);
    }
    if (errors.length > 0) throw new PlanError(`the program reported errors:\n${errors.join("\n")}`);
    clearInterval(whileWaiting);
    options.progress?.(`${deployment.resources.size} resources, asking the policies`);
    const violations = await Promise.race([pack.finish([...deployment.resources.values()]), faulted, limit.elapsed]);
    return assemble(run, deployment, violations, findings);
  } finally {
    clearInterval(whileWaiting);
    limit.cancel();
    program.kill();
    monitor.close();
  }
}

/**
 * Plans a stack.
 * @throws WrongUse for what the caller got wrong, PlanFault for what we did
 */
export async function runPlan(options: PlanOptions): Promise<Plan> {
  if (options.stack !== undefined && options.config !== undefined)
    throw new UsageError("give a stack or a config file, not both");
  const mode = options.mode ?? "preview";
  const project = readProject(resolve(options.folder));
  const chosen = options.config === undefined ? { stack: options.stack ?? "dev" } : { file: options.config };
  const stack = readStackFile(project, chosen);
  const config = pulumiConfig(project, stack);
  const folder = options.withoutPolicies
    ? undefined
    : options.policyPack === undefined
      ? defaultPack(project)
      : packFolder(options.policyPack);
  if (folder === undefined && options.policyConfig !== undefined) {
    throw new UsageError(`${options.policyConfig}: there is no policy pack in ${project.root} that it could configure`);
  }

  // the pack is slowest to start, so it goes first
  const pack =
    folder === undefined
      ? noPolicies
      : startPolicyPack({ folder, project, stack: stack.name, config, policyConfig: options.policyConfig });
  try {
    const run = { project, stack, config, mode };
    if (config.refusals.length > 0) return assemble(run, undefined, [], stackFindings(run));
    return await deploy(run, options, pack, false).catch(async (cause: unknown) => {
      if (!(cause instanceof EndlessPromise)) throw cause;
      options.progress?.("the program waits for what never comes; running it again to see for what");
      await deploy(run, options, noPolicies, true);
      throw cause;
    });
  } finally {
    pack.close();
  }
}
