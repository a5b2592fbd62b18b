/** The command line of `new`. */
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { flag, text, texts } from "../cli/flag";

const line = commandLine({
  script: "new",
  summary: "Writes the file of a new stack, by a few questions or by flags. It never overwrites a file.",
  words: { name: "name", description: "of the stack: Pulumi.<name>.yaml is written", parse: stackName },
  flags: {
    region: text("REGION", "AWS region, such as ap-northeast-2"),
    environment: text("NAME", "development or production (default: development)"),
    team: texts("NAME", "a team with one pool and a namespace of its own; may be given several times"),
    cpu: text("CPU", "the most vCPU that each team's pool may reach (default: 32)"),
    memory: text("MEMORY", "the most memory of each team's pool (default: 4 GiB a vCPU)"),
    spot: flag("let the pools use spot, with on-demand where there is none"),
    publicCidr: texts("CIDR", "a range that may reach the API server over the internet; may be given several times"),
    yes: flag("ask nothing: take the defaults for what is not given"),
  },
  refused: "the stack's config would be refused; nothing is written",
});

/** Names that Pulumi accepts. Source: the CLI, tokens.ParseStackName. */
function stackName(word: string): string {
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(word)) return word;
  throw new UsageError(
    `${JSON.stringify(word)} is not a valid stack name; write up to 100 letters, digits, ".", "_" or "-"`,
  );
}

/** What is asked for, by flags. */
export type NewArguments = Omit<ReturnType<typeof line.read>, "words"> & { readonly name: string };

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError without a name
 */
export function readArguments(args: readonly string[]): NewArguments {
  const { words, ...flags } = line.read(args);
  const [name] = words;
  if (name === undefined) throw new UsageError("name the stack: npm run new -- NAME");
  return { ...flags, name };
}
