/**
 * What a stack may say, and what it means: the only file of config/ that other folders import. `schema/` has every key
 * with its type, default and description; `rules/` the checks across keys; `resolve/` fills in defaults and decides
 * names; `check.ts` joins them. Nothing here knows of Pulumi, so a check takes milliseconds.
 */

export { nearest } from "../capacity/units/spelling";
export { sourceBounds } from "./bounds";
export { type CheckContext, type Checked, checkStackConfig } from "./check";
export {
  type Finding,
  filePlace,
  findingKey,
  findingsText,
  findingText,
  type Level,
  loggedFinding,
  loggedFindingKey,
  pathSteps,
  pathText,
  reportedFinding,
} from "./finding";
export { nodeZones } from "./resolve/network";
export { nodeSettings } from "./resolve/nodeSettings";
export { principalsOf } from "./resolve/principals";
export { settingKeys } from "./resolve/requirements";
export { openTo } from "./resolve/team";
export { creatorFindings } from "./rules/cluster/creator";
export type { CapabilitiesInput } from "./schema/capabilities";
export { addonNames } from "./schema/cluster";
export { schemaFindings } from "./schema/frame/findings";
export { cpu, duration, integer, memory, text } from "./schema/frame/kind";
export { parsed } from "./schema/frame/parsed";
export type { StackInput } from "./schema/stack";
export { type AccessLevel, accessLevels } from "./schema/team";
export { readSourceText, UnreadableFile } from "./source/file";
export { providerKeys } from "./source/providerKeys";
export { stackFileFindings } from "./source/stackFile";
export { readYaml, readYamlDocuments, type YamlSource } from "./source/yaml";
export type * from "./stack";
export { keysOfFile } from "./teamFiles/keys";
export { listEntryFiles } from "./teamFiles/list";
export { stackFileName, stackNamesIn, stackNamesOf } from "./teamFiles/stacks";
export { bootstrapTaintKey, joinedAddonValues, programAddonValues } from "./values/addonValues";
export { architectureOf } from "./values/bootstrap";
export { encryptedPlaceholder, numberedPlaceholder } from "./values/encrypted";
export { accountWideName, accountWideNames, fitted, nameLimits } from "./values/names";
export { reservedRanges, secondaryRange, zoneRanges } from "./values/subnets";
