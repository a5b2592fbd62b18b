/** What the policies say of configs whose owners did what the findings say. Not a test. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { checkStackConfig } from "../../config";
import { type Plan, runPlan } from "../../tools/plan/plan";
import type { RawConfig } from "../config/arbitraries";
import { contextOf, quiet, type Violation } from "../config/violation";
import { violations } from "../config/violations";
import { day } from "../support/day";
import { root } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";
import { madeOnce } from "../support/shared";
import { followed, withoutErrors } from "./followed";
import type { JoinedStack, Part } from "./joinedStacks";

export const policyConfigs = { default: undefined, production: "policies/config/production.json" } as const;
export type PolicyConfigName = keyof typeof policyConfigs;

/**
 * Configs of test/config/violations after their findings were followed, where suggestions alone mend what the violation is
 * about; beside each, the same with what is wrong deleted, or the nearest good one where a default is wrong, too. The others leave a choice to their reader.
 */
export function mendedConfigs(of: readonly Violation[] = violations): readonly Part[] {
  return of.flatMap((violation): readonly Part[] => {
    const { rule } = violation;
    // the file that it names is in the violation's folder, where the plan of the text is not
    if ("prices" in violation.config) return [];
    const { config, context } = followed(quiet(violation.config), contextOf(violation.context));
    const left = checkStackConfig(config, context).findings;
    if (left.some((finding) => finding.level === "error" || finding.rule === rule)) return [];
    // the project's name and the date are those of the plan
    const own = { ...contextOf(undefined), region: context.region };
    const deleted = withoutErrors(quiet(violation.config), own);
    const isValid = checkStackConfig(deleted, own).findings.every(({ level }) => level !== "error");
    return [{ title: rule, config, before: isValid ? deleted : quiet(violation.good), context: own }];
  });
}

/** What the policies say of the mended configs, and of nothing before: policy, resource and message. */
export async function newViolations(
  { config, before, context }: JoinedStack,
  policies: PolicyConfigName,
): Promise<readonly string[]> {
  const [old, now] = await Promise.all([
    planned(before, context.region, policies),
    planned(config, context.region, policies),
  ]);
  for (const { findings } of [old, now]) {
    const errors = findings.filter(({ level }) => level === "error");
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
  }
  const places = new Set(old.policies.violations.map(placeOf));
  return (
    now.policies.violations
      .filter((violation) => !places.has(placeOf(violation)) && !ofDevelopment.includes(violation.policy))
      // of a value that AWS gives: the rule decides at deployment, and no suggestion can have broken it
      .filter(({ level, message }) => level === "mandatory" || !message.includes("cannot tell yet"))
      .map((violation) => `${placeOf(violation)}: ${violation.message}`)
  );
}

/** What every node class of a development stack violates with production's policies: its default AMI follows releases. */
const ofDevelopment: readonly string[] = ["ami-alias-is-pinned"];

function placeOf({ policy, urn }: Plan["policies"]["violations"][number]): string {
  return `${policy} ${urn.split("::").at(-1)}`;
}

/** The plan of a config with the pack. */
function planned(config: RawConfig, region: string | undefined, policies: PolicyConfigName): Promise<Plan> {
  const own = Object.fromEntries(Object.entries(config).map(([key, value]) => [`nodepools:${key}`, value]));
  // YAML 1.1 puts dates in quotes, which Pulumi's CLI would read as times
  const text = stringify(
    { config: { ...(region === undefined ? {} : { "aws:region": region }), ...own } },
    { version: "1.1" },
  );
  return madeOnce(`suggestions ${policies} ${text}`, (folder) => {
    const file = join(folder, "Pulumi.mended.yaml");
    writeFileSync(file, text);
    const policyConfig = policyConfigs[policies];
    const options = policyConfig === undefined ? {} : { policyConfig: join(root, policyConfig) };
    return runPlan({ folder: root, config: file, now: day, start: startProgramInProcess, ...options });
  });
}
