/** The offline plan: reads a stack, runs the program and the policy pack against stand-ins, and summarizes the result. */
import { resolve } from "node:path";
import { type Finding, reportedFinding, type StackConfig } from "../../config";
import { UsageError } from "../cli/errors";
import type { Mode } from "./engine/deployment";
import type { LogLine } from "./engine/monitor";
import type { Providers } from "./engine/providers";
import type { RegisteredResource } from "./engine/resource";
import { defaultPack, noPolicies, type PolicyPack, packFolder, startPolicyPack } from "./policyPack/analyzer";
import { excessConfigBytes } from "./process/childProcess";
import type { StartProgram } from "./process/program";
import { EndlessPromise } from "./process/programEnd";
import { type Project, readProject, readStackFile, type StackFile } from "./project/project";
import { type Placeholder, type PulumiConfig, pulumiConfig } from "./project/pulumiConfig";
import type { ReadStack } from "./project/readStack";
import { repositoryPaths } from "./project/repositoryPath";
import { type Outcome, type RunInput, runToEnd, startRun } from "./run";
import { type ConfigPlaces, configPlaces, noPlaces } from "./summary/configPlace";
import { type CheckedStack, checkStack, isFinding, refusalFinding } from "./summary/findings";
import { isRefused, judged, type Plan, summarize } from "./summary/plan";
import { plannedVersions } from "./summary/versions";

export { isRefused, type Plan } from "./summary/plan";

/** What to plan, and how. */
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
  /** File of levels and settings of the policies. */
  readonly policyConfig?: string | undefined;
  /** Leaves the policies out, when only the resources are of interest. @default false */
  readonly withoutPolicies?: boolean | undefined;
  /** What answers in place of the provider plugins. @default the stand-ins */
  readonly providers?: Providers | undefined;
  /** What starts the program. @default a process of its own */
  readonly start?: StartProgram | undefined;
  /** How long program and pack may take. @default 600: a thousand teams need a tenth of it */
  readonly timeoutSeconds?: number | undefined;
  /**
   * When the plan is made, in milliseconds since 1970: the month that money is computed for, and how long versions are
   * supported, go by it. @default when it is made
   */
  readonly now?: number | undefined;
  /** Receives a line for each step, for those who wait. */
  readonly progress?: ((text: string) => void) | undefined;
  /** Receives warnings and notes of the program; not those that are among the findings. */
  readonly log?: ((line: LogLine) => void) | undefined;
}

/** @throws UsageError as `readStackFile` does; with what is wrong with Pulumi.yaml, which says where stack files are */
function stackFileOf(project: Project, chosen: { stack?: string; file?: string }): StackFile {
  try {
    return readStackFile(project, chosen);
  } catch (cause) {
    const broken = project.findings.find(({ level }) => level === "error");
    throw broken === undefined ? cause : new UsageError(reportedFinding(broken));
  }
}

/** @throws UsageError when the options contradict each other, or a file is missing or cannot be read */
export function readStack({ folder, stack, config }: PlanOptions, placeholder?: Placeholder): ReadStack {
  if (stack !== undefined && config !== undefined) throw new UsageError("give a stack or a config file, not both");
  const project = readProject(resolve(folder));
  const file = stackFileOf(project, config === undefined ? { stack: stack ?? "dev" } : { file: config });
  return { project, stack: file, config: pulumiConfig(project, file, placeholder) };
}

function startPack({ project, stack, config }: ReadStack, options: PlanOptions): PolicyPack {
  const folder = options.withoutPolicies
    ? undefined
    : options.policyPack === undefined
      ? defaultPack(project)
      : packFolder(options.policyPack);
  if (folder !== undefined)
    return startPolicyPack({ folder, project, stack: stack.name, config, policyConfig: options.policyConfig });
  if (options.policyConfig === undefined) return noPolicies;
  throw new UsageError(`${options.policyConfig}: there is no policy pack in ${project.root} to configure`);
}

/** A stack that has run, and its config. */
interface Ran {
  readonly outcome: Outcome;
  readonly checked: CheckedStack;
}

/**
 * Runs the stack, and checks its config beside the program, which does the same.
 * @param summed makes the plan of it, for which the policies are still under way
 */
