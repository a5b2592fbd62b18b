/** The stacks of a project, by their files. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSourceText } from "../source/file";
import { readYaml } from "../source/yaml";

/**
 * The name in `Pulumi.<name>.yaml`, as the pattern's group. `Pulumi.<name>.deploy.yaml` is not a stack's config, but its settings for
 * Pulumi Deployments. Source: sdk/go/common/workspace/paths.go of pulumi/pulumi, DetectProjectStackDeploymentPath.
 */
export const stackFileName = /^Pulumi\.(.+)(?<!\.deploy)\.yaml$/;

/** Names of the stacks that have a file in a folder, in order. */
export function stackNamesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file) => stackFileName.exec(file)?.[1] ?? [])
    .sort();
}

/**
 * Names of a project's stacks, whose files are in its root or in the `stackConfigDir` of its Pulumi.yaml.
 * @throws UnreadableFile when Pulumi.yaml cannot be read
 */
export function stackNamesOf(root: string): readonly string[] {
  const { value } = readYaml(readSourceText(join(root, "Pulumi.yaml")));
  const folder = typeof value === "object" && value !== null && "stackConfigDir" in value ? value.stackConfigDir : "";
  return stackNamesIn(typeof folder === "string" ? resolve(root, folder) : root);
}
