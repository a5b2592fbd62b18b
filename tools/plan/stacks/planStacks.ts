/** Plans several stacks of a project, each in a process of its own, and joins their plans. */
import { UsageError } from "../../cli/errors";
import { findPlace } from "../against/base";
import type { Mode } from "../engine/deployment";
import { type StacksPlan, stacksPlan } from "../summary/stacks";
import { argumentsOfStack, type ChosenStacks } from "./chosen";
import { goneStacks } from "./goneStacks";
import { planInProcess, withoutInputs } from "./planProcess";
import { environmentOf, givenPolicies } from "./policyConfigOf";
import { memoryOfStack, roomOfMachine } from "./room";
import { type Room, sideBySide } from "./sideBySide";

/** What every plan of them has in common. */
export interface StacksOptions {
  readonly mode: Mode;
  /** A file for all of them, or a folder with one for each environment. */
  readonly policyConfig: string | undefined;
  /** A git ref. */
  readonly against: string | undefined;
  readonly againstCode: boolean;
  /** Where `against` leads as a path. */
  readonly againstPath: string | undefined;
  /** Keep the inputs of resources, which only the JSON report shows. */
  readonly withInputs: boolean;
  /** @default what the machine has */
  readonly room?: Room | undefined;
  /** Receives how many are planned. */
  readonly progress: (text: string) => void;
  /** Receives what a plan says besides its report, with the stack's name before it. */
  readonly note: (text: string) => void;
}

function commonArguments({ mode, against, againstCode }: StacksOptions): readonly string[] {
  return [
    ...["--mode", mode],
    ...(against === undefined ? [] : ["--against", against]),
    ...(againstCode ? ["--against-code"] : []),
  ];
}

/**
 * The hash of the commit that every stack is compared with; undefined where none is.
 * @throws UsageError unless every stack can be compared with it
 */
function baseCommit(root: string, { against, againstPath }: StacksOptions): string | undefined {
  if (against === undefined || againstPath === undefined) return undefined;
  const place = findPlace(against, againstPath, root);
  if (place.kind === "file")
    throw new UsageError(`--against ${against}: a file is about one stack; compare several with a git ref`);
  return place.commit;
}

/**
 * Plans stacks side by side. One that cannot be planned is in the result with the reason, and leaves the others alone.
 * @throws UsageError for what is wrong for all of them: then there is nothing to report
 */
export async function planStacks(chosen: ChosenStacks, options: StacksOptions): Promise<StacksPlan> {
  const { project, stacks } = chosen;
  const commit = baseCommit(project.root, options);
  const sides = options.against === undefined ? 1 : 2;
  let done = 0;
  const say = (): void => options.progress(`${done} of ${stacks.length} stacks planned`);
  say();
  const jobs = stacks.map((stack) => ({
    memoryBytes: memoryOfStack(project, stack, sides),
    run: async () => {
      const policies = givenPolicies(options.policyConfig, () => environmentOf(project, stack));
      const levels = policies.file === undefined ? [] : ["--policy-config", policies.file];
      const args = [...argumentsOfStack(chosen, stack), ...commonArguments(options), ...levels];
      const { notes: said, ...outcome } = await planInProcess(project.root, args);
      const notes = [...policies.notes, ...said];
      done += 1;
      say();
      if (outcome.plan === undefined) return { stack, notes, message: outcome.message };
      return { stack, notes, plan: options.withInputs ? outcome.plan : withoutInputs(outcome.plan) };
    },
  }));
  const outcomes = await sideBySide(jobs, options.room ?? roomOfMachine());
  // by name, whichever ended first
  for (const { stack, notes } of outcomes) for (const line of notes) options.note(`${stack}: ${line}`);
  const messages = new Set(outcomes.map(({ message }) => message));
  const [message] = messages;
  if (messages.size === 1 && message !== undefined) throw new UsageError(message);
  const gone = chosen.all && commit !== undefined ? { gone: goneStacks(project, commit) } : {};
  return stacksPlan({ project: project.name, mode: options.mode, ...gone }, outcomes);
}
