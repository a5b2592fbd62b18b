/** `npm run plan`: the command around the plan. */

import { colorsOf, noColors } from "../cli/colors";
import { exitCode, UsageError } from "../cli/errors";
import { progress } from "../cli/progress";
import { print, runTool } from "../cli/run";
import { writeAtomic } from "../cli/writeAtomic";
import { type Arguments, readArguments } from "./arguments";
import { isRefused, type Plan, planStack } from "./plan";
import { counted } from "./report/figures";
import { jsonReport } from "./report/json";
import { writeManifests } from "./report/manifests";
import { markdownReport } from "./report/markdown";
import { textReport } from "./report/text";
import { writeTeamGuides } from "./teamGuide/write";

function report(plan: Plan, { format, out }: Arguments): string {
  if (format === "json") return jsonReport(plan);
  if (format === "markdown") return markdownReport(plan);
  return textReport(plan, out === undefined ? colorsOf(process.stdout) : noColors);
}

async function main(args: readonly string[]): Promise<number> {
  const { say, note, end } = progress(process.stderr);
  const given = readArguments(args, note);
  const { plan, stack } = await planStack({
    folder: process.cwd(),
    stack: given.stack,
    config: given.config,
    mode: given.mode,
    policyConfig: given.policyConfig,
    progress: say,
    log: ({ severity, message }) => note(severity === "info" ? message : `${severity}: ${message}`),
  }).finally(end);
  if (given.manifests !== undefined) {
    const count = writeManifests(plan, given.manifests);
    note(`plan: ${count} Kubernetes objects in ${given.manifests}`);
  }
  if (given.teamGuide !== undefined && !isRefused(plan)) {
    if (stack === undefined)
      throw new UsageError("--team-guide: only a stack of this project has teams to write guides for");
    const count = writeTeamGuides({ plan, stack, folder: given.teamGuide, language: given.language });
    note(`plan: ${counted(count, "team guide")} in ${given.teamGuide}`);
  }
  const text = report(plan, given);
  if (given.out === undefined) await print(text);
  else writeAtomic(given.out, text);
  return isRefused(plan) || plan.policies.verdict === "fail" ? exitCode.refused : exitCode.pass;
}

runTool(main);
