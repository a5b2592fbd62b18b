/** `npm run plan`: the command around the plan. */

import { errorText, exitCode, UsageError } from "../cli/errors";
import { progress } from "../cli/progress";
import { writeWhole } from "../cli/writeWhole";
import { type Arguments, readArguments, usage } from "./arguments";
import { isRefused, type Plan, planStack } from "./plan";
import { counted } from "./report/figures";
import { jsonReport } from "./report/json";
import { writeManifests } from "./report/manifests";
import { markdownReport } from "./report/markdown";
import { paint, textReport } from "./report/text";
import { writeTeamGuides } from "./teamGuide/write";

function wantsColor(out: string | undefined): boolean {
  return out === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
}

function report(plan: Plan, { format, out }: Arguments): string {
  if (format === "json") return jsonReport(plan);
  return format === "markdown" ? markdownReport(plan) : textReport(plan, paint(wantsColor(out)));
}

/** Writes to standard output and waits until it is through: a pipe takes a long report in pieces. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (given.help) {
    await print(usage);
    return exitCode.pass;
  }
  const { say, note, end } = progress(process.stderr);
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
  if (given.handover !== undefined && !isRefused(plan)) {
    if (stack === undefined)
      throw new UsageError("--handover: there are pages for a stack of this project that is not refused");
    const count = writeTeamGuides({ plan, stack, folder: given.handover, language: given.language });
    note(`plan: ${counted(count, "hand-over page")} in ${given.handover}`);
  }
  const text = report(plan, given);
  if (given.out === undefined) await print(text);
  else writeWhole(given.out, text);
  return isRefused(plan) || plan.policies.verdict === "fail" ? exitCode.refused : exitCode.pass;
}

// whoever reads may stop reading (`| head`): the verdict still is the exit code
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  if (cause.code !== "EPIPE") throw cause;
});
process.stderr.on("error", () => {});

main()
  .catch((cause: unknown) => {
    process.stderr.write(`${errorText(cause)}\n`);
    return exitCode.error;
  })
  .then((code) => {
    process.exitCode = code;
  });
