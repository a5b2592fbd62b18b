/** `npm run rehearse`: the command around the rehearsal. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { exitCode, UsageError } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { forTerminal, terminalText, terminalWord } from "../cli/terminal";
import { writeAtomic } from "../cli/writeAtomic";
import { type Arguments, readArguments } from "./arguments";
import { RehearsalError } from "./error";
import { buildParts, fetchCharts } from "./parts/build";
import { cacheRoot } from "./parts/cache";
import { awsParts, simulationParts } from "./parts/parts";
import { preparePython } from "./parts/python";
import { defaultVersions, requireBuilt } from "./parts/versions";
import { rehearse } from "./rehearse";
import { eventText, jsonReport, textReport } from "./report";
import { readScenario } from "./scenario/read";

const started = performance.now();
const log = (text: string): void =>
  void process.stderr.write(
    `rehearse, ${((performance.now() - started) / 1000).toFixed(0)} s: ${terminalText(text)}\n`,
  );

/** Folders of charts by the chart's name. @throws UsageError when the folder has none */
function chartFolders(folder: string): Readonly<Record<string, string>> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const charts = names.filter((name) => existsSync(join(folder, name, "Chart.yaml")));
  if (charts.length === 0) throw new UsageError(`${folder}: no chart in it; a chart is a folder with Chart.yaml`);
  return Object.fromEntries(charts.map((name) => [name, resolve(folder, name)]));
}

async function play(given: Arguments): Promise<number> {
  // its errors are reported before anything is built or started
  const scenario = given.scenario === undefined ? undefined : readScenario(given.scenario);
  const { stack, config, provider, charts, kubeconfig, anyServer, format, out } = given;
  const rehearsal = await rehearse({
    folder: process.cwd(),
    stack,
    config,
    provider,
    ...(charts === undefined ? {} : { aws: { charts: chartFolders(charts) } }),
    scenario,
    kubeconfig,
    anyServer,
    log,
    onEvent: (event) => void process.stderr.write(`${terminalWord(eventText(event))}\n`),
  });
  // on a terminal, standard error has shown the timeline
  const seen = out === undefined && process.stdout.isTTY === true;
  const text = format === "json" ? jsonReport(rehearsal) : textReport(forTerminal(rehearsal), !seen);
  if (out === undefined) await print(text);
  else writeAtomic(out, text);
  return rehearsal.verdict === "pass" ? exitCode.pass : exitCode.refused;
}

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args, log);
  if (!given.build) return play(given);
  const { karpenter, keda } = defaultVersions();
  const versions = { karpenter: given.karpenter ?? karpenter, keda: given.keda ?? keda };
  requireBuilt(["karpenter", "keda"], versions);
  // first, since it is the one that a machine may lack
  if (given.provider === "aws") await preparePython(log);
  if (given.provider === "aws") await fetchCharts(versions, log);
  await buildParts(given.provider === "aws" ? [...simulationParts, ...awsParts] : simulationParts, log, versions);
  log(`all programs are in ${cacheRoot()}`);
  return exitCode.pass;
}

runTool(main, [RehearsalError]);
