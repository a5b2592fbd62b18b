/** Which keys a team's own file may not set: what the policy on them says where it runs with a policy config. */
import { valuesOf } from "../../../policies/frame/setting";
import { rules } from "../../../policies/rules";
import { teamFilesKeepToTheirKeys } from "../../../policies/rules/team/teamFilesKeepToTheirKeys";
import type { Properties } from "../../plan/engine/property";
import { policyConfigs } from "../../plan/policyPack/policyConfig";

/**
 * The keys that team-files-keep-to-their-keys refuses, none where it is disabled.
 * @param path of the policy config; undefined for the policy's default
 * @throws UsageError with every error in the file, as the plan does
 */
export function keysRefused(path: string | undefined): readonly string[] {
  const { name, settings } = teamFilesKeepToTheirKeys;
  const policies = rules.map(({ name, description, enforcementLevel, settings }) => ({
    ...{ name, description, level: enforcementLevel ?? "mandatory", required: [] },
    properties: { ...settings } as unknown as Properties,
  }));
  const { level, properties } = policyConfigs(policies, new Map(), path).get(name)!;
  const { refused } = valuesOf(settings, properties);
  return level === "disabled" ? [] : (refused as readonly string[]);
}
