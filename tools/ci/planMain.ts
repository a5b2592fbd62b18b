/** `npm run ci:plan`: plans every stack that a change concerns, in a job without secrets. */
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../cli/commandLine";
import { exitCode } from "../cli/errors";
import { path, text } from "../cli/flag";
import { printCommands, runTool } from "../cli/run";
import { terminalText } from "../cli/terminal";
import { writeAtomic } from "../cli/writeAtomic";
import { type Project, readProject, stackNames } from "../plan/project/project";
import { githubReport } from "../plan/report/github";
import { readReport } from "../plan/report/readReport";
import { sarifReport } from "../plan/report/sarif";
import { policyConfigOf } from "../plan/stacks/policyConfigOf";
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

const start = join(__dirname, "../plan/start.cjs");

/** What became of one stack. */
interface Planned {
  readonly plan: Plan | undefined;
  readonly notes: readonly string[];
}

function policyArguments(project: Project, stack: string): readonly string[] {
  const file = policyConfigOf(project, stack, join(project.root, "policies/config"));
  return file === undefined ? [] : ["--policy-config", file];
}

function planned({ stack, against }: StackToPlan, base: string | undefined, folder: string, out: string): Planned {
  // a folder of their own: a stack may be called "plans"
  const file = join(out, "stacks", `${stack}.json`);
  const run = (more: readonly string[]) => {
    const own = ["--stack", stack, "--format", "json", "--out", file];
    const args = [start, ...own, ...policyArguments(readProject(folder), stack), ...more];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    process.stderr.write(stderr);
    const done = status === exitCode.pass || status === exitCode.refused;
    return { done, why: stderr.trimEnd().split("\n").at(-1) ?? "" };
  };
  const comparison =
    base === undefined || against === "nothing"
      ? []
      : ["--against", base, ...(against === "commit" ? ["--against-code"] : [])];
  const first = run(comparison);
  if (first.done) return { plan: readReport(file), notes: [] };
  if (comparison.length > 0 && run([]).done)
    return { plan: readReport(file), notes: [`stack ${stack} is not compared with its base: ${first.why}`] };
  return { plan: undefined, notes: [`stack ${stack} could not be planned: ${first.why}`] };
}

/** Whether the base's code can run with the packages that are installed here. */
function hasSamePackages(files: readonly ChangedFile[]): boolean {
  return !files.some((file) => file.path === "package-lock.json");
}

async function main(args: readonly string[]): Promise<number> {
  const { base: asked = "HEAD^1", out = join(process.cwd(), "plan-reports") } = line.read(args);
  const folder = process.cwd();
  const base = commitOf(folder, asked);
  const names = stackNames(readProject(folder));
  const files = base === undefined ? [] : changedFiles(folder, base);
  const { stacks, deleted } =
    base === undefined
      ? { stacks: names.map((stack): StackToPlan => ({ stack, against: "nothing" })), deleted: [] }
      : changedStacks(files, names, hasSamePackages(files));
  mkdirSync(join(out, "stacks"), { recursive: true });
  const results = stacks.map((stack) => planned(stack, base, folder, out));
  const plans = results.flatMap(({ plan }) => plan ?? []);
  const notes = [
    ...results.flatMap((result) => result.notes),
    ...deleted.map(
      (stack) => `Pulumi.${stack}.yaml is gone: what the stack has made goes on running until \`pulumi destroy\``,
    ),
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
