/** What the policies say of configs whose owners did what the findings say. Not a test. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { checkStackConfig } from "../../config";
import { type Plan, runPlan } from "../../tools/plan/plan";
import { contextOf, onePool, quiet, type Violation } from "../config/violation";
import { violations } from "../config/violations";
import { root } from "../support/plans";
import { madeOnce } from "../support/shared";
import { followed } from "./followed";
import type { Part } from "./joinedStacks";

export const policyConfigs = { default: undefined, production: "policies/config/production.json" } as const;
export type PolicyConfigName = keyof typeof policyConfigs;

export interface Mended extends Part {
  /** Whether the suggestions alone led there; otherwise it is the violation's nearest good config. */
  readonly isFollowed: boolean;
}

/** Each config of test/config/violations after its findings were followed. */
export function mendedConfigs(of: readonly Violation[] = violations): readonly Mended[] {
  return of.map((violation): Mended => {
    const { rule, good, goodContext } = violation;
    const { config, context } = followed(quiet(violation.config), contextOf(violation.context));
    const left = checkStackConfig(config, context).findings;
    const isFollowed = left.every((finding) => finding.level !== "error" && finding.rule !== rule);
    const { region } = isFollowed ? context : contextOf(goodContext);
    // name of the project and date are those of the plan
    const own = { ...contextOf(undefined), region };
    return { title: rule, config: isFollowed ? config : quiet(good), context: own, isFollowed };
  });
}

/** Rules of the pack that a config without any finding violates: what every small stack does without. */
export async function ordinaryViolations(policies: PolicyConfigName): Promise<ReadonlySet<string>> {
  const plan = await planned({ config: quiet(onePool()), context: contextOf(undefined) }, policies);
  return new Set(plan.policies.violations.map(({ policy }) => policy));
}

/** The plan of a config with the pack. */
export function planned(
  { config, context }: Pick<Part, "config" | "context">,
  policies: PolicyConfigName,
): Promise<Plan> {
  const own = Object.fromEntries(Object.entries(config).map(([key, value]) => [`nodepools:${key}`, value]));
  const region = context.region === undefined ? {} : { "aws:region": context.region };
  const text = stringify({ config: { ...region, ...own } });
  return madeOnce(`suggestions ${policies} ${text}`, (folder) => {
    const file = join(folder, "Pulumi.mended.yaml");
    writeFileSync(file, text);
    const policyConfig = policyConfigs[policies];
    return runPlan({
      folder: root,
      config: file,
      ...(policyConfig === undefined ? {} : { policyConfig: join(root, policyConfig) }),
    });
  });
}

/**
 * Policies that a mended config may violate all the same, by the rule whose finding was followed, and why that is no
 * contradiction.
 */
export const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "endpoint-is-not-open-to-the-world": {
    "cluster-endpoint-is-not-open":
      "the finding says that allowAnywhere confirms it here, and that this policy still refuses",
  },
  "allow-anywhere-is-used": {
    "cluster-endpoint-is-not-open": "the good config is one whose open range is confirmed",
  },
};
