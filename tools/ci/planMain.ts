/** `npm run ci:plan`: plans every stack that a change concerns, in a job without secrets. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../cli/commandLine";
import { exitCode } from "../cli/errors";
import { path, text } from "../cli/flag";
import { printCommands, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { writeAtomic } from "../cli/writeAtomic";
import { type Project, readProject, stackFilePath, stackNames } from "../plan/project/project";
import { githubReport } from "../plan/report/github";
import { jsonReport } from "../plan/report/json";
import { sarifReport } from "../plan/report/sarif";
import { goneText } from "../plan/stacks/figures";
import { goneStacks } from "../plan/stacks/goneStacks";
import { planInProcess } from "../plan/stacks/planProcess";
import { policyConfigOf } from "../plan/stacks/policyConfigOf";
import { memoryOfStack, roomOfMachine } from "../plan/stacks/room";
import { sideBySide } from "../plan/stacks/sideBySide";
import type { Plan } from "../plan/summary/plan";
import { type ChangedFile, changedStacks, type StackToPlan } from "./changedStacks";
import { commentSections } from "./commentText";
import { changedFiles, commitOf } from "./git";
import { planSetFile, planSetText } from "./planSet";

const line = commandLine({
  script: "ci:plan",
  summary:
    "Plans every stack that differs from a base, for a pull request: needs no secrets, and runs the branch's code.",
  flags: {
    base: text("REF", "the commit to compare with (default: HEAD^1, the base of a pull request's merge commit)"),
    out: path("DIR", "folder for the reports (default: plan-reports)"),
  },
  refused: "a stack is refused or violates a mandatory policy",
});

/** What became of one stack. */
interface Planned {
  readonly plan: Plan | undefined;
  readonly notes: readonly string[];
}

function policyArguments(project: Project, stack: string): readonly string[] {
  const file = policyConfigOf(project, stack, join(project.root, "policies/config"));
  return file === undefined ? [] : ["--policy-config", file];
}

async function planned(project: Project, { stack, against }: StackToPlan, base: string | undefined): Promise<Planned> {
  const run = async (more: readonly string[]) => {
    const args = ["--config", stackFilePath(project, stack), ...policyArguments(project, stack), ...more];
    const { notes, ...outcome } = await planInProcess(project.root, args);
    for (const line of notes) process.stderr.write(`${terminalText(`${stack}: ${line}`)}\n`);
    return outcome;
  };
  const comparison =
    base === undefined || against === "nothing"
      ? []
      : ["--against", base, ...(against === "commit" ? ["--against-code"] : [])];
  const first = await run(comparison);
  if (first.plan !== undefined) return { plan: first.plan, notes: [] };
  process.stderr.write(`${terminalText(`${stack}: ${first.message}`)}\n`);
  const why = first.message.split("\n").at(-1) ?? "";
  const alone = comparison.length > 0 ? await run([]) : undefined;
  if (alone?.plan !== undefined)
    return { plan: alone.plan, notes: [`stack ${stack} is not compared with its base: ${why}`] };
  return { plan: undefined, notes: [`stack ${stack} could not be planned: ${why}`] };
}

/** Whether the base's code can run with the packages that are installed here. */
function hasSamePackages(files: readonly ChangedFile[]): boolean {
  return !files.some((file) => file.path === "package-lock.json");
}

async function main(args: readonly string[]): Promise<number> {
  const { base: asked = "HEAD^1", out = join(process.cwd(), "plan-reports") } = line.read(args);
  const folder = process.cwd();
  const base = commitOf(folder, asked);
  const project = readProject(folder);
  const names = stackNames(project);
  const files = base === undefined ? [] : changedFiles(folder, base);
  const stacks =
    base === undefined
      ? names.map((stack): StackToPlan => ({ stack, against: "nothing" }))
      : changedStacks(files, names, hasSamePackages(files));
  mkdirSync(join(out, "stacks"), { recursive: true });
  const jobs = stacks.map((each) => ({
    memoryBytes: memoryOfStack(project, each.stack, base === undefined ? 1 : 2),
    run: () => planned(project, each, base),
  }));
  const results = await sideBySide(jobs, roomOfMachine());
  const plans = results.flatMap(({ plan }) => plan ?? []);
  // a folder of their own: a stack may be called "plans"
  for (const plan of plans) writeAtomic(join(out, "stacks", `${plan.stack}.json`), jsonReport(plan));
  const notes = [
    ...results.flatMap((result) => result.notes),
    ...(base === undefined ? [] : goneStacks(project, base).map(goneText)),
    ...(base === undefined ? [`there is no commit ${asked}: every stack is planned, and compared with nothing`] : []),
  ];
  writeAtomic(join(out, planSetFile), planSetText({ plans, notes }));
  if (plans.length > 0) writeAtomic(join(out, "plan.sarif"), sarifReport(plans));
  const markdown = commentSections({ plans, notes });
  writeAtomic(join(out, "plan.md"), markdown);
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  if (summary !== undefined && summary !== "") appendFileSync(summary, markdown);
  await printCommands([...plans.map(githubReport), ...notes.map((note) => `${terminalText(note)}\n`)].join(""));
  if (results.some(({ plan }) => plan === undefined)) return exitCode.error;
  return plans.some(({ policies }) => policies.verdict === "fail") ? exitCode.refused : exitCode.pass;
}

runTool(main);
