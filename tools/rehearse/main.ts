/** `npm run rehearse`: the command around the rehearsal. */
import { errorText, exitCode, UsageError } from "../cli/errors";
import { writeWhole } from "../cli/writeWhole";
import { type Arguments, readArguments, usage } from "./arguments";
import { RehearsalError } from "./error";
import { buildParts } from "./parts/build";
import { cacheRoot } from "./parts/cache";
import { allParts } from "./parts/parts";
import { rehearse } from "./rehearse";
import { eventText, jsonReport, textReport } from "./report";
import { readScenario } from "./scenario/read";

const started = performance.now();
const log = (text: string): void =>
  void process.stderr.write(`rehearse, ${((performance.now() - started) / 1000).toFixed(0)} s: ${text}\n`);

/** Writes to standard output and waits until all is written: a pipe takes a long report in pieces. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

async function play(given: Arguments): Promise<number> {
  // its errors are reported before anything is built or started
  const scenario = given.scenario === undefined ? undefined : readScenario(given.scenario);
  const { stack, config, kubeconfig, anyServer, format, out } = given;
  const rehearsal = await rehearse({
    folder: process.cwd(),
    stack,
    config,
    scenario,
    kubeconfig,
    anyServer,
    log,
    onEvent: (event) => void process.stderr.write(`${eventText(event)}\n`),
  });
  // on a terminal, standard error has shown the timeline
  const seen = out === undefined && process.stdout.isTTY === true;
  const text = format === "json" ? jsonReport(rehearsal) : textReport(rehearsal, !seen);
  if (out === undefined) await print(text);
  else writeWhole(out, text);
  return rehearsal.verdict === "pass" ? exitCode.pass : exitCode.refused;
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (given.help) {
    await print(usage);
    return exitCode.pass;
  }
  if (!given.build) return play(given);
  await buildParts(allParts, log);
  log(`all programs are in ${cacheRoot()}`);
  return exitCode.pass;
}

// the reader may stop reading (`| head`): the exit code still is the verdict
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  if (cause.code !== "EPIPE") throw cause;
});
process.stderr.on("error", () => {});

main()
  .catch((cause: unknown) => {
    const isPlain = cause instanceof UsageError || cause instanceof RehearsalError;
    process.stderr.write(`${isPlain ? cause.message : errorText(cause)}\n`);
    return exitCode.error;
  })
  // the plan may still be running after a rehearsal that failed
  .then((code) => process.exit(code));
