/** `npm run plan`: the command around the plan. */

import { colorsOf, noColors, type Paint } from "../cli/colors";
import { exitCode, UsageError } from "../cli/errors";
import { removeOwnFiles } from "../cli/ownFiles";
import { progress } from "../cli/progress";
import { print, printCommands, runTool } from "../cli/run";
import { terminalJson } from "../cli/terminal";
import { userFolder, userPath } from "../cli/userPath";
import { widthOf, wrapped } from "../cli/wrap";
import { writeAtomic } from "../cli/writeAtomic";
import { type Arguments, type Format, readArguments } from "./arguments";
import { isRefused, type Plan, type PlannedStack, type PlanOptions, planStack, readStack } from "./plan";
import { counted } from "./report/figures";
import { githubReport } from "./report/github";
import { jsonReport } from "./report/json";
import { manifestsKind, type Written, writeManifests } from "./report/manifests";
import { markdownReport } from "./report/markdown";
import { readAnyReport } from "./report/readReport";
import { mostRuns, sarifReport } from "./report/sarif";
import { textReport } from "./report/text";
import { verdictLine } from "./report/verdict";
import { asksForSeveral, checkFlagsOfSeveral, chosenStacks } from "./stacks/chosen";
import { stacksVerdictText } from "./stacks/figures";
import { stacksGithub } from "./stacks/github";
import { stacksMarkdown } from "./stacks/markdown";
import { givenPolicies } from "./stacks/policyConfigOf";
import { stacksText } from "./stacks/text";
import type { StacksPlan, StackVerdict } from "./summary/stacks";
import { plannedWhatIfs, readWhatIfs } from "./whatIf/whatIf";

/** A report in every form, with what decides how the command ends. */
interface Report {
  readonly text: (color: Paint) => string;
  readonly others: Readonly<Record<Exclude<Format, "text">, () => string>>;
  /** In a line. */
  readonly verdict: string;
  /** As one HTML page; several stacks have none. */
  readonly page?: () => string;
  readonly code: number;
}

function reportOf(plan: Plan, given: Arguments): Report {
  return {
    text: (color) => textReport(plan, color, given),
    others: {
      json: () => jsonReport(plan),
      markdown: () => markdownReport(plan),
      github: () => githubReport(plan),
      sarif: () => sarifReport([plan]),
    },
    verdict: verdictLine(plan),
    page: () => pageOf(plan, given),
    code: isRefused(plan) ? exitCode.refused : codes[plan.policies.verdict],
  };
}

/** What few plans need is loaded when it is asked for: together it is a third of a start. */
function pageOf(plan: Plan, { language, rehearsal }: Arguments): string {
  const { planPage } = require("./page/page") as typeof import("./page/page");
  const { readRehearsal } = require("./page/rehearsal/read") as typeof import("./page/rehearsal/read");
  return planPage(plan, { language, rehearsal: rehearsal === undefined ? undefined : readRehearsal(rehearsal) });
}

function reportOfStacks(plan: StacksPlan, { details }: Arguments): Report {
  return {
    text: (color) => stacksText(plan, color, details),
    others: {
      json: () => terminalJson(plan),
      markdown: () => stacksMarkdown(plan),
      github: () => stacksGithub(plan),
      sarif: () => sarifReport(plan.stacks.flatMap((stack) => stack.plan ?? [])),
    },
    verdict: stacksVerdictText(plan),
    code: codes[plan.verdict],
  };
}

const codes: Readonly<Record<StackVerdict, number>> = {
  pass: exitCode.pass,
  warn: exitCode.pass,
  fail: exitCode.refused,
  error: exitCode.error,
};

function formatted({ text, others }: Report, { format, out }: Arguments): string {
  if (format !== "text") return others[format]();
  if (out !== undefined) return text(noColors);
  return wrapped(text(colorsOf(process.stdout)), widthOf(process.stdout));
}

/** @throws UsageError for a flag that the other formats would ignore */
function checkFormat({ format, ...given }: Arguments): void {
  if (format === "text") return;
  for (const flag of ["tree", "details", "utc"] as const)
    if (given[flag]) throw new UsageError(`--${flag} goes with --format text; --format ${format} decides by itself`);
}

function show(text: string, { format }: Arguments): Promise<void> {
  // what `print` does to a line that looks like a runner's command is done to each text in it
  return format === "github" ? printCommands(text) : print(text);
}

function writtenText(noun: string, folder: string, { count, removed }: Written): string {
  const earlier = removed === 0 ? "" : `; ${counted(removed, "file")} of an earlier run removed`;
  return `plan: ${counted(count, noun)} in ${folder}${earlier}`;
}

/** Removes what an earlier run has left, which would look current, and says so. */
function refusedText(folder: string, kind: string): string {
  const removed = removeOwnFiles(folder, kind);
  const earlier = removed === 0 ? "" : `, and ${counted(removed, "file")} of an earlier run removed`;
  return `plan: the stack is refused: nothing written to ${folder}${earlier}`;
}

/** The plan, compared and asked where that is wanted. */
async function planned(options: PlanOptions, given: Arguments): Promise<PlannedStack> {
  const { against: what, againstCode, whatIf, compareWarm } = given;
  const stack = what === undefined ? await planStack(options) : await against(what, options, againstCode);
  const asked = whatIf.length === 0 ? stack : withWhatIfs(stack, whatIf, options);
  return compareWarm.length === 0 ? asked : withComparisons(asked, compareWarm);
}

