/** The stack's config, as Pulumi hands it to the program, checked. */
import * as pulumi from "@pulumi/pulumi";
import {
  checkStackConfig,
  creatorFindings,
  findingsText,
  loggedFinding,
  type StackConfig,
  stackFileFindings,
  stackNamesOf,
} from "./config";

/**
 * Reads and checks all keys under the project's namespace. Warnings go to Pulumi's log, each with its rule.
 * @throws RunError with every finding when one is an error; Pulumi prints it without a stack trace and makes nothing
 */
export function readStackConfig(): StackConfig {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const root = pulumi.getRootDirectory();
  const keys = Object.keys(pulumi.runtime.allConfig());
  const ofKeys = stackFileFindings({ project, top: ["config"], config: keys }).findings.map(({ finding }) => finding);
  const checked = checkStackConfig(rawConfig(project), {
    project,
    stack,
    root,
    stacks: () => stackNamesOf(root),
    region: new pulumi.Config("aws").get("region"),
    secretKeys: secretKeys(project),
  });
  const { config } = checked;
  const findings = [...ofKeys, ...checked.findings];
  if (config === undefined || ofKeys.some(({ level }) => level === "error"))
    throw new pulumi.RunError(findingsText(findings, `Pulumi.${stack}.yaml`));
  for (const finding of findings) void pulumi.log.warn(loggedFinding(finding));
  return config;
}

/** Warns when whoever previews the stack, and so may create its cluster, is also among those for whom it makes access entries. */
export function warnOfCreator(stack: StackConfig, caller: () => Promise<string | undefined>): void {
  if (stack.cluster.kind === "existing") return;
  void caller().then((arn) => {
    if (arn === undefined) return;
    for (const finding of creatorFindings(stack, arn)) void pulumi.log.warn(loggedFinding(finding));
  });
}

/** Every key under the namespace, misspelt ones too; objects arrive as JSON, scalars as plain text. */
function rawConfig(project: string): Readonly<Record<string, unknown>> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length).replace(/^config:/, ""), jsonOrText(text)]),
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * Keys with an encrypted value inside. Asked of the SDK, not of the environment: a program that the Automation API runs inline
 * finds nothing there, and its secrets would be stored in plain text.
 */
function secretKeys(project: string): readonly string[] {
  // the SDK, which is pinned exactly, has it and leaves it out of its types
  const { isConfigSecret } = pulumi.runtime as unknown as { readonly isConfigSecret: (key: string) => boolean };
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1))
    .filter((key) => isConfigSecret(`${project}:${key}`) || isConfigSecret(`${project}:config:${key}`));
}