async function runAndCheck<T>(input: RunInput, options: PlanOptions, summed: (ran: Ran) => Promise<T>): Promise<T> {
  const { progress = () => {}, timeoutSeconds = 600 } = options;
  const logged = new Set<string>();
  let findings: readonly Finding[] | undefined;
  const early: LogLine[] = [];
  const log = (line: LogLine): void => {
    if (findings === undefined) early.push(line);
    else if (logged.has(line.message) || isFinding(line.message, findings)) return;
    else {
      logged.add(line.message);
      options.log?.(line);
    }
  };
  const given = { timeoutSeconds, progress, log };
  const run = await startRun(input, { ...given, thorough: false });
  try {
    await run.started;
    const checked = checkStack(input.project, input.stack, input.config, options.now);
    findings = checked.findings;
    early.forEach(log);
    return await summed({ outcome: await run.outcome, checked });
  } catch (cause) {
    if (!(cause instanceof EndlessPromise)) throw cause;
    progress("the program waits for a promise that never settles; running it again to name it");
    await runToEnd({ ...input, pack: noPolicies }, { ...given, thorough: true });
    throw cause;
  } finally {
    run.close();
  }
}

/** A plan, with what was read and checked for it. */
export interface PlannedStack {
  readonly plan: Plan;
  /** The config after checks and defaults; undefined when it is refused, and for a program other than this repository's. */
  readonly stack: StackConfig | undefined;
  readonly project: Project;
  /** The config as the program receives it. */
  readonly config: PulumiConfig;
  /** All that the program registered, with its outputs; none when the stack is refused. */
  readonly resources: readonly RegisteredResource[];
  /** Where the config decides each of them. */
  readonly places: ConfigPlaces;
}

/**
 * Plans a stack.
 * @throws UsageError for what the caller got wrong, PlanError for a bug of ours
 */
export async function planStack(options: PlanOptions): Promise<PlannedStack> {
  return planRead(readStack(options), options);
}

/** Plans a stack that is read already; throws as {@link planStack} does. */
export async function planRead(read: ReadStack, options: PlanOptions): Promise<PlannedStack> {
  const { project, stack, config } = read;
  const mode = options.mode ?? "preview";
  const { now } = options;
  const about = {
    project: project.name,
    stack: stack.name,
    mode,
    region: config.values.get("aws:region"),
    ...(now === undefined ? {} : { now }),
    filesOf: (names: Iterable<string>) => repositoryPaths(names, project, stack),
  };
  const refusal = (findings: readonly Finding[]) => judged(summarize({ ...about, resources: [], findings }));
  const none = { stack: undefined, project, config, resources: [], places: noPlaces };
  if ([...project.findings, ...stack.findings].some(({ level }) => level === "error")) {
    return { ...none, plan: refusal(checkStack(project, stack, config, now).findings) };
  }
  // the pack is slowest to start, so it goes first
  const pack = startPack(read, options);
  try {
    if (config.refusals.length > 0 || excessConfigBytes(config) !== undefined) {
      return { ...none, plan: refusal(checkStack(project, stack, config, now).findings) };
    }
    const input: RunInput = { ...read, mode, pack, providers: options.providers, start: options.start };
    return await runAndCheck(input, options, async ({ outcome, checked }) => {
      // what stands beside `config:` never reaches the program, which then makes something else than was written
      if ("resources" in outcome && !isRefused(checked)) {
        const { resources, decidedByAws } = outcome;
        const { findings, stack: checkedStack } = checked;
        await outcome.asked;
        const places = configPlaces(checked, resources);
        const versions = checkedStack && plannedVersions(checkedStack, now ?? Date.now());
        const ownPrices = checkedStack?.ownPrices;
        const summary = summarize({ ...about, resources, decidedByAws, findings, places, versions, ownPrices });
        const plan = judged(summary, await outcome.answers);
        return { plan, stack: checkedStack, project, config, resources, places };
      }
      const isKnown = checked.findings.some(({ level }) => level === "error");
      const refusals = isKnown || !("refusals" in outcome) ? [] : outcome.refusals;
      return { ...none, plan: refusal([...checked.findings, ...refusals.map(refusalFinding)]) };
    });
  } finally {
    pack.close();
  }
}

/** The plan alone; throws as {@link planStack} does. */
export async function runPlan(options: PlanOptions): Promise<Plan> {
  return (await planStack(options)).plan;
}
