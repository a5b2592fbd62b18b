/** The stack's config, as Pulumi hands it to the program or as a program writes it, checked. */
import * as pulumi from "@pulumi/pulumi";
import {
  type CheckContext,
  checkStackConfig,
  creatorFindings,
  type Finding,
  findingsText,
  loggedFinding,
  type StackConfig,
  type StackInput,
  stackFileFindings,
  stackNamesOf,
} from "./config";

/**
 * Reads and checks all keys under the project's namespace. Warnings go to Pulumi's log, each with its rule.
 * @throws RunError with every finding when one is an error; Pulumi prints it without a stack trace and makes nothing
 */
export function readStackConfig(): StackConfig {
  const project = pulumi.getProject();
  const keys = Object.keys(pulumi.runtime.allConfig());
  const ofKeys = stackFileFindings({ project, top: ["config"], config: keys }).findings.map(({ finding }) => finding);
  return accepted(rawConfig(project), { secretKeys: secretKeys(project) }, ofKeys, `Pulumi.${pulumi.getStack()}.yaml`);
}

/**
 * Checks a config that a program writes itself, with the defaults, rules and messages of a stack file.
 * @param values by key, as below the namespace of a stack file
 * @throws RunError as {@link readStackConfig} does
 */
export function stackConfigOf(values: StackInput): StackConfig {
  // what a stack file can say and no more: undefined fields are left out, as in JSON
  return accepted(JSON.parse(JSON.stringify(values)) as Record<string, unknown>, {}, [], "the program");
}

/** @param where what the errors are in */
function accepted(
  raw: Readonly<Record<string, unknown>>,
  context: Pick<CheckContext, "secretKeys">,
  before: readonly Finding[],
  where: string,
): StackConfig {
  const root = pulumi.getRootDirectory();
  const { config, findings: found } = checkStackConfig(raw, {
    ...context,
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    root,
    stacks: () => stackNamesOf(root),
    region: new pulumi.Config("aws").get("region"),
  });
  const findings = [...before, ...found];
  if (config === undefined || before.some(({ level }) => level === "error"))
    throw new pulumi.RunError(findingsText(findings, where));
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
