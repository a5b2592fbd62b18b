/** One run of the program and of the policy pack against the stand-ins. */
import { setTimeout as sleep } from "node:timers/promises";
import { PlanError } from "../cli/errors";
import { Deployment, type Mode } from "./engine/deployment";
import { type LogLine, startMonitor } from "./engine/monitor";
import type { Providers } from "./engine/providers";
import type { RegisteredResource } from "./engine/resource";
import type { Answers, PolicyPack } from "./policyPack/analyzer";
import { type StartProgram, startProgram } from "./process/program";
import { refusalsOf } from "./process/programEnd";
import { timeLimit } from "./process/timeLimit";
import type { Project, StackFile } from "./project/project";
import type { PulumiConfig } from "./project/pulumiConfig";
import { standIns } from "./standins/table";

/** What runs. */
export interface RunInput {
  readonly project: Project;
  readonly stack: StackFile;
  readonly config: PulumiConfig;
  readonly mode: Mode;
  readonly pack: PolicyPack;
  /** What answers in place of the provider plugins. @default the stand-ins */
  readonly providers?: Providers | undefined;
  /** What starts the program. @default a process of its own, as Pulumi's language host starts it */
  readonly start?: StartProgram | undefined;
}

export interface RunOptions {
  readonly timeoutSeconds: number;
  readonly progress: (text: string) => void;
  /** Warnings and notes of the program; its errors decide the outcome. */
  readonly log: (line: LogLine) => void;
  /** Keep the names of promises, and debug lines: half of a large stack's time. */
  readonly thorough: boolean;
}

/** What the program registered, or in which words it refused the stack. */
export type Outcome =
  | {
      readonly resources: readonly RegisteredResource[];
      readonly decidedByAws: readonly string[];
      /** Resolves when the policies have been asked all: from then on they work by themselves. */
      readonly asked: Promise<void>;
      /** @throws PlanError when the pack fails, or takes too long */
      readonly answers: Promise<Answers>;
    }
  | { readonly refusals: readonly string[] };

/** A run that is under way. */
export interface Run {
  /** Resolves when the program has been let in, and loads, or has ended. */
  readonly started: Promise<void>;
  /** @throws PlanError when the program fails, or takes too long */
  readonly outcome: Promise<Outcome>;
  /** Ends what is under way; to be called in any case. */
  close(): void;
}

/** Milliseconds in which an answer has gone out. */
const answering = 10;

/** Resolves once the program is started. */
export async function startRun(input: RunInput, options: RunOptions): Promise<Run> {
  const { project, stack, config, mode, pack, providers = standIns, start = startProgram } = input;
  const { progress } = options;
  let letIn: () => void = () => {};
  const isLetIn = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const deployment = new Deployment({ project: project.name, stack: stack.name }, mode, config, providers, pack);
  const errors: string[] = [];
  const log = (line: LogLine): void => {
    if (line.severity === "error") errors.push(line.message);
    else if (line.severity !== "debug") options.log(line);
  };
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const limit = timeLimit(
    options.timeoutSeconds,
    () =>
      new PlanError(
        `no plan after ${options.timeoutSeconds} s: the program or the policy pack hangs; ${deployment.resources.size} resources were registered`,
      ),
  );
  const monitor = await startMonitor(deployment, { log, fail, letIn });
  const program = start(project, stack.name, config, monitor.address, options.thorough);
  progress("running the program");
  const whileWaiting = setInterval(() => progress(`${deployment.resources.size} resources`), 500);

  const finish = async (): Promise<Outcome> => {
    const how = await Promise.race([program.ended, failed, pack.failed, limit.elapsed]);
    if (how !== 0) {
      // our own error explains more than what the program made of it
      await Promise.race([failed, new Promise((done) => setImmediate(done))]);
      return { refusals: refusalsOf(how, errors, program.output()) };
    }
    if (errors.length > 0) throw new PlanError(`the program reported errors:\n${errors.join("\n")}`);
    clearInterval(whileWaiting);
    progress(`${deployment.resources.size} resources, asking the policies`);
    const resources = [...deployment.resources.values()];
    const { asked, violations } = pack.finish(resources);
    const answers = Promise.race([
      Promise.all([violations, pack.policies()]).then(([all, rules]) => ({ violations: all, rules })),
      failed,
      limit.elapsed,
    ]);
    answers.catch(() => {});
    return { resources, decidedByAws: [...deployment.decidedByAws].sort(), asked, answers };
  };
  const close = (): void => {
    clearInterval(whileWaiting);
    limit.cancel();
    program.kill();
    monitor.close();
  };
  const outcome = finish();
  outcome.catch(() => {});
  // the answer has gone out before whoever waits for this does anything else
  const started = Promise.race([isLetIn, program.ended]).then(() => sleep(answering));
  return { started, outcome, close };
}

/** A run to its end, with what the policies say. @throws as a run's outcome and answers do */
export async function runToEnd(input: RunInput, options: RunOptions): Promise<Outcome & Partial<Answers>> {
  const run = await startRun(input, options);
  try {
    const outcome = await run.outcome;
    return "answers" in outcome ? { ...outcome, ...(await outcome.answers) } : outcome;
  } finally {
    run.close();
  }
}
