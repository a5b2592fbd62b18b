/** `npm run plan`: the command around the plan. */

import { colorsOf, noColors } from "../cli/colors";
import { exitCode, UsageError } from "../cli/errors";
import { removeOwnFiles } from "../cli/ownFiles";
import { progress } from "../cli/progress";
import { print, runTool } from "../cli/run";
import { userFolder, userPath } from "../cli/userPath";
import { widthOf, wrapped } from "../cli/wrap";
import { writeAtomic } from "../cli/writeAtomic";
import { type Arguments, readArguments } from "./arguments";
import { isRefused, type Plan, type PlannedStack, type PlanOptions, planStack } from "./plan";
import { planAgainst } from "./planAgainst";
import { counted } from "./report/figures";
import { jsonReport } from "./report/json";
import { manifestsKind, type Written, writeManifests } from "./report/manifests";
import { markdownReport } from "./report/markdown";
import { textReport, verdictLine } from "./report/text";
import { guidesKind, writeTeamGuides } from "./teamGuide/write";

function report(plan: Plan, { format, out }: Arguments): string {
  if (format === "json") return jsonReport(plan);
  if (format === "markdown") return markdownReport(plan);
  if (out !== undefined) return textReport(plan, noColors);
  return wrapped(textReport(plan, colorsOf(process.stdout)), widthOf(process.stdout));
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
  const text = report(plan, given);
  if (given.out === undefined) await print(text);
  else {
    writeAtomic(given.out, text);
    note(`plan: ${verdictLine(plan)} (the report is in ${given.out})`);
  }
  return isRefused(plan) || plan.policies.verdict === "fail" ? exitCode.refused : exitCode.pass;
}

runTool(main);
