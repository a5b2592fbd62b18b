/** The command line of `eject`. */
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { path, text } from "../cli/flag";
import { userFolder, userPath } from "../cli/userPath";

const line = commandLine({
  script: "eject",
  summary:
    "Writes a stack as plain files: Kubernetes objects, Helm values, IAM and other AWS documents, and a README with the commands, in order. Nothing in AWS or in a cluster is touched.",
  words: { name: "folder", description: "where to; must be empty or not there", parse: (word) => word },
  flags: {
    stack: text("NAME", "a stack beside Pulumi.yaml (default: dev)"),
    config: path("FILE", "a stack file anywhere; the stack is named after it", { excludes: ["stack"] }),
    state: path("FILE", "an export of `pulumi stack export`: ids and names are those that run"),
    values: path("FILE", 'values of placeholders in YAML: a line such as ACCOUNT_ID: "123456789012" for each'),
  },
  refused: "the stack is refused",
});

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError without a folder
 */
export function readArguments(args: readonly string[], note?: (text: string) => void) {
  const { words, ...flags } = line.read(args, note);
  const [folder] = words;
  if (folder === undefined) throw new UsageError("say where to: npm run eject -- DIR");
  return { ...flags, folder: userPath(folder, userFolder("eject")) };
}
