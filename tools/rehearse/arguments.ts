/** The command line of the rehearsal. */
import { parseArgs } from "node:util";
import { UsageError } from "../cli/errors";

export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

export const usage = `Plays the plan's Kubernetes objects on a real control plane with simulated nodes, on this machine alone.

  npm run rehearse -- [--stack NAME | --config FILE] [--scenario FILE] [options]
  npm run rehearse -- build

  build                 builds the control plane ahead of time (Go 1.26 or newer; once, 10 to 30 minutes)
  --stack NAME          a stack beside Pulumi.yaml (default: the scenario's stack file, else dev)
  --config FILE         a stack file anywhere
  --scenario FILE       steps to play on simulated nodes; without it, only admission is checked
  --format FORMAT       text (default), json
  --out FILE            write the report there
  --kubeconfig FILE     check admission on this throwaway cluster instead of a control plane of our own: objects of the
                        plan's names are overwritten there. Its server must be on this machine
  --any-server          with --kubeconfig: let the server be anywhere
  --help                this text

Exit code: 0 all is as expected, 1 an object is refused or an expectation missed, 2 wrong use or a fault of ours.
`;

export interface Arguments {
  readonly help: boolean;
  readonly build: boolean;
  readonly stack: string | undefined;
  readonly config: string | undefined;
  readonly scenario: string | undefined;
  readonly format: Format;
  readonly out: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly anyServer: boolean;
}

const flags = {
  stack: { type: "string", multiple: true },
  config: { type: "string", multiple: true },
  scenario: { type: "string", multiple: true },
  format: { type: "string", multiple: true },
  out: { type: "string", multiple: true },
  kubeconfig: { type: "string", multiple: true },
  "any-server": { type: "boolean" },
  help: { type: "boolean" },
} as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true });
  } catch (cause) {
    const [message] = (cause as Error).message.split(". ");
    throw new UsageError(`${message}; see npm run rehearse -- --help`);
  }
}

function onlyTogether(first: string, given: unknown, second: string, needed: unknown): void {
  if (given !== undefined && given !== false && needed === undefined)
    throw new UsageError(`--${first} goes with --${second}: give both or neither`);
}

function excluding(first: string, one: unknown, second: string, other: unknown): void {
  if (one !== undefined && other !== undefined)
    throw new UsageError(`--${first} and --${second} exclude each other: give one of them`);
}

/**
 * Reads the command line.
 * @throws WrongUse for a flag that is unknown, given twice, empty or at odds with another
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const [command, ...more] = positionals;
  const unknown = more[0] ?? (command === "build" ? undefined : command);
  if (unknown !== undefined) throw new UsageError(`"${unknown}" is no command (build); see npm run rehearse -- --help`);
  const one = (flag: Exclude<keyof typeof flags, "any-server" | "help">): string | undefined => {
    const given = values[flag];
    if (given !== undefined && given.length > 1) throw new UsageError(`--${flag} is given twice`);
    if (given?.[0] === "") throw new UsageError(`--${flag} needs a value`);
    return given?.[0];
  };
  const stack = one("stack");
  const config = one("config");
  const scenario = one("scenario");
  const kubeconfig = one("kubeconfig");
  const anyServer = values["any-server"] === true;
  excluding("stack", stack, "config", config);
  excluding("kubeconfig", kubeconfig, "scenario", scenario);
  onlyTogether("any-server", anyServer, "kubeconfig", kubeconfig);
  const given = one("format");
  const format = given === undefined ? "text" : formats.find((option) => option === given);
  if (format === undefined) throw new UsageError(`--format: "${given}" is not known (${formats.join(", ")})`);
  return {
    help: values.help === true,
    build: command === "build",
    stack,
    config,
    scenario,
    format,
    out: one("out"),
    kubeconfig,
    anyServer,
  };
}
