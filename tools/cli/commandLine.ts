/** The command line of a tool, read with commander. */
import { Argument, Command, CommanderError, Option } from "commander";
import { nearest } from "../../config";
import { version } from "../../package.json";
import { exitCode, UsageError } from "./errors";
import { type Flag, oneOf } from "./flag";
import { userFolder, userPath } from "./userPath";

/** Flags by the name that the tool knows them by: `teamGuide` is `--team-guide`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What the words without a flag mean. */
export interface Words<T> {
  /** `teams...`, or `command` for one at most; all may be absent. */
  readonly name: string;
  readonly description: string;
  /** @throws UsageError when it is not one of them */
  readonly parse: (word: string) => T;
}

/** All that is known of a tool's command line, for reading it and for its help. */
export interface CommandLineSpec<F extends Flags, W> {
  /** Name of the npm script. */
  readonly script: string;
  readonly summary: string;
  readonly flags: F;
  readonly words?: Words<W>;
  /** What exit code 1 means; absent for a tool that never exits with it. */
  readonly refused?: string;
}

/** Values by flag, and the words without one. */
export type Given<F extends Flags, W> = {
  readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never;
} & { readonly words: readonly W[] };

/** Reads the arguments of a tool. */
export interface CommandLine<F extends Flags, W> {
  /**
   * @param note receives a line for each deprecated name
   * @throws UsageError for a flag that is unknown, given twice, without a value, or at odds with another
   * @throws TextRequest when `--help` or `--version` is given
   */
  read(args: readonly string[], note?: (text: string) => void): Given<F, W>;
}

/** Thrown when help or version is asked for instead of a run. */
export class TextRequest extends Error {
  constructor(readonly text: string) {
    super("help or version is asked for");
  }
}

/** A flag as it is written: `teamGuide` is `--team-guide`. */
export const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The command line of a tool, with `--help` and `--version`. */
export function commandLine<const F extends Flags, W = never>(spec: CommandLineSpec<F, W>): CommandLine<F, W> {
  return { read: (args, note = () => {}) => read(spec, args, note) };
}

function read<F extends Flags, W>(
  spec: CommandLineSpec<F, W>,
  args: readonly string[],
  note: (text: string) => void,
): Given<F, W> {
  const given = new Map<string, unknown>();
  const command = commandOf(spec, { values: given, writtenAs: new Map() }, note);
  let shown = "";
  command.configureOutput({
    writeOut: (text) => {
      shown += text;
    },
    writeErr: () => {},
    getOutHelpWidth: () => Math.min(process.stdout.columns ?? 100, 120),
  });
  try {
    command.parse(args, { from: "user" });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === 0) throw new TextRequest(shown);
    throw new UsageError(wrongUse(cause, args, spec));
  }
  checkRelations(spec.flags, given);
  const words = wordsOf(spec, command.args);
  const values = Object.entries(spec.flags).map(([name, { fallback }]) => [
    name,
    given.has(name) ? given.get(name) : fallback,
  ]);
  return { ...Object.fromEntries(values), words } as Given<F, W>;
}

/** The flags that are given. */
interface Seen {
  readonly values: Map<string, unknown>;
  /** How each was written: the deprecated name or the present one. */
  readonly writtenAs: Map<string, string>;
}

