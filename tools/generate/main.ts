/**
 * `npm run generate`: writes every file that is made from the sources.
 * `--check` writes nothing and fails, naming the files, when one of them is out of date.
 * With the change logs of the AMI families it makes the table of AMI releases as well.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { amiReleaseTable } from "../../capacity/ec2/amiReleases";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { flag, path, text } from "../cli/flag";
import { runTool } from "../cli/run";
import { planJsonSchema } from "../plan/report/planSchema";
import { stacksJsonSchema } from "../plan/report/stacksSchema";
import { amiReleaseChanges, amiReleasesFrom, amiReleasesJson } from "./amiReleases";
import { configReference } from "./configReference";
import { sharedPoolFileSchema, teamFileSchema } from "./entryFileSchema";
import { NotServed } from "./goModules";
import { checkRows, makeRow } from "./karpenter/command";
import { malformed, rowList, rowListPath } from "./karpenter/files";
import { checkKedaRows, makeKedaRow } from "./keda/command";
import { pageProgram, pageStyleSheet } from "./pageBundle";
import { policiesMarkdown } from "./policyReference";
import { providerArgs } from "./providerArgs";
import { stackFileSchema } from "./stackFileSchema";
import { teamFileKeys } from "./teamFileKeys";

const root = join(__dirname, "..", "..");
const project = "nodepools";

/** Generated files by path, with what makes each. */
export const generated: Readonly<Record<string, () => string>> = {
  "schema/stack-config.json": () => `${JSON.stringify(stackFileSchema(project), null, 2)}\n`,
  "schema/team.json": () => `${JSON.stringify(teamFileSchema(), null, 2)}\n`,
  "schema/shared-pool.json": () => `${JSON.stringify(sharedPoolFileSchema(), null, 2)}\n`,
  "schema/plan.json": () => `${JSON.stringify(planJsonSchema(), null, 2)}\n`,
  "schema/stacks-plan.json": () => `${JSON.stringify(stacksJsonSchema(), null, 2)}\n`,
  "policies/readers/teamFileKeys.ts": teamFileKeys,
  "docs/config.md": () => configReference(project),
  "docs/policies.md": policiesMarkdown,
  [rowListPath]: () => rowList(root),
  "provider/args.ts": providerArgs,
  "tools/plan/page/bundle/page.css": pageStyleSheet,
  "tools/plan/page/bundle/page.js": pageProgram,
};

/** Paths of generated files whose content is not what the sources make. */
export function outdated(): readonly string[] {
  return Object.entries(generated)
    .filter(([path, make]) => contentOf(path) !== make())
    .map(([path]) => path);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

const line = commandLine({
  script: "generate",
  summary: "Writes every file that is made from the sources.",
  flags: {
    check: flag("write nothing; name the files that are out of date", { excludes: ["amiChangelog"] }),
    amiChangelog: path("FILE", "CHANGELOG.md of awslabs/amazon-eks-ami: make the table of AMI releases, too", {
      needs: "bottlerocketChangelog",
    }),
    karpenter: text(
      "VERSION",
      "make the row of a Karpenter release such as 1.15.1 from its Go modules, and print what differs from the row before it",
      { excludes: ["check", "checkModules", "amiChangelog"] },
    ),
    keda: text("VERSION", "the same for a release of KEDA, such as 2.21.0", {
      excludes: ["check", "checkModules", "amiChangelog", "karpenter"],
    }),
    checkModules: flag("make every row of Karpenter and KEDA again from the Go modules; name what differs", {
      excludes: ["check", "amiChangelog"],
    }),
    bottlerocketChangelog: path("FILE", "CHANGELOG.md of bottlerocket-os/bottlerocket", { needs: "amiChangelog" }),
  },
  refused: "a file is out of date, with --check or --check-modules, or a version cannot be had",
});

async function main(args: readonly string[]): Promise<number> {
  const { check, amiChangelog, bottlerocketChangelog, karpenter, keda, checkModules } = line.read(args);
  if (karpenter !== undefined || keda !== undefined || checkModules) return rows(karpenter, keda);
  if (amiChangelog !== undefined && bottlerocketChangelog !== undefined) {
    return makeAmiReleases(amiChangelog, bottlerocketChangelog);
  }
  const stale = outdated();
  if (check) {
    const malformedRows = malformed(root);
    for (const problem of malformedRows) console.error(problem);
    if (stale.length === 0) return malformedRows.length === 0 ? exitCode.pass : exitCode.refused;
    console.error(`out of date: ${stale.join(", ")}; run \`npm run generate\``);
    return exitCode.refused;
  }
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), generated[path]!());
    console.log(`wrote ${path}`);
  }
  return exitCode.pass;
}

/** One row, or a check of all: the Go modules of the versions. */
function rows(karpenter: string | undefined, keda: string | undefined): number {
  const source = { root, print: (line: string) => console.log(line) };
  for (const [name, release] of Object.entries({ karpenter, keda })) {
    if (release !== undefined && !/^\d+\.\d+\.\d+$/.test(release))
      throw new UsageError(`--${name}: ${JSON.stringify(release)} is not a version; write three numbers`);
  }
  try {
    if (karpenter !== undefined) return makeRow(karpenter, source);
    if (keda !== undefined) return makeKedaRow(keda, source);
    return Math.max(checkRows(source), checkKedaRows(source));
  } catch (error) {
    if (!(error instanceof NotServed)) throw error;
    console.error(error.message);
    return exitCode.refused;
  }
}

/** The other generated files have examples from the table, which this process has read already: they are made by another run. */
function makeAmiReleases(eksAmiLog: string, bottlerocketLog: string): number {
  const made = amiReleasesFrom({ eksAmiLog: textOf(eksAmiLog), bottlerocketLog: textOf(bottlerocketLog) });
  for (const change of amiReleaseChanges(amiReleaseTable, made)) console.log(change);
  writeFileSync(join(root, "capacity/ec2/amiReleases.json"), amiReleasesJson(made));
  console.log("wrote capacity/ec2/amiReleases.json; run `npm run generate` for what is made from it");
  return exitCode.pass;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`);
  }
}

if (require.main === module) runTool(main);
