/** Steps that change the stack's config: each is planned, and compared with the plan before it, as `--against` does. */
import { readFileSync } from "node:fs";
import { isMap, isSeq, parseDocument } from "yaml";
import { findingText, pathSteps, pathText } from "../../../config";
import { UsageError } from "../../cli/errors";
import { changesOf } from "../../plan/against/changes";
import { isRefused, type PlannedStack, type PlanOptions, planRead } from "../../plan/plan";
import { sideOf } from "../../plan/planAgainst";
import { parseStackFile } from "../../plan/project/project";
import { distinctPlaceholder, pulumiConfig } from "../../plan/project/pulumiConfig";
import type { ReadStack } from "../../plan/project/readStack";
import type { ChangedPool } from "../../plan/summary/changesSchema";
import { type PlannedObjects, plannedObjects } from "../plannedObjects";
import type { Step } from "./schema";

/** A `change` step, planned. */
export interface PlannedChange {
  /** The objects after it. */
  readonly planned: PlannedObjects;
  /** What it does to each pool, as the plan says. */
  readonly pools: readonly ChangedPool[];
  /** What else changes, `<action> <type> <name>`: AWS's resources and Helm releases, which no step can change. */
  readonly elsewhere: readonly string[];
}

/** A planned stack with the changes that a scenario makes to it, in their order. */
export interface ChangingStack extends PlannedStack {
  readonly changes: readonly PlannedChange[];
}

type ConfigChange = NonNullable<Step["change"]>;

/**
 * The text of a stack file with other values in it.
 * @param subject named in messages: "steps[3].change"
 * @throws UsageError when a path leads through a value that is neither a map nor a list
 */
export function changedText(text: string, change: ConfigChange, project: string, subject: string): string {
  const document = parseDocument(text);
  for (const [path, value] of Object.entries(change)) {
    const [first, ...rest] = pathSteps(path);
    const steps = ["config", `${project}:${first}`, ...rest];
    for (let length = 1; length < steps.length; length += 1) {
      const there = document.getIn(steps.slice(0, length), true);
      if (there !== undefined && !isMap(there) && !isSeq(there))
        throw new UsageError(
          `${subject}: ${path} leads through ${pathText(pathSteps(path).slice(0, length - 1))}, which is a single value; change that value as a whole`,
        );
    }
    if (value === null) document.deleteIn(steps);
    else document.setIn(steps, document.createNode(value));
  }
  return String(document);
}

function changeOf(before: PlannedStack, after: PlannedStack): PlannedChange {
  const { stack, mode } = after.plan;
  const { pools, resources } = changesOf({
    against: { kind: "stack-file", name: stack, stack, mode },
    before: sideOf(before),
    after: sideOf(after),
  });
  const isObject = (type: string) => type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh/");
  return {
    planned: plannedObjects(after.plan, after.places),
    pools,
    elsewhere: resources
      .filter(({ type }) => !isObject(type))
      .map(({ action, type, name }) => `${action} ${type} ${name}`),
  };
}

/** A plan that is not refused. @throws UsageError with every error. @param what is refused: "the config" */
async function accepted(read: ReadStack, options: PlanOptions, what: string): Promise<PlannedStack> {
  const planned = await planRead(read, options);
  if (!isRefused(planned.plan)) return planned;
  const lines = planned.plan.findings.filter(({ level }) => level === "error").map(findingText);
  throw new UsageError([...lines, `${what} is refused, so there is nothing to rehearse`].join("\n"));
}

/**
 * Plans a stack, and each change that the steps make to it, on top of those before.
 * @param read with `distinctPlaceholder`
 * @throws UsageError when the config, or what a step makes of it, is refused
 */
export async function planChanging(
  read: ReadStack,
  options: PlanOptions,
  steps: readonly Step[],
): Promise<ChangingStack> {
  const first = await accepted(read, options, "the config");
  const { project, stack } = read;
  const changes: PlannedChange[] = [];
  let last = first;
  let text: string | undefined;
  for (const [index, { change }] of steps.entries()) {
    if (change === undefined) continue;
    const subject = `steps[${index}].change`;
    text = changedText(text ?? readFileSync(stack.path, "utf8"), change, project.name, subject);
    // under its own name: another stack's resources would have other names
    const changed = parseStackFile(stack.name, stack.path, text);
    const config = pulumiConfig(project, changed, distinctPlaceholder);
    const planned = await accepted({ project, stack: changed, config }, options, subject);
    changes.push(changeOf(last, planned));
    last = planned;
  }
  return { ...first, changes };
}
