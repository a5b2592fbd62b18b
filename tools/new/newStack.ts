/** Writes a new stack's file, after the checks that its first plan would make. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { recommendedAlias } from "../../capacity/ec2/amiReleases";
import { checkStackConfig, type Finding, reportedFinding } from "../../config";
import { PlanError, UsageError } from "../cli/errors";
import { type Project, parseStackFile, stackFilePath } from "../plan/project/project";
import { pulumiConfig } from "../plan/project/pulumiConfig";
import { checkStack } from "../plan/summary/findings";
import { type NewStack, stackText } from "./stackText";

/** How it went: the file's path from the project's root, or why there is none. */
export type Written = { readonly warnings: readonly string[] } & (
  | { readonly path: string; readonly errors?: never }
  | { readonly path?: never; readonly errors: readonly string[] }
);

/**
 * Writes `Pulumi.<name>.yaml`.
 * @throws UsageError when the file is there already
 */
export function writeNewStack(project: Project, name: string, stack: NewStack): Written {
  const path = stackFilePath(project, name);
  const schema = join(relative(project.stackFolder, project.root), "schema/stack-config.json");
  const text = stackText(stack, project.name, schema, newestAlias(project.name, name));
  const file = parseStackFile(name, path, text);
  const { findings } = checkStack(project, file, pulumiConfig(project, file));
  const ofLevel = (level: Finding["level"]) => findings.filter((one) => one.level === level).map(reportedFinding);
  const [errors, warnings] = [ofLevel("error"), ofLevel("warning")];
  if (errors.length > 0) return { errors, warnings };
  createFile(path, text);
  return { path: basename(path), warnings };
}

/** The newest AMI that is known here for the Kubernetes version that a stack has by default. */
function newestAlias(project: string, stack: string): string {
  const { config } = checkStackConfig({ environment: "development" }, { project, stack });
  const alias = config && recommendedAlias("al2023", config.cluster.version);
  if (alias === undefined)
    throw new PlanError("the default Kubernetes version has no AMI in capacity/ec2/amiReleases.json");
  return alias;
}

/** "wx": between a look whether the file is there and the writing, another process may make it. */
function createFile(path: string, text: string): void {
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    throw new UsageError(`${path} is there already; choose another name, or change it by hand`);
  }
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}
