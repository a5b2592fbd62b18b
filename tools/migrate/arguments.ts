/** The command line of `migrate`. */
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { choice, flag, path, text } from "../cli/flag";
import { userFolder, userPath } from "../cli/userPath";
import { defaultRegion } from "../plan/engine/deployment";
import { outputForms, reportFormats } from "./migrateFiles";

/** The word that stands for the other command. */
const splitWord = "split";
const script = "migrate";

const line = commandLine({
  script,
  summary:
    "Turns what a cluster has today into teams and pools: NodePools and EC2NodeClasses of every API version, Provisioners, placeholders with KEDA's crons, node groups, Auto Scaling groups, EKS Auto Mode. split: moves the teams of a stack file into files of their own, comments kept.",
  words: {
    name: "files...",
    description: "files and folders of YAML or JSON, - for standard input; or split",
    parse: (word) => word,
  },
  flags: {
    out: path("DIR", "folder that is written to; without it only the report is printed"),
    as: choice("FORM", outputForms, "a file for each team and shared pool, or one stack file"),
    format: choice("FORMAT", reportFormats, "of the printed report; DIR gets Markdown and JSON"),
    overwrite: flag("replaces files of DIR", { needs: "out" }),
    team: text("NAME", "all pools are of this team", { excludes: ["teamLabel", "teamName"] }),
    teamLabel: text("KEY", "label of nodes or objects whose value is the team (default: team)"),
    teamName: text("PATTERN", 'pattern of pools\' names with the team in it, such as "{team}-*"'),
    region: text("REGION", `AWS region (default: that of the zones that pools name, else ${defaultRegion})`),
    stack: text("NAME", "split: a stack beside Pulumi.yaml (default: dev)"),
    config: path("FILE", "split: a stack file anywhere", { excludes: ["stack"] }),
    policyConfig: path(
      "FILE",
      "split: the policy config that says which keys a team's own file may not set, or a folder with <environment>.json (default: policies/config)",
    ),
    into: text("FOLDER", "split: where the teams' files go, from the project's root (default: teams)"),
  },
  refused: "the input cannot be read, or the stack file cannot be split",
});

/** Flags of one command that the other does not take, with what an absent one means. */
const ofSplit = ["stack", "config", "policyConfig", "into"] as const;
const ofMigrate = ["out", "overwrite", "team", "teamLabel", "teamName", "region"] as const;

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError without a file or `split`, and for flags of the other command
 */
export function readArguments(args: readonly string[], note?: (text: string) => void) {
  const { words, stack, config, policyConfig, into, ...flags } = line.read(args, note);
  if (words.length === 0)
    throw new UsageError(
      "say what to do: npm run migrate -- FILE... for files of a cluster, or npm run migrate -- split",
    );
  const given = { stack, config, policyConfig, into, ...flags };
  const isSplit = words.length === 1 && words[0] === splitWord;
  for (const name of isSplit ? ofMigrate : ofSplit) {
    const value = given[name];
    if (value === undefined || value === false) continue;
    const written = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(
      `--${written} is not for ${isSplit ? "split" : "files of a cluster"}; see npm run migrate -- --help`,
    );
  }
  if (isSplit) return { command: "split" as const, stack, config, policyConfig, into: into ?? "teams" };
  const { teamLabel, teamName, ...rest } = flags;
  const folder = userFolder(script);
  const inputs = words.map((word) => (word === "-" ? word : userPath(word, folder)));
  return { command: "files" as const, inputs, label: teamLabel, name: teamName, ...rest };
}
