/** `--import-file`: writes the file, and says what it leaves out and what differs. */
import { UsageError } from "../cli/errors";
import { writeAtomic } from "../cli/writeAtomic";
import { importFile, type Needed } from "./adopt/importFile";
import { liveDifferences, objectsCommand, readLiveObjects } from "./adopt/liveObjects";
import { OpenValues, readValues } from "./adopt/openValues";
import { placeholderProviders } from "./adopt/placeholders";
import { readState } from "./adopt/state";
import { deployedProviders } from "./against/deployed";
import { shown, type Value } from "./engine/property";
import { type PlanOptions, planRead, readStack } from "./plan";
import { counted } from "./report/figures";
import { isRefused } from "./summary/plan";

export interface ImportFileOptions {
  readonly path: string;
  /** File of an exported state, of another stack too: its ids and names. */
  readonly state?: string | undefined;
  /** File of values of placeholders. */
  readonly values?: string | undefined;
  /** File of `kubectl get -o yaml`: the objects that run. */
  readonly objects?: string | undefined;
}

/**
 * Plans once more, in settled mode and with placeholders, and writes the file.
 * @returns lines for whoever waits
 * @throws UsageError for what cannot be read or written
 */
export async function writeImportFile(options: PlanOptions, given: ImportFileOptions): Promise<readonly string[]> {
  const { path, state, values, objects } = given;
  const read = readStack(options);
  const open = new OpenValues(values === undefined ? undefined : readValues(values));
  const live = objects === undefined ? undefined : readLiveObjects(objects);
  const placeholders = placeholderProviders(open, "open");
  const providers = state === undefined ? placeholders : deployedProviders(readState(state), read, placeholders);
  const planned = await planRead(read, { ...options, mode: "settled", withoutPolicies: true, providers });
  if (isRefused(planned.plan)) throw new UsageError(`${path}: not written: the stack is refused`);
  if (values !== undefined) open.checkUsed(values);
  const { file, leftOut } = importFile(planned.resources, open);
  writeAtomic(path, `${JSON.stringify(file, undefined, 2)}\n`);
  const { differences, absent, unseenKinds } =
    live === undefined ? { differences: [], absent: [], unseenKinds: [] } : liveDifferences(planned.resources, live);
  const command = objectsCommand(planned.resources);
  const valueText = (value: Value | undefined) => (value === undefined ? "nothing" : JSON.stringify(shown(value)));
  const commands = new Map(leftOut.flatMap(({ needs }) => needs.map(({ name, command }) => [name, command] as const)));
  return [
    `plan: ${counted(file.resources.length, "resource")} to import in ${path}; then: pulumi import --file ${path} --protect=false --generate-code=false`,
    ...(leftOut.length === 0 ? [] : [`${counted(leftOut.length, "resource")} left out:`]),
    ...leftOut.map(({ type, name, needs }) => `  ${type} ${name}: ${needText(needs)}`),
    ...(commands.size === 0 ? [] : ["values to give with --values FILE, and what shows them:"]),
    ...[...commands].sort().map(([value, command]) => `  ${value}: ${command}`),
    ...(live === undefined && command !== undefined
      ? [`to see which inputs differ from what runs, give --objects FILE; what prints it: ${command}`]
      : []),
    ...(unseenKinds.length === 0
      ? []
      : [
          `not compared, since ${objects} has no object of these kinds: ${unseenKinds.join(", ")}; what prints all: ${command}`,
        ]),
    ...(absent.length === 0
      ? []
      : [`${counted(absent.length, "object")} of the plan not in ${objects}, so their import would fail:`]),
    ...absent.map((each) => `  ${each}`),
    ...(differences.length === 0
      ? []
      : [
          `${counted(differences.length, "input")} differ from what runs; \`pulumi up\` after the import changes them:`,
        ]),
    ...differences.map(
      ({ type, name, path: field, live: is, planned: will }) =>
        `  ${type} ${name} ${field}: ${valueText(is)} becomes ${valueText(will)}`,
    ),
  ];
}

function needText(needs: readonly Needed[]): string {
  return needs.length === 0
    ? "no id is known for this type; it is created"
    : `needs ${needs.map(({ name }) => name).join(", ")}`;
}