function against(what: string, options: PlanOptions, ownCode: boolean): Promise<PlannedStack> {
  const { planAgainst } = require("./planAgainst") as typeof import("./planAgainst");
  return planAgainst(options, { what, path: userPath(what, userFolder("plan")), ownCode });
}

/** @throws UsageError as `plannedComparisons` does, and for a program of another project */
function withComparisons(planned: PlannedStack, texts: readonly string[]): PlannedStack {
  const { plan, stack, resources } = planned;
  if (isRefused(plan)) return planned;
  if (stack === undefined) throw new UsageError("--compare-warm: only a stack of this project has pools to compare");
  const { plannedComparisons } = require("./compareWarm/compareWarm") as typeof import("./compareWarm/compareWarm");
  return { ...planned, plan: { ...plan, compareWarm: plannedComparisons(texts, { stack, plan, resources }) } };
}

/** @throws UsageError as `plannedWhatIfs` does, and for a program of another project */
function withWhatIfs(planned: PlannedStack, texts: readonly string[], { now }: PlanOptions): PlannedStack {
  const { plan, stack, resources, config } = planned;
  // nothing of a refused stack would be there: the findings say why
  if (isRefused(plan)) return planned;
  if (stack === undefined)
    throw new UsageError("--what-if: only a stack of this project has teams and pools to ask of");
  const whatIf = plannedWhatIfs(texts, { stack, resources, region: config.values.get("aws:region"), now });
  return { ...planned, plan: { ...plan, whatIf } };
}

async function main(args: readonly string[]): Promise<number> {
  const { say, note, end } = progress(process.stderr);
  const given = readArguments(args, note);
  checkFormat(given);
  if (given.render !== undefined) return written(rendered(given.render, given), given, note);
  if (asksForSeveral(given)) {
    checkFlagsOfSeveral(given, "give its name with --stack, or its file with --config");
    const againstPath = given.against === undefined ? undefined : userPath(given.against, userFolder("plan"));
    const withInputs = given.format === "json";
    const options = { ...given, againstPath, withInputs, progress: say, note };
    const { planStacks } = require("./stacks/planStacks") as typeof import("./stacks/planStacks");
    const stacks = await planStacks(chosenStacks(process.cwd(), given), options).finally(end);
    if (given.format === "sarif" && stacks.stacks.length > mostRuns)
      note(`plan: GitHub takes ${mostRuns} stacks in a file of SARIF; give them in parts, by --stack NAME,NAME`);
    return written(reportOfStacks(stacks, given), given, note);
  }
  // before anything is planned: a mistake in it is told at once
  readWhatIfs(given.whatIf);
  const stackGiven = { folder: process.cwd(), stack: given.stack, config: given.config };
  const policies = givenPolicies(given.policyConfig, () => readStack(stackGiven).config.own.environment);
  for (const line of policies.notes) note(line);
  const options: PlanOptions = {
    ...stackGiven,
    mode: given.mode,
    policyConfig: policies.file,
    progress: say,
    log: ({ severity, message }) => note(severity === "info" ? message : `${severity}: ${message}`),
  };
  const { plan, stack } = await planned(options, given).finally(end);
  if (given.manifests !== undefined) {
    if (isRefused(plan)) note(refusedText(given.manifests, manifestsKind));
    else note(writtenText("Kubernetes object", given.manifests, writeManifests(plan, given.manifests)));
  }
  if (given.importFile !== undefined) {
    if (isRefused(plan)) note(`plan: the stack is refused: ${given.importFile} is not written`);
    else {
      const { writeImportFile } = require("./writeImportFile") as typeof import("./writeImportFile");
      for (const line of await writeImportFile(options, { ...given, path: given.importFile })) note(line);
    }
  }
  if (given.teamGuide !== undefined) {
    const { teamGuide: folder, language } = given;
    const { guidesKind, writeTeamGuides } = require("./teamGuide/write") as typeof import("./teamGuide/write");
    if (isRefused(plan)) note(refusedText(folder, guidesKind(language)));
    else if (stack === undefined)
      throw new UsageError("--team-guide: only a stack of this project has teams to write guides for");
    else note(writtenText("team guide", folder, writeTeamGuides({ plan, stack, folder, language })));
  }
  return written(reportOf(plan, given), given, note);
}

function rendered(path: string, given: Arguments): Report {
  const report = readAnyReport(path);
  if (!("stacks" in report)) return reportOf(report, given);
  checkFlagsOfSeveral({ ...given, render: undefined }, `${path} is of several`);
  return reportOfStacks(report, given);
}

/** Writes the page and the report where they are asked for; returns the exit code. */
async function written(report: Report, given: Arguments, note: (text: string) => void): Promise<number> {
  if (given.html !== undefined && report.page !== undefined) {
    writeAtomic(given.html, report.page());
    note(`plan: the page is in ${given.html}`);
  }
  const text = formatted(report, given);
  if (given.out === undefined) await show(text, given);
  else {
    writeAtomic(given.out, text);
    note(`plan: ${report.verdict} (the report is in ${given.out})`);
  }
  return report.code;
}

runTool(main);