function commandOf<F extends Flags, W>(
  { script, summary, flags, words, refused }: CommandLineSpec<F, W>,
  seen: Seen,
  note: (text: string) => void,
): Command {
  const command = new Command(`npm run ${script} --`)
    .description(summary)
    .helpOption("-h, --help", "this text")
    // words are counted by `wordsOf`, which says which one is too many
    .allowExcessArguments()
    .exitOverride();
  if (words !== undefined) command.addArgument(new Argument(`[${words.name}]`, words.description));
  const folder = userFolder(script);
  for (const [name, flag] of Object.entries(flags)) {
    const written = flagOf(name);
    const option = optionOf(written, flag, folder);
    command.addOption(option);
    onFlag(command, option, name, seen);
    if (flag.formerly === undefined) continue;
    const old = flagOf(flag.formerly);
    const alias = optionOf(old, flag, folder).hideHelp();
    command.addOption(alias);
    onFlag(command, alias, name, seen, () => note(`${old} is deprecated; write ${written}`));
  }
  command.version(version, "--version", "the version of this project");
  const codes = [
    `${exitCode.pass} pass`,
    ...(refused === undefined ? [] : [`${exitCode.refused} ${refused}`]),
    `${exitCode.error} wrong use or a bug of ours`,
  ];
  return command.addHelpText("after", `\nExit code: ${codes.join(", ")}.`);
}

/** @param folder where relative paths start from */
function optionOf(written: string, flag: Flag<unknown>, folder: string): Option {
  const { value, description, fallback, choices, isPath } = flag;
  if (value === undefined) return new Option(written, description);
  const option = new Option(`${written} <${value}>`, description);
  if (choices !== undefined) option.choices(choices).default(fallback);
  return option.argParser((text: string) => {
    if (text === "") throw new UsageError(`${written} needs a value`);
    if (text.startsWith("--")) throw new UsageError(`${written} needs a value, and ${text} is a flag`);
    if (choices !== undefined) return oneOf(written, text, choices);
    return isPath === true ? userPath(text, folder) : text;
  });
}

/** Keeps the value of a flag when it is given. */
function onFlag(
  command: Command,
  option: Option,
  name: string,
  { values, writtenAs }: Seen,
  also: () => void = () => {},
): void {
  const written = `--${option.name()}`;
  command.on(`option:${option.name()}`, () => {
    const before = writtenAs.get(name);
    if (before === written) throw new UsageError(`${written} is given twice`);
    if (before !== undefined) throw new UsageError(`${before} and ${written} are the same: give one of them`);
    writtenAs.set(name, written);
    values.set(name, command.getOptionValue(option.attributeName()));
    also();
  });
}

/** What commander found wrong, in one line. */
function wrongUse({ code, message }: CommanderError, args: readonly string[], spec: CommandLineSpec<Flags, unknown>) {
  const help = `see npm run ${spec.script} -- --help`;
  // only the last argument can lack its value
  if (code === "commander.optionMissingArgument") return `${args.at(-1)} needs a value; ${help}`;
  const [, written] = /^error: unknown option '([^'=]*)/.exec(message) ?? [];
  if (written === undefined) return `${message.replace(/^error: /, "").replaceAll("\n", " ")}; ${help}`;
  const near = nearest(written, [...Object.keys(spec.flags).map(flagOf), "--help", "--version"]);
  return `${written} is not known; ${near === undefined ? help : `did you mean ${near}?`}`;
}

function checkRelations(flags: Flags, given: ReadonlyMap<string, unknown>): void {
  for (const name of given.keys()) {
    const { excludes = [], needs } = flags[name] as Flag<unknown>;
    const other = excludes.find((each) => given.has(each));
    if (other !== undefined)
      throw new UsageError(`${flagOf(other)} and ${flagOf(name)} exclude each other: give one of them`);
    const needed = needs === undefined ? [] : [needs].flat();
    if (needed.length > 0 && !needed.some((each) => given.has(each)))
      throw new UsageError(`${flagOf(name)} needs ${needed.map(flagOf).join(" or ")}`);
  }
}

function wordsOf<W>({ script, words }: CommandLineSpec<Flags, W>, args: readonly string[]): readonly W[] {
  const most = words === undefined ? 0 : words.name.endsWith("...") ? args.length : 1;
  const tooMany = args[most];
  if (tooMany !== undefined)
    throw new UsageError(`${JSON.stringify(tooMany)} is not expected here; see npm run ${script} -- --help`);
  return words === undefined ? [] : args.map(words.parse);
}
