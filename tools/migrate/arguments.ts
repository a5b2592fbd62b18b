/** The command line of `migrate`. */
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { oneOf, path, text } from "../cli/flag";

const line = commandLine({
  script: "migrate",
  summary: "Rewrites stack files. split: moves the teams of a stack file into files of their own, comments kept.",
  words: {
    name: "command",
    description: "split",
    parse: (word) => oneOf("command", word, ["split"]),
  },
  flags: {
    stack: text("NAME", "a stack beside Pulumi.yaml (default: dev)"),
    config: path("FILE", "a stack file anywhere", { excludes: ["stack"] }),
    into: text("FOLDER", "where the teams' files go, from the project's root (default: teams)"),
  },
  refused: "the stack file is refused, or cannot be split",
});

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError without a command
 */
export function readArguments(args: readonly string[], note?: (text: string) => void) {
  const { words, ...flags } = line.read(args, note);
  if (words.length === 0) throw new UsageError("say what to do: npm run migrate -- split");
  return { ...flags, into: flags.into ?? "teams" };
}
