/** What is found in a stack's file and config, without the program. */
import { resolve } from "node:path";
import { type Checked, checkStackConfig, type Finding, type StackConfig } from "../../../config";
import { defaultRegion } from "../engine/deployment";
import { longestVariable } from "../process/childProcess";
import { placed } from "../project/place";
import type { Project, StackFile } from "../project/project";
import type { PulumiConfig } from "../project/pulumiConfig";

/** A stack's config after the checks. */
export interface CheckedStack {
  /** Undefined when the config is refused, and for a program other than this repository's. */
  readonly stack: StackConfig | undefined;
  readonly findings: readonly Finding[];
}

/** Root of this repository: the checks in config/ are about its own program, and about no other. */
const ownRoot = resolve(__dirname, "../../..");

/** Checks a stack's file and config. */
export function checkStack(project: Project, stack: StackFile, config: PulumiConfig): CheckedStack {
  const unreadable = [...project.findings, ...stack.findings].filter(({ level }) => level === "error");
  if (unreadable.length > 0) return { stack: undefined, findings: unreadable };
  const checked = project.root === ownRoot ? checkedConfig(project, stack.name, config) : { findings: [] };
  const findings = [...fileFindings(project, stack, config), ...checked.findings];
  return { stack: checked.config, findings: findings.map((finding) => placed(finding, project, stack)) };
}

function checkedConfig(
  { name }: Project,
  stack: string,
  { own, values, encrypted, secretKeys }: PulumiConfig,
): Checked {
  const prefix = `${name}:`;
  return checkStackConfig(own, {
    project: name,
    stack,
    region: values.get("aws:region"),
    secretKeys: secretKeys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    encrypted,
  });
}

/** What the CLI would refuse, and what is missing from a plan or from `pulumi up`. */
function fileFindings(project: Project, stack: StackFile, config: PulumiConfig): readonly Finding[] {
  const findings: Finding[] = config.refusals.map(({ key, message }) => ({
    level: "error",
    rule: "pulumi-config",
    path: key,
    message,
  }));
  if (stack.environment) {
    findings.push({
      level: "warning",
      rule: "esc-environment",
      path: "environment",
      message: "names ESC environments, which only Pulumi's service can open; their values are missing from this plan",
    });
  }
  if (config.values.get("aws:region") === undefined) {
    findings.push({
      level: "warning",
      rule: "region-is-set",
      path: "aws:region",
      message: `is not set; the plan takes ${defaultRegion} where no provider names a region`,
    });
  }
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(config.values)));
  if (bytes > longestVariable) {
    findings.push({
      level: "warning",
      rule: "config-size",
      path: project.name,
      message: `the stack's config is ${Math.ceil(bytes / 1024)} KiB; Linux passes 128 KiB to a program, so \`pulumi up\` ends there with "argument list too long"`,
      suggestion: "split the teams over several stacks, or run pulumi on another system",
    });
  }
  return findings;
}

/** A refusal of the program that no check has found: no path, only its message. */
export function refusalFinding(message: string): Finding {
  return { level: "error", rule: "program", path: "", message };
}

/**
 * Whether a warning of the program is among the findings, by path and rule: `<path>: <text> (rule <rule>)`.
 * @param message one such line for each finding
 */
export function isFinding(message: string, findings: readonly Finding[]): boolean {
  return message
    .split("\n")
    .every((line) =>
      findings.some(({ path, rule }) => line.startsWith(`${path}: `) && line.endsWith(` (rule ${rule})`)),
    );
}
