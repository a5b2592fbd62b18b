/** `npm run plan`: the command around the plan. */

import { colorsOf, noColors } from "../cli/colors";
import { exitCode, UsageError } from "../cli/errors";
import { removeOwnFiles } from "../cli/ownFiles";
import { progress } from "../cli/progress";
import { print, printCommands, runTool } from "../cli/run";
import { userFolder, userPath } from "../cli/userPath";
import { widthOf, wrapped } from "../cli/wrap";
import { writeAtomic } from "../cli/writeAtomic";
import { type Arguments, type Format, readArguments } from "./arguments";
import { planPage } from "./page/page";
import { readRehearsal } from "./page/rehearsal/read";
import { isRefused, type Plan, type PlannedStack, type PlanOptions, planStack } from "./plan";
import { planAgainst } from "./planAgainst";
import { counted } from "./report/figures";
import { githubReport } from "./report/github";
import { jsonReport } from "./report/json";
import { manifestsKind, type Written, writeManifests } from "./report/manifests";
import { markdownReport } from "./report/markdown";
import { readReport } from "./report/readReport";
import { sarifReport } from "./report/sarif";
import { textReport } from "./report/text";
import { verdictLine } from "./report/verdict";
import { guidesKind, writeTeamGuides } from "./teamGuide/write";

const formats: Readonly<Record<Exclude<Format, "text">, (plan: Plan) => string>> = {
  json: jsonReport,
  markdown: markdownReport,
  github: githubReport,
  sarif: (plan) => sarifReport([plan]),
};

function report(plan: Plan, given: Arguments): string {
  const { format, out } = given;
  if (format !== "text") return formats[format](plan);
  if (out !== undefined) return textReport(plan, noColors, given);
  return wrapped(textReport(plan, colorsOf(process.stdout), given), widthOf(process.stdout));
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

/** The plan, compared where that is asked for. */
function planned(options: PlanOptions, { against: what, againstCode }: Arguments): Promise<PlannedStack> {
  if (what === undefined) return planStack(options);
  return planAgainst(options, { what, path: userPath(what, userFolder("plan")), ownCode: againstCode });
}

async function main(args: readonly string[]): Promise<number> {
  const { say, note, end } = progress(process.stderr);
  const given = readArguments(args, note);
  checkFormat(given);
  if (given.render !== undefined) return written(readReport(given.render), given, note);
  const options: PlanOptions = {
    folder: process.cwd(),
    stack: given.stack,
    config: given.config,
    mode: given.mode,
    policyConfig: given.policyConfig,
    progress: say,
    log: ({ severity, message }) => note(severity === "info" ? message : `${severity}: ${message}`),
  };
  const { plan, stack } = await planned(options, given).finally(end);
  if (given.manifests !== undefined) {
    if (isRefused(plan)) note(refusedText(given.manifests, manifestsKind));
    else note(writtenText("Kubernetes object", given.manifests, writeManifests(plan, given.manifests)));
  }
  if (given.teamGuide !== undefined) {
    const { teamGuide: folder, language } = given;
    if (isRefused(plan)) note(refusedText(folder, guidesKind(language)));
    else if (stack === undefined)
      throw new UsageError("--team-guide: only a stack of this project has teams to write guides for");
    else note(writtenText("team guide", folder, writeTeamGuides({ plan, stack, folder, language })));
  }
  return written(plan, given, note);
}

/** Writes the page and the report where they are asked for; returns the exit code. */
async function written(plan: Plan, given: Arguments, note: (text: string) => void): Promise<number> {
  if (given.html !== undefined) {
    const rehearsal = given.rehearsal === undefined ? undefined : readRehearsal(given.rehearsal);
    writeAtomic(given.html, planPage(plan, { language: given.language, rehearsal }));
    note(`plan: the page is in ${given.html}`);
  }
  const text = report(plan, given);
  if (given.out === undefined) await show(text, given);
  else {
    writeAtomic(given.out, text);
    note(`plan: ${verdictLine(plan)} (the report is in ${given.out})`);
  }
  return isRefused(plan) || plan.policies.verdict === "fail" ? exitCode.refused : exitCode.pass;
}

runTool(main);
