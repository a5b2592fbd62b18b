/** What is found in a stack's file and config, without the program. */
import { basename, resolve } from "node:path";
import {
  type Checked,
  checkStackConfig,
  type Finding,
  pathText,
  type StackConfig,
  stackFileFindings,
  stackNamesOf,
} from "../../../config";
import { defaultRegion } from "../engine/deployment";
import { excessConfigBytes } from "../process/childProcess";
import { placed, sourceSteps, underConfig } from "../project/place";
import type { Project, StackFile } from "../project/project";
import type { PulumiConfig } from "../project/pulumiConfig";

/** A stack's config after the checks. */
export interface CheckedStack {
  /** Undefined when the config is refused, and for a program other than this repository's. */
  readonly stack: StackConfig | undefined;
  readonly findings: readonly Finding[];
  /** Adds the place of the finding's path: in the stack file, or in a file that it names. Absent when nothing was checked. */
  readonly place?: (finding: Finding) => Finding;
}

/** Root of this repository: the checks in config/ are about its own program, and about no other. */
const ownRoot = resolve(__dirname, "../../..");

/**
 * Checks a stack's file and config.
 * @param now milliseconds since 1970: how long a version is supported goes by it @default when it is checked
 */
export function checkStack(project: Project, stack: StackFile, config: PulumiConfig, now?: number): CheckedStack {
  const unreadable = [...project.findings, ...stack.findings].filter(({ level }) => level === "error");
  if (unreadable.length > 0) return { stack: undefined, findings: unreadable };
  const ofText = stack.findings.map((finding) => underConfig(finding, project));
  const place = (finding: Finding): Finding => placed(finding, project, stack);
  if (project.root !== ownRoot)
    return { stack: undefined, findings: [...ofText, ...fileFindings(project, stack, config).map(place)] };
  const file = basename(stack.path);
  const keys = stackFileFindings({ project: project.name, top: stack.topKeys, config: Object.keys(stack.config) });
  const ofKeys = keys.findings.map(({ finding, steps }) => ({ ...finding, file, ...stack.source.place(steps) }));
  // nothing of the file reaches the program: that all is missing would hide why
  if (keys.isLost) return { stack: undefined, findings: firstOf([...ofText, ...ofKeys]).map(place) };
  const checked = checkedConfig(project, stack, config, now);
  const errors = new Set(
    [...ofKeys, ...checked.findings].flatMap(({ level, path }) => (level === "error" ? path : [])),
  );
  const regionIsMisspelt = ofKeys.some(
    ({ level, suggestion = "" }) => level === "error" && suggestion.includes("aws:region"),
  );
  const isTold = ({ path, level, rule }: Finding): boolean =>
    (rule === "pulumi-config" && errors.has(path)) ||
    // region-is-set says it of the plan
    rule === "region-is-named" ||
    (level === "warning" && (errors.has(path) || (path === "aws:region" && regionIsMisspelt)));
  const findings = [...fileFindings(project, stack, config), ...ofText, ...checked.findings].filter(
    (finding) => !isTold(finding),
  );
  return {
    stack: ofKeys.some(({ level }) => level === "error") ? undefined : checked.config,
    findings: firstOf([...ofKeys, ...findings]).map(place),
    place: (finding) => place(checked.place(finding)),
  };
}

/** A report of more helps nobody, and to place each of 40,000 misspelt keys takes minutes. */
const mostFindings = 500;

/** The first findings, errors before warnings when they are too many, and how many more there are. */
function firstOf(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostFindings) return findings;
  const errors = findings.filter(({ level }) => level === "error");
  const first = [...errors, ...findings.filter(({ level }) => level !== "error")].slice(0, mostFindings);
  const { level } = errors.length > 0 ? errors[0]! : findings[0]!;
  const message = `${findings.length - first.length} more findings are not shown; mend these first`;
  return [...first, { level, rule: "too-many-findings", path: "", message }];
}

function checkedConfig(
  project: Project,
  stack: StackFile,
  { own, values, encrypted, secretKeys }: PulumiConfig,
  now: number | undefined,
): Checked {
  const prefix = `${project.name}:`;
  return checkStackConfig(own, {
    project: project.name,
    stack: stack.name,
    root: project.filesRoot,
    // as the program finds them: of another commit's files, its own stacks
    stacks: () => stackNamesOf(project.filesRoot),
    written: (steps) => stack.source.written(sourceSteps(pathText(steps), project, stack)),
    region: values.get("aws:region"),
    secretKeys: secretKeys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    encrypted,
    ...(now === undefined ? {} : { now }),
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
      message: `is not set: where no provider names a region, prices, zones and ARNs of this plan are those of ${defaultRegion}, whatever AWS_REGION says where it is deployed; what EC2 offers there is not checked`,
      suggestion: "set aws:region",
    });
  }
  const bytes = excessConfigBytes(config);
  if (bytes !== undefined) {
    findings.push({
      level: "error",
      rule: "config-size",
      path: project.name,
      message: `the stack's config is ${Math.ceil(bytes / 1024)} KiB; Linux passes 128 KiB to a program, so \`pulumi up\` ends with "argument list too long", or hangs when it has a policy pack`,
      suggestion: "give each team a file of its own and name their folder by teamsFrom: npm run migrate -- split",
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
