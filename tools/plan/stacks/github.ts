/** The plans of several stacks as annotations. */
import { forTerminal } from "../../cli/terminal";
import { type Annotation, annotationsOf, command } from "../report/github";
import type { StacksPlan } from "../summary/stacks";
import { goneText, stacksVerdictText, stackVerdictText } from "./figures";

const worstFirst: readonly Annotation["level"][] = ["error", "warning", "notice"];

/**
 * The annotations of all stacks, worst first. One that several stacks have at the same place, such as that of a team's file, is
 * there once, with the stacks in its title: GitHub shows ten of a level in a step.
 */
export function stacksAnnotations({ stacks, gone = [] }: StacksPlan): readonly Annotation[] {
  const byText = new Map<string, { readonly annotation: Annotation; readonly stacks: string[] }>();
  for (const { stack, plan, message } of stacks) {
    const annotations: readonly Annotation[] =
      plan === null ? [{ level: "error", title: "plan", message: message ?? "" }] : annotationsOf(plan);
    for (const annotation of annotations) {
      const { level, title, message: text, file, line, column } = annotation;
      const key = JSON.stringify([level, title, text, file, line, column]);
      const known = byText.get(key);
      if (known === undefined) byText.set(key, { annotation, stacks: [stack] });
      else if (!known.stacks.includes(stack)) known.stacks.push(stack);
    }
  }
  const order = ({ level }: Annotation) => worstFirst.indexOf(level);
  const planned = [...byText.values()].map(({ annotation, stacks: of }) =>
    // one that names its stack already
    annotation.title === `plan of ${of[0]}`
      ? annotation
      : { ...annotation, title: `${annotation.title} (${of.join(", ")})` },
  );
  const left = gone.map(
    (stack): Annotation => ({ level: "warning", title: `stack ${stack}`, message: goneText(stack) }),
  );
  return [...left, ...planned].sort((a, b) => order(a) - order(b));
}

/** A command for each annotation, then the verdict of each stack and of all. */
export function stacksGithub(given: StacksPlan): string {
  const report = forTerminal(given);
  return [
    ...stacksAnnotations(report).map(command),
    ...report.stacks.map((each) => `${report.project} ${each.stack}: ${stackVerdictText(each)}`),
    `${report.project}: ${stacksVerdictText(report)}`,
    "",
  ].join("\n");
}
